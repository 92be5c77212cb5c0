import type { MatrixView } from '@/api/gen';
import { CheckIcon, WarnIcon } from '@/shared/ui';
import { useAhpText } from '../../i18n/ahp';
import s from './ahp.module.css';

const FULL = 0.25;

/** CR of one level with its limit; the worst judgements only when the level is complete. */
export function Consistency({
  found,
  onPick,
}: {
  found: MatrixView;
  onPick: (row: number, column: number) => void;
}) {
  const t = useAhpText();
  const complete = found.answered === found.total;
  const cr = complete ? found.cr : null;
  const state = cr == null ? 'todo' : found.passed ? 'good' : 'over';
  const three = (value: number | null) => (value == null ? '—' : value.toFixed(3));
  return (
    <section className={`panel ${s.cr}`} data-state={state} aria-labelledby="cr" aria-live="polite">
      <div className={s.crTop}>
        <h2 id="cr">{t('cr')}</h2>
        <span>
          {state === 'good' && <CheckIcon />}
          {state === 'over' && <WarnIcon />}
          {state === 'todo'
            ? t('todo', { n: found.total - found.answered })
            : t(state === 'good' ? 'passed' : 'over')}
        </span>
      </div>
      <p className={s.crNum}>
        <b className="num">{three(cr)}</b>
        <span>
          {state === 'todo'
            ? t('crPending')
            : state === 'good'
              ? t('crGood')
              : t('crBad', { limit: found.limit.toFixed(2) })}
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
          <dd className="num">{complete ? three(found.lambda_max) : '—'}</dd>
        </div>
        <div>
          <dt>CI</dt>
          <dd className="num">{complete ? three(found.ci) : '—'}</dd>
        </div>
        <div>
          <dt>RI</dt>
          <dd className="num">{found.ri == null ? '—' : found.ri.toFixed(4)}</dd>
        </div>
      </dl>
      {complete && found.triads.map((items) => <p key={items}>{t('triads', { items })}</p>)}
      {complete && found.worst.length > 0 && (
        <details className={s.tips}>
          <summary>{t('showAdvice')}</summary>
          <h3>{t('worst')}</h3>
          <ol>
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
      )}
    </section>
  );
}
