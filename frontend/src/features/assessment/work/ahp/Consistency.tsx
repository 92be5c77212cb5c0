import type { MatrixView } from '@/api/gen';
import { CheckIcon, WarnIcon } from '@/shared/ui';
import { useAhpText } from '../../i18n/ahp';
import { statementOf } from './judgements';
import s from './ahp.module.css';

const FULL = 0.25;

interface Props {
  found: MatrixView;
  disabled: boolean;
  onPick: (row: number, column: number) => void;
  onApply: (row: number, column: number, value: string) => void;
}

const three = (value: number | null) => (value == null ? '—' : value.toFixed(3));

/**
 * CR of one level with its limit, live as soon as the comparisons say something. What contradicts
 * is named once the level is complete; what would cure it only on demand, not to steer.
 */
export function Consistency({ found, disabled, onPick, onApply }: Props) {
  const t = useAhpText();
  const complete = found.answered === found.total;
  const cr = found.items.length > 0 && !isTree(found) ? found.cr : null;
  const verdict = found.passed ? 'good' : 'over';
  const state = cr == null ? 'todo' : complete ? verdict : 'partial';
  const worst = found.worst[0];
  return (
    <section className={`panel ${s.cr}`} data-state={state} aria-labelledby="cr" aria-live="polite">
      <div className={s.crTop}>
        <h2 id="cr">{t('cr')}</h2>
        <span>
          {state === 'good' && <CheckIcon />}
          {state === 'over' && <WarnIcon />}
          {state === 'good' && t('passed')}
          {state === 'over' && t('over')}
          {state === 'partial' && t('partial')}
          {state === 'todo' && t('todo', { n: found.total - found.answered })}
        </span>
      </div>
      <p className={s.crNum}>
        <b className="num">{three(cr)}</b>
        <span>
          {state === 'good' && t('crGood')}
          {state === 'over' && t('crBad', { limit: found.limit.toFixed(2) })}
          {state === 'partial' && t('crPartial', { n: found.answered, total: found.total })}
          {state === 'todo' && (complete ? found.note : t('crPending'))}
        </span>
      </p>
      <div className={s.meter} role="img" aria-label={`CR ${three(cr)}，${found.limit.toFixed(2)}`}>
        {cr != null && <i style={{ insetInlineStart: `${Math.min(1, cr / FULL) * 100}%` }} />}
        <u style={{ insetInlineStart: `${(found.limit / FULL) * 100}%` }}>
          <span>{found.limit.toFixed(2)}</span>
        </u>
      </div>
      <dl className={s.crSub}>
        <div>
          <dt>λmax</dt>
          <dd className="num">{cr == null ? '—' : three(found.lambda_max)}</dd>
        </div>
        <div>
          <dt>CI</dt>
          <dd className="num">{cr == null ? '—' : three(found.ci)}</dd>
        </div>
        <div>
          <dt>RI</dt>
          <dd className="num">{found.ri == null ? '—' : found.ri.toFixed(4)}</dd>
        </div>
      </dl>
      {found.items.length > 0 && found.note && (
        <p className={s.note} lang="zh-CN">
          {found.note}
          {found.cr_for_gaps != null && `（${t('gapsCr', { cr: three(found.cr_for_gaps) })}）`}
        </p>
      )}
      {complete && !found.ranks_agree && <p className={s.note}>{t('ranks')}</p>}
      {complete && found.triads.map((items) => <p key={items}>{t('triads', { items })}</p>)}
      {complete && worst && (
        <div className={s.worst} lang="zh-CN">
          <h3>{t('worst')}</h3>
          <button type="button" onClick={() => onPick(worst.row, worst.column)}>
            {statementOf(found.words[0] ?? '')}
          </button>
        </div>
      )}
      {complete && worst && <Advice {...{ found, disabled, onPick, onApply }} />}
    </section>
  );
}

/** With n - 1 answers the matrix is consistent by construction: its CR says nothing. */
const isTree = (found: MatrixView) =>
  found.answered < found.total && found.answered < found.items.length;

function Advice({ found, disabled, onPick, onApply }: Props) {
  const t = useAhpText();
  return (
    <details className={s.tips}>
      <summary>{t('showAdvice')}</summary>
      {found.changes.length > 0 && (
        <>
          <h3>{t('smallest')}</h3>
          <ul lang="zh-CN">
            {found.changes.map((change) => (
              <li key={`${change.row}-${change.column}-${change.proposed}`}>
                {change.words}
                <small className="num">{t('after', { cr: three(change.cr_after) })}</small>
                {!disabled && (
                  <button
                    type="button"
                    aria-label={`${t('apply')}：${change.words}`}
                    onClick={() => onApply(change.row, change.column, change.proposed)}
                  >
                    {t('apply')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
      <h3>{t('worst')}</h3>
      <ol lang="zh-CN">
        {found.worst.map((item, k) => (
          <li key={`${item.row}-${item.column}`}>
            <button type="button" onClick={() => onPick(item.row, item.column)}>
              {item.first} : {item.second} <b className="num">{item.stated}</b>
            </button>
            <small>{found.words[k]}</small>
          </li>
        ))}
      </ol>
      <p className={s.note}>{t('adviceNote')}</p>
    </details>
  );
}
