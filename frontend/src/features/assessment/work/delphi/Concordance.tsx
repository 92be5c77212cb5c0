import type { DelphiConcordanceView } from '@/api/gen';
import { Scroll } from '@/shared/ui';
import { useRoundText } from '../../i18n/delphiRounds';
import s from './delphi.module.css';

const shown = (value: number | null, digits = 3) =>
  value == null || !Number.isFinite(value) ? '—' : value.toFixed(digits);
const p = (value: number | null) => (value != null && value < 0.001 ? '< 0.001' : shown(value));

/** Kendall's W of all items and of every level, with three kinds of p. */
export function Concordance({ rows }: { rows: DelphiConcordanceView[] }) {
  const t = useRoundText();
  const kinds = {
    permutation: t('permutation'),
    chi2: t('chi2Word'),
    F: t('FWord'),
  } as Record<string, string>;
  const draws = rows.find((row) => row.draws)?.draws;
  return (
    <>
      <h3 className={s.sub}>{t('concordance')}</h3>
      <Scroll label={t('concordance')}>
        <table className={s.table}>
          <thead>
            <tr>
              <th scope="col">{t('scope')}</th>
              <th scope="col">W</th>
              <th scope="col">{t('chi2')}</th>
              <th scope="col">{t('pChi2')}</th>
              <th scope="col">{t('F')}</th>
              <th scope="col">{t('pF')}</th>
              <th scope="col">{t('pPerm')}</th>
              <th scope="col">{t('pUsed')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.scope}>
                <th scope="row">
                  <span lang="zh-CN">{row.scope_label}</span>{' '}
                  <small className="num">
                    {row.m} × {row.n}
                  </small>
                </th>
                <td className="num">
                  <b>{shown(row.W)}</b> <small lang="zh-CN">{row.word ?? row.note}</small>
                </td>
                <td className="num">
                  {row.chi2 == null ? '—' : `${shown(row.chi2, 2)}（${row.df ?? ''}）`}
                </td>
                <td className="num">{p(row.p_chi2)}</td>
                <td className="num">{shown(row.F, 2)}</td>
                <td className="num">{p(row.p_f)}</td>
                <td className="num">{p(row.p_permutation)}</td>
                <td className="num">
                  {p(row.p)} <small>{row.p_method ? kinds[row.p_method] : ''}</small>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scroll>
      {draws != null && <p className={s.note}>{t('draws', { n: draws })}</p>}
    </>
  );
}
