import { useCallback, useEffect, useState } from 'react';
import { Autosaver, type SaveCall, type SaveState } from './autosaver';
import { dropMirror, readMirror, type Mirror } from './mirror';

interface Options<T> {
  /** Unique per person and draft: `${user.id}:outcome:${id}`. */
  key: string;
  version: number;
  save: (value: T, call: SaveCall) => Promise<number>;
  delay?: number;
}

export interface Autosave<T> {
  state: SaveState;
  version: number;
  unsaved: boolean;
  change: (value: T) => void;
  flush: () => Promise<void>;
  resolve: (version: number, merged: T) => Promise<void>;
  reset: (version: number) => void;
  /** A draft left on this device by a killed tab or a lost connection; offer it once. */
  found: Mirror<T> | null;
  dismissFound: () => void;
}

/**
 * Autosave of a form: 800 ms after the last change, on blur and when the page is hidden; If-Match
 * by version; a copy on this device until the server has it.
 */
export function useAutosave<T>({ key, version, save, delay }: Options<T>): Autosave<T> {
  const [state, setState] = useState<SaveState>({ kind: 'idle' });
  const [found, setFound] = useState(() => readMirror<T>(key));
  const [saver] = useState(
    () =>
      new Autosaver<T>({
        version,
        mirrorKey: key,
        delay,
        save,
        onState: setState,
      }),
  );

  useEffect(() => saver.replaceSave(save), [saver, save]);

  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === 'hidden') void saver.flush(true);
    };
    const blurred = () => void saver.flush();
    const online = () => void saver.flush();
    const leaving = (event: BeforeUnloadEvent) => {
      if (saver.unsaved) event.preventDefault();
    };
    document.addEventListener('visibilitychange', hidden);
    document.addEventListener('focusout', blurred);
    addEventListener('online', online);
    addEventListener('beforeunload', leaving);
    return () => {
      document.removeEventListener('visibilitychange', hidden);
      document.removeEventListener('focusout', blurred);
      removeEventListener('online', online);
      removeEventListener('beforeunload', leaving);
      void saver.flush(true);
    };
  }, [saver]);

  return {
    state,
    version: saver.version,
    unsaved: state.kind !== 'idle' && state.kind !== 'saved',
    change: useCallback((value: T) => saver.change(value), [saver]),
    flush: useCallback(() => saver.flush(), [saver]),
    resolve: useCallback((v: number, merged: T) => saver.resolve(v, merged), [saver]),
    reset: useCallback((v: number) => saver.reset(v), [saver]),
    found,
    dismissFound: useCallback(() => {
      dropMirror(key);
      setFound(null);
    }, [key]),
  };
}
