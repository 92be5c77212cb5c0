import { useCallback, useRef, useState } from 'react';
import { api } from '@/api/client';
import type { LeafTask, NotesInput, ScoreInput, SheetView } from '@/api/gen';
import { useAutosave } from '@/shared/lib/useAutosave';

export interface Draft {
  scores: Record<string, ScoreInput>;
  notes: NotesInput;
}

const EMPTY: ScoreInput = {
  value: null,
  abstain_reason: '',
  comment: '',
  evidence: [],
  answers: {},
};

export const leavesOf = (sheet: SheetView): LeafTask[] =>
  sheet.dimensions.flatMap((dimension) => dimension.leaves);

export const draftOf = (sheet: SheetView): Draft => ({
  scores: Object.fromEntries(leavesOf(sheet).map((leaf) => [leaf.code, leaf.score ?? EMPTY])),
  notes: {
    advice: sheet.advice,
    vetoes: sheet.vetoes.map(({ kind, reason }) => ({
      kind: kind as 'ethics' | 'ownership' | 'safety',
      reason,
    })),
  },
});

const filled = (score: ScoreInput) =>
  score.value != null ||
  Boolean(score.abstain_reason || score.comment) ||
  (score.evidence?.length ?? 0) > 0 ||
  Object.keys(score.answers ?? {}).length > 0;

/** What differs from the last saved state, leaf by leaf; untouched leaves are never sent. */
export function changes(draft: Draft, saved: Draft) {
  const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
  const scores = Object.entries(draft.scores).filter(
    ([code, score]) => !same(score, saved.scores[code]) && (filled(score) || saved.scores[code]),
  );
  return { scores, notes: same(draft.notes, saved.notes) ? null : draft.notes };
}

/** Draft of my sheet with autosave: one request per changed leaf, in order. */
export function useSheet(start: SheetView, userId: string) {
  const [sheet, setSheet] = useState(start);
  const [draft, setDraft] = useState(() => draftOf(start));
  const saved = useRef(draft);
  const known = useRef(start.version);
  const base = `/api/v1/panel-tasks/${start.task_id}/sheet`;

  const save = useCallback(
    async (value: Draft, { version, keepalive }: { version: number; keepalive: boolean }) => {
      // a part may have been saved before the connection broke
      known.current = Math.max(known.current, version);
      const { scores, notes } = changes(value, saved.current);
      const put = async (path: string, body: unknown) => {
        const next = await api.put<SheetView>(base + path, body, {
          version: known.current,
          keepalive,
        });
        known.current = next.version;
        setSheet(next);
      };
      for (const [code, score] of scores) {
        await put(`/scores/${code}`, score);
        saved.current = {
          ...saved.current,
          scores: { ...saved.current.scores, [code]: score },
        };
      }
      if (notes) {
        // a veto counts once its reason is written
        const vetoes = (notes.vetoes ?? []).filter((veto) => veto.reason.trim());
        await put('/notes', { ...notes, vetoes });
        saved.current = { ...saved.current, notes };
      }
      return known.current;
    },
    [base],
  );

  const autosave = useAutosave<Draft>({
    key: `${userId}:score-sheet:${start.id}`,
    version: start.version,
    save,
  });

  const change = (next: Draft) => {
    setDraft(next);
    autosave.change(next);
  };
  const score = (code: string, part: Partial<ScoreInput>) =>
    change({
      ...draft,
      scores: { ...draft.scores, [code]: { ...(draft.scores[code] ?? EMPTY), ...part } },
    });
  const notes = (part: Partial<NotesInput>) =>
    change({ ...draft, notes: { ...draft.notes, ...part } });
  const submit = async () => {
    await autosave.flush();
    const next = await api.post<SheetView>(`${base}/submit`, undefined, {
      version: known.current,
    });
    known.current = next.version;
    setSheet(next);
    return next;
  };
  return { sheet, draft, score, notes, submit, change, autosave };
}
