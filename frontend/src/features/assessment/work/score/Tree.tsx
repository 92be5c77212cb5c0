import type { SheetView } from '@/api/gen';
import { CheckIcon, WarnIcon } from '@/shared/ui';
import { useTaskText } from '../../i18n/tasks';
import type { Draft } from './useSheet';
import s from './score.module.css';

interface Props {
  sheet: SheetView;
  draft: Draft;
  current: string;
  notesKey: string;
  onGo: (code: string) => void;
}

/** The leaves assigned to me with what is done. */
export function Tree({ sheet, draft, current, notesKey, onGo }: Props) {
  const t = useTaskText();
  return (
    <nav className={`panel ${s.tree}`} aria-label={t('indicators')}>
      <ol>
        {sheet.dimensions.map((dimension) => (
          <li key={dimension.code}>
            <h2>
              {dimension.name}{' '}
              <small className="num">
                {dimension.leaves.filter((leaf) => leaf.done).length}/{dimension.leaves.length}
              </small>
            </h2>
            <ol>
              {dimension.leaves.map((leaf) => {
                const value = draft.scores[leaf.code]?.value;
                // begun, but a comment or an answer is still wanted
                const wanting = !leaf.done && leaf.score !== null && leaf.missing.length > 0;
                return (
                  <li key={leaf.code}>
                    <button
                      type="button"
                      aria-current={leaf.code === current}
                      data-done={leaf.done}
                      data-wanting={wanting}
                      title={wanting ? leaf.missing.join('；') : undefined}
                      onClick={() => onGo(leaf.code)}
                    >
                      <span>{leaf.name}</span>
                      <b className="num">{value ?? ''}</b>
                      {leaf.done && <CheckIcon />}
                      {leaf.done && <span className="vh">{t('done')}</span>}
                      {wanting && <WarnIcon />}
                      {wanting && <span className="vh">{leaf.missing.join('；')}</span>}
                    </button>
                  </li>
                );
              })}
            </ol>
          </li>
        ))}
        <li>
          <button
            type="button"
            aria-current={current === notesKey}
            data-done={Boolean(draft.notes.advice)}
            onClick={() => onGo(notesKey)}
          >
            <span>{t('notes')}</span>
            {draft.notes.advice && <CheckIcon />}
          </button>
        </li>
      </ol>
    </nav>
  );
}
