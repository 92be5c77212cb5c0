import type { ComponentInput, MaturityView, ProofInput } from '@/api/gen';

/** A proof being checked: its file and where it is written. */
export interface Proof {
  file_id: string | null;
  note: string;
}
/** Proofs of one part by the code of their item. */
export type Proofs = Readonly<Record<string, Proof>>;
/** A part of the outcome with the proofs of its own maturity. */
export interface Part extends ComponentInput {
  essential: boolean;
  proofs: Proofs;
}

export const WHOLE = '整体';

/** The parts with the proofs on file. */
export const partsOf = (view: MaturityView): Part[] =>
  view.components.map(({ name, essential, levels }) => ({
    name,
    essential,
    proofs: Object.fromEntries(
      levels
        .flatMap((level) => level.evidence)
        .filter((item) => item.on_file)
        .map(({ code, file_id, note }) => [code, { file_id, note }]),
    ),
  }));

/** Checks an item or takes it away; what was written before is not kept. */
export function toggled(proofs: Proofs, code: string, on: boolean): Proofs {
  const rest = Object.fromEntries(Object.entries(proofs).filter(([key]) => key !== code));
  return on ? { ...rest, [code]: { file_id: null, note: '' } } : rest;
}

/** Items without file and note: the server refuses them, the form says so before. */
export const bare = (proofs: Proofs): string[] =>
  Object.entries(proofs)
    .filter(([, proof]) => !proof.file_id && !proof.note.trim())
    .map(([code]) => code);

export const proofInputs = (parts: readonly Part[]): ProofInput[] =>
  parts.flatMap(({ name, proofs }) =>
    Object.entries(proofs).map(([code, proof]) => ({ component: name, code, ...proof })),
  );

/** The parts as they are sent; a single whole needs no list. */
export const partInputs = (parts: readonly Part[]): ComponentInput[] =>
  parts.length === 1 && parts[0]?.name === WHOLE
    ? []
    : parts.map(({ name, essential }) => ({ name, essential }));
