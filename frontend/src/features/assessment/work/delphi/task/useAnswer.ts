import { useCallback, useRef, useState } from 'react';
import { api } from '@/api/client';
import type { DelphiTaskView } from '@/api/gen';
import { useAutosave } from '@/shared/lib/useAutosave';
import { answerOf, inputOf, mergeAnswers, type Answer, type Rating } from './answers';

const EMPTY: Rating = { value: null, comment: '' };

/** My questionnaire with autosave; submitting and taking back go by the saved version. */
export function useAnswer(start: DelphiTaskView, userId: string) {
  const [task, setTask] = useState(start);
  const [answer, setAnswer] = useState(() => answerOf(start));
  const known = useRef(start.version);
  const saved = useRef(answer);
  const refused = useRef<unknown>(null);
  const url = `/api/v1/delphi-tasks/${start.id}`;

  const save = useCallback(
    async (value: Answer, { version, keepalive }: { version: number; keepalive: boolean }) => {
      refused.current = null;
      try {
        const body = inputOf(value);
        const next = await api.put<DelphiTaskView>(url, body, { version, keepalive });
        known.current = next.version;
        saved.current = value;
        setTask(next);
        return next.version;
      } catch (error) {
        refused.current = error;
        throw error;
      }
    },
    [url],
  );
  const autosave = useAutosave<Answer>({
    key: `${userId}:delphi-task:${start.id}`,
    version: start.version,
    save,
  });
  const change = (next: Answer) => {
    setAnswer(next);
    autosave.change(next);
  };
  const rate = (code: string, part: Partial<Rating>) => {
    const before = answer.ratings[code] ?? EMPTY;
    change({ ...answer, ratings: { ...answer.ratings, [code]: { ...before, ...part } } });
  };
  const take = (next: DelphiTaskView) => {
    known.current = next.version;
    saved.current = answerOf(next);
    setTask(next);
  };
  const act = async (action: string) => {
    await autosave.flush();
    // What could not be saved must not be handed in as something older.
    if (refused.current) throw refused.current;
    const next = await api.post<DelphiTaskView>(`${url}/${action}`, undefined, {
      version: known.current,
    });
    autosave.reset(next.version);
    take(next);
    setAnswer(answerOf(next));
  };
  /** Joins what is on this page with what was stored from another window. */
  const merge = async () => {
    const base = saved.current;
    const next = await api.get<DelphiTaskView>(url);
    take(next);
    const merged = mergeAnswers(base, answer, answerOf(next));
    setAnswer(merged);
    await autosave.resolve(next.version, merged);
  };
  return { task, answer, change, rate, act, merge, autosave };
}
