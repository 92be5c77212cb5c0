import { useCallback, useRef, useState } from 'react';
import { dropMirror, readMirror, writeMirror } from '@/shared/lib/mirror';
import { startOf, step, type Act } from './draft';
import type { Tree } from './tree';

/** The draft of a person for one version; a copy stays on this device until it is published. */
export function useDraft(first: Tree, key: string) {
  const [found] = useState(() => readMirror<Tree>(key));
  const [draft, setDraft] = useState(() => startOf(found?.value ?? first));
  const [foundAt, setFoundAt] = useState(found?.at ?? null);
  const [kept, setKept] = useState(true);
  const latest = useRef(draft);
  const act = useCallback(
    (next: Act) => {
      const before = latest.current;
      latest.current = step(before, next);
      setDraft(latest.current);
      const value = latest.current.now.tree;
      if (value !== before.now.tree) {
        setKept(writeMirror(key, { value, version: 0, at: Date.now() }));
      }
    },
    [key],
  );
  const drop = () => dropMirror(key);
  const restart = () => {
    act({ kind: 'start', tree: first });
    setFoundAt(null);
    drop();
  };
  return { draft, tree: draft.now.tree, act, foundAt, kept, restart, drop };
}
