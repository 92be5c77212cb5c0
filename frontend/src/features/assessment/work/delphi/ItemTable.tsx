import { useState } from 'react';
import type { DelphiItemResult, DelphiRoundView } from '@/api/gen';
import { percent } from '@/shared/lib/format';
import { useNarrow } from '@/shared/lib/useNarrow';
import { CheckField, Scroll, Tag, type Tone } from '@/shared/ui';
import { useRoundText } from '../../i18n/delphiRounds';
import { placeOf } from './task/answers';
import s from './delphi.module.css';

const VERDICTS: Record<string, { tone: Tone; key: 'keep' | 'discuss' | 'delete' }> = {
  keep: { tone: 'grey', key: 'keep' },
  discuss: { tone: 'ochre', key: 'discuss' },
  delete: { tone: 'seal', key: 'delete' },
};
const two = (value: number) => value.toFixed(2);

/** Items with mean, variation, quartiles, and what the boundary values say. */
export function ItemTable({ round, scale }: { round: DelphiRoundView; scale: number }) {
  const t = useRoundText();
  const narrow = useNarrow();
  const [flagged, setFlagged] = useState(false);
  const id = `items-${round.number}`;
  const rows = round.results.filter((item) => !flagged || item.verdict !== 'keep');
  const compared = round.compared_items != null;
  return (
    <section className="panel" aria-labelledby={id}>
      <div className={s.top}>
        <h2 id={id}>{t('itemTable')}</h2>
        <CheckField checked={flagged} onChecked={setFlagged}>
          {t('onlyFlagged')}
        </CheckField>
      </div>
      <ul className={s.limits}>
        {round.limits.map((limit) => (
          <li key={limit.level}>
            {t('limits', {
              label: limit.label,
              mean: two(limit.mean),
              // A limit below zero excludes nothing.
              full: (limit.full_share ?? 0) > 0 ? percent(limit.full_share, 1) : t('noLimit'),
              cv: two(limit.cv),
            })}
          </li>
        ))}
        {compared && (
          <li>
            {t('stability', {
              stable: round.stable_items ?? 0,
              all: round.compared_items ?? 0,
              moved: percent(round.median_changed, 0),
            })}
          </li>
        )}
      </ul>
      {rows.length === 0 ? (
        <p>{t('noneFlagged')}</p>
      ) : narrow ? (
        <ul className={s.cards}>
          {rows.map((item) => (
            <Card key={item.code} item={item} />
          ))}
        </ul>
      ) : (
        <Scroll label={t('itemTable')}>
          <table className={s.table}>
            <thead>
              <tr>
                <th scope="col">{t('name')}</th>
                <th scope="col">{t('n')}</th>
                <th scope="col">{t('Mj')}</th>
                <th scope="col">{t('SD')}</th>
                <th scope="col">{t('CV')}</th>
                <th scope="col">{t('Kj')}</th>
                <th scope="col">{t('spread')}</th>
                <th scope="col">{t('verdict')}</th>
                {compared && <th scope="col">{t('moved')}</th>}
              </tr>
            </thead>
            <tbody>
              {rows.map((item) => (
                <Row key={item.code} item={item} scale={scale} compared={compared} />
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function Row({ item, scale, compared }: { item: DelphiItemResult } & Omit<RowProps, 'item'>) {
  const t = useRoundText();
  const over = (what: string) => item.failed.includes(what);
  return (
    <tr data-level={item.level}>
      <th scope="row" lang="zh-CN">
        {item.name}
      </th>
      <td className="num">{item.n}</td>
      <td className="num" data-bad={over('均数')}>
        {two(item.mean)}
      </td>
      <td className="num">{two(item.sd)}</td>
      <td className="num" data-bad={over('变异系数')}>
        {two(item.cv)}
      </td>
      <td className="num" data-bad={over('满分频率')}>
        {percent(item.full_share, 0)}
      </td>
      <td className={s.spread}>
        <span className="num">{t('spreadOf', { m: item.median, q1: item.q1, q3: item.q3 })}</span>
        <i aria-hidden>
          <u
            style={{
              insetInlineStart: `${placeOf(item.q1, scale)}%`,
              inlineSize: `calc(${placeOf(item.q3 - item.q1 + 1, scale)}% + 8px)`,
            }}
          />
          <b style={{ insetInlineStart: `${placeOf(item.median, scale)}%` }} />
        </i>
      </td>
      <td>
        <Verdict item={item} />
      </td>
      {compared && (
        <td className="num">
          {item.changed == null ? '—' : percent(item.changed, 0)}{' '}
          {item.stable != null && <small>{t(item.stable ? 'stable' : 'unstable')}</small>}
        </td>
      )}
    </tr>
  );
}

interface RowProps {
  item: DelphiItemResult;
  scale: number;
  compared: boolean;
}

function Verdict({ item }: { item: DelphiItemResult }) {
  const t = useRoundText();
  const verdict = VERDICTS[item.verdict];
  return (
    <>
      {verdict && (
        <Tag tone={verdict.tone} icon={item.verdict !== 'keep'}>
          {t(verdict.key)}
        </Tag>
      )}
      {item.failed.length > 0 && (
        <small lang="zh-CN"> {t('failed', { what: item.failed.join('、') })}</small>
      )}
    </>
  );
}

/** A row on the phone. */
function Card({ item }: { item: DelphiItemResult }) {
  const t = useRoundText();
  return (
    <li data-level={item.level}>
      <b lang="zh-CN">{item.name}</b>
      <span>
        <Verdict item={item} />
      </span>
      <span className="num">
        {t('Mj')} {two(item.mean)} · {t('CV')} {two(item.cv)} · {t('Kj')}{' '}
        {percent(item.full_share, 0)}
      </span>
      <span className="num">
        {t('spread')} {t('spreadOf', { m: item.median, q1: item.q1, q3: item.q3 })}
        {item.changed != null && ` · ${t('moved')} ${percent(item.changed, 0)}`}
      </span>
    </li>
  );
}
