import { useCallback, useRef, useState } from 'react';
import { api } from '@/api/client';
import type { AhpSheetView } from '@/api/gen';
import { useAutosave } from '@/shared/lib/useAutosave';
import { firstOpen, mergeAnswers, put, type Answers } from './judgements';

/** Answers with undo; every save brings weights and CR back from the server. */
export function useJudgements(start: AhpSheetView, userId: string) {
  const [sheet, setSheet] = useState(start);
  const [past, setPast] = useState<Answers[]>([start.answers]);
  const known = useRef(start.version);
  const saved = useRef(start.answers);
  const refused = useRef<unknown>(null);
  const answers = past[past.length - 1] ?? start.answers;
  const codes = start.nodes.map((node) => node.code);
  const open = firstOpen(start.answers, codes);
  const [place, setPlace] = useState<{ node: string; index: number }>({
    node: open?.[0] ?? codes[0] ?? '',
    index: open?.[1] ?? 0,
  });
  const url = `/api/v1/ahp-sheets/${start.id}`;

  const save = useCallback(
    async (value: Answers, { version, keepalive }: { version: number; keepalive: boolean }) => {
      refused.current = null;
      try {
        const next = await api.put<AhpSheetView>(url, { answers: value }, { version, keepalive });
        known.current = next.version;
        saved.current = value;
        setSheet(next);
        return next.version;
      } catch (error) {
        refused.current = error;
        throw error;
      }
    },
    [url],
  );
  const autosave = useAutosave<Answers>({
    key: `${userId}:ahp-sheet:${start.id}`,
    version: start.version,
    save,
    delay: 300,
  });
  const { change } = autosave;
  const write = useCallback(
    (next: Answers) => {
      setPast((old) => [...old.slice(-99), next]);
      change(next);
    },
    [change],
  );
  const judge = (value: string | null) => write(put(answers, place.node, place.index, value));
  const undo = () => {
    const before = past[past.length - 2];
    if (!before) return;
    setPast(past.slice(0, -1));
    change(before);
  };
  const submit = async () => {
    await autosave.flush();
    // What could not be saved must not be handed in as something older.
    if (refused.current) throw refused.current;
    const next = await api.post<AhpSheetView>(`${url}/submit`, undefined, {
      version: known.current,
    });
    setSheet(next);
  };
  /** Joins what is on this page with what was stored from another window. */
  const merge = async () => {
    const base = saved.current;
    const next = await api.get<AhpSheetView>(url);
    known.current = next.version;
    saved.current = next.answers;
    setSheet(next);
    const merged = mergeAnswers(base, answers, next.answers);
    setPast((old) => [...old.slice(-99), merged]);
    await autosave.resolve(next.version, merged);
  };
  return {
    sheet,
    answers,
    place,
    setPlace,
    judge,
    write,
    undo,
    mayUndo: past.length > 1,
    submit,
    merge,
    autosave,
  };
}
