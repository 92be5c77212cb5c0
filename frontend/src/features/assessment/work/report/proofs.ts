import type { MaturityView, ProofInput } from '@/api/gen';

/** A proof being checked: its file and where it is written. */
export interface Proof {
  component: string;
  file_id: string | null;
  note: string;
}
export type Proofs = Readonly<Record<string, Proof>>;

/** The proofs on file by the code of their item. */
export const proofsOf = (view: MaturityView): Proofs =>
  Object.fromEntries(
    view.levels
      .flatMap((level) => level.evidence)
      .filter((item) => item.on_file)
      .map(({ code, component, file_id, note }) => [code, { component, file_id, note }]),
  );

/** Checks an item or takes it away; what was written before is not kept. */
export function toggled(proofs: Proofs, code: string, on: boolean): Proofs {
  const rest = Object.fromEntries(Object.entries(proofs).filter(([key]) => key !== code));
  return on ? { ...rest, [code]: { component: '整体', file_id: null, note: '' } } : rest;
}

/** Items without file and note: the server refuses them, the form says so before. */
export const bare = (proofs: Proofs): string[] =>
  Object.entries(proofs)
    .filter(([, proof]) => !proof.file_id && !proof.note.trim())
    .map(([code]) => code);

export const proofInputs = (proofs: Proofs): ProofInput[] =>
  Object.entries(proofs).map(([code, proof]) => ({ code, ...proof }));
