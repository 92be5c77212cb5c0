import type { Edit } from './edits';
import type { Path, Tree } from './tree';

/** A draft with every step back and forward. */
export interface Draft {
  now: Edit;
  past: Edit[];
  future: Edit[];
  /** What was changed last; the next letters in the same field are the same step. */
  mark: string;
}

export type Act =
  | { kind: 'edit'; edit: Edit; mark?: string }
  | { kind: 'look'; at: Path }
  | { kind: 'undo' }
  | { kind: 'redo' }
  | { kind: 'start'; tree: Tree };

const DEPTH = 100;

export const startOf = (tree: Tree): Draft => ({
  now: { tree, at: [0] },
  past: [],
  future: [],
  mark: '',
});

/** The draft after an act. */
export function step(draft: Draft, act: Act): Draft {
  const { now, past, future } = draft;
  switch (act.kind) {
    case 'start':
      return startOf(act.tree);
    case 'look':
      return { ...draft, now: { ...now, at: act.at }, mark: '' };
    case 'edit': {
      if (act.edit.tree === now.tree) return draft;
      const mark = act.mark ?? '';
      if (mark && mark === draft.mark) return { ...draft, now: act.edit, future: [] };
      return { now: act.edit, past: [...past.slice(1 - DEPTH), now], future: [], mark };
    }
    case 'undo': {
      const before = past[past.length - 1];
      if (!before) return draft;
      return { now: before, past: past.slice(0, -1), future: [now, ...future], mark: '' };
    }
    case 'redo': {
      const [next, ...rest] = future;
      if (!next) return draft;
      return { now: next, past: [...past, now], future: rest, mark: '' };
    }
  }
}
