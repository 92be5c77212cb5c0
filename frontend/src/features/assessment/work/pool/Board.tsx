import type { OutcomeStatus, PoolBoard } from '@/api/gen';
import { labelOf, useLang } from '@/shared/lib/text';
import { OUTCOME_STATES } from '@/shared/ui';
import { usePoolText } from '../../i18n/pool';
import { POOL_CLASSES } from '../../labels';
import s from './pool.module.css';
import { NONE } from './query';

interface Props {
  board: PoolBoard;
  chosenClass: string;
  chosenStatus: string;
  onClass: (value: string) => void;
  onStatus: (value: string) => void;
}

/** The pool in figures; each figure is a button that lists exactly what it counts. */
export function Board({ board, chosenClass, chosenStatus, onClass, onStatus }: Props) {
  const t = usePoolText();
  const lang = useLang();
  const cell = (key: string, label: string, count: number, on: boolean, act: () => void) => (
    <button key={key} type="button" aria-pressed={on} data-kind={key} onClick={act}>
      <b className="num">{count}</b>
      <span>{label}</span>
    </button>
  );
  const everything = !chosenClass && !chosenStatus;
  return (
    <section className={`panel ${s.board}`} aria-label={board.organisation_name}>
      <div className={s.group} role="group" aria-label={t('classes')}>
        {cell('all', t('total'), board.total, everything, () => onClass(''))}
        {board.classes.map((row) => {
          const key = row.pool_class ?? NONE;
          const label = row.pool_class
            ? labelOf(POOL_CLASSES[row.pool_class], lang)
            : t('unclassed');
          return cell(key, label, row.count, chosenClass === key, () => onClass(key));
        })}
      </div>
      <div className={s.states} role="group" aria-label={t('progress')}>
        {board.progress.map((row) => {
          const label = labelOf(OUTCOME_STATES[row.status as OutcomeStatus], lang);
          return cell(row.status, label, row.count, chosenStatus === row.status, () =>
            onStatus(chosenStatus === row.status ? '' : row.status),
          );
        })}
      </div>
    </section>
  );
}
