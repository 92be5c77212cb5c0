import type { PreliminaryView } from '@/api/gen';
import { Scroll } from '@/shared/ui';
import { useResultText } from '../../i18n/result';
import { one, signed } from './figures';
import s from './result.module.css';

/** The organisers' analysis beside the experts', leaf by leaf (clause 5.1.2.3.5). */
export function Preliminary({ view }: { view: PreliminaryView }) {
  const t = useResultText();
  const written = view.leaves.some((leaf) => leaf.preliminary != null) || view.summary !== '';
  return (
    <section id="preliminary" className="panel" aria-labelledby="preliminary-title">
      <h2 id="preliminary-title">{t('preliminary')}</h2>
      {!written && <p className={s.quiet}>{t('preliminaryNone')}</p>}
      {view.preliminary_total != null && view.expert_total != null && (
        <p>
          {t('preliminaryTotal', {
            mine: one(view.preliminary_total),
            theirs: one(view.expert_total),
            d: signed(view.expert_total - view.preliminary_total),
          })}
        </p>
      )}
      {view.summary && (
        <p className={s.text} lang="zh-CN">
          {view.summary}
        </p>
      )}
      {written && (
        <Scroll label={t('preliminary')}>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t('leaf')}</th>
                <th scope="col">{t('own')}</th>
                <th scope="col">{t('expert')}</th>
                <th scope="col">{t('difference')}</th>
                <th scope="col">{t('note')}</th>
              </tr>
            </thead>
            <tbody>
              {view.leaves.map((leaf) => (
                <tr key={leaf.code}>
                  <th scope="row">{leaf.name}</th>
                  <td className="num">{one(leaf.preliminary)}</td>
                  <td className="num">{leaf.withheld ? t('withheld') : one(leaf.expert)}</td>
                  <td className="num" data-apart={Math.abs(leaf.difference ?? 0) >= 15}>
                    {signed(leaf.difference)}
                  </td>
                  <td lang="zh-CN">{leaf.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}
