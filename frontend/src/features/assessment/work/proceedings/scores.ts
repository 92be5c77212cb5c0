import type { PreliminaryInput, PreliminaryView } from '@/api/gen';

export interface LeafDraft {
  value: number | null;
  note: string;
}
export interface PreliminaryDraft {
  leaves: Record<string, LeafDraft>;
  summary: string;
}

export const draftOf = (view: PreliminaryView): PreliminaryDraft => ({
  leaves: Object.fromEntries(
    view.leaves.map((leaf) => [leaf.code, { value: leaf.preliminary, note: leaf.note }]),
  ),
  summary: view.summary,
});

/** What is sent: leaves with a score; a note without a score waits on this device only. */
export const inputOf = (draft: PreliminaryDraft): PreliminaryInput => ({
  scores: Object.entries(draft.leaves).flatMap(([leaf, { value, note }]) =>
    value == null ? [] : [{ leaf, value, note }],
  ),
  summary: draft.summary,
});

export const scored = (draft: PreliminaryDraft) =>
  Object.values(draft.leaves).filter((leaf) => leaf.value != null).length;

/** A local time of the form, as the moment it means. */
export const momentOf = (local: string): string => (local ? new Date(local).toISOString() : '');

/** A moment as the form shows it: local, to the minute. */
export function localOf(iso: string | null): string {
  if (!iso) return '';
  const at = new Date(iso);
  const shifted = new Date(at.getTime() - at.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}
