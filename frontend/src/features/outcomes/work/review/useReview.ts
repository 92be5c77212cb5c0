import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { api } from '@/api/client';
import type { AnswerInput, FieldReturnInput, FormalReviewInput, FormalReviewView } from '@/api/gen';
import { outcomeReviewReadQueryKey } from '@/api/gen/@tanstack/react-query.gen';
import { refresh } from '@/api/hooks';
import type { SaveCall } from '@/shared/lib/autosaver';
import { useAutosave } from '@/shared/lib/useAutosave';

export type Answer = AnswerInput['answer'];

const toInput = (view: FormalReviewView): FormalReviewInput => ({
  checklist: Object.fromEntries(
    view.items.flatMap((item) =>
      item.answer === null ? [] : [[item.code, { answer: item.answer as Answer, note: item.note }]],
    ),
  ),
  field_returns: view.field_returns.map(({ pointer, reason }) => ({ pointer, reason })),
});

/** The reviewer's answers and marked fields, saved by themselves. */
export function useReview(view: FormalReviewView, userId: string) {
  const client = useQueryClient();
  const [input, setInput] = useState(() => toInput(view));
  const id = view.outcome_id;
  const save = useCallback(
    async (value: FormalReviewInput, call: SaveCall) => {
      const next = await api.put<FormalReviewView>(`/api/v1/outcomes/${id}/review`, value, call);
      client.setQueryData(outcomeReviewReadQueryKey({ path: { outcome_id: id } }), next);
      return next.version;
    },
    [client, id],
  );
  const autosave = useAutosave<FormalReviewInput>({
    key: `${userId}:review:${id}:${view.round}`,
    version: view.version,
    save,
  });
  const put = (next: FormalReviewInput) => {
    setInput(next);
    autosave.change(next);
  };
  const answer = (code: string, given: Answer) =>
    put({
      ...input,
      checklist: { ...input.checklist, [code]: { ...input.checklist[code], answer: given } },
    });
  const note = (code: string, text: string) => {
    const present = input.checklist[code];
    if (!present) return;
    put({ ...input, checklist: { ...input.checklist, [code]: { ...present, note: text } } });
  };
  const mark = (field: FieldReturnInput | { pointer: string; reason: '' }) => {
    const others = (input.field_returns ?? []).filter((item) => item.pointer !== field.pointer);
    put({ ...input, field_returns: field.reason ? [...others, field] : others });
  };
  const decide = async (action: 'accept' | 'return' | 'refuse', reason: string) => {
    await autosave.flush();
    const key = outcomeReviewReadQueryKey({ path: { outcome_id: id } });
    const version = client.getQueryData<FormalReviewView>(key)?.version ?? view.version;
    await api.post(`/api/v1/outcomes/${id}/${action}`, { reason }, { version });
    await refresh(client, 'outcomeReviewRead', 'outcomesRead', 'outcomesList', 'meTodos');
  };
  return { input, answer, note, mark, decide, autosave };
}
