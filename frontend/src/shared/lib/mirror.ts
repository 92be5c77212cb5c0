const PREFIX = 'hb:draft:';

export interface Mirror<T> {
  value: T;
  version: number;
  at: number;
}

/** Local copy of an unsaved draft; synchronous, so that even a killed tab loses nothing. */
export function readMirror<T>(key: string): Mirror<T> | null {
  try {
    const text = localStorage.getItem(PREFIX + key);
    return text ? (JSON.parse(text) as Mirror<T>) : null;
  } catch {
    return null;
  }
}

/** False when the browser refuses (storage full or blocked). */
export function writeMirror<T>(key: string, mirror: Mirror<T>): boolean {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(mirror));
    return true;
  } catch {
    return false;
  }
}

export function dropMirror(key: string): void {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Nothing was stored then.
  }
}

/** On sign-out no draft of the former person stays on the machine. */
export function clearMirrors(): void {
  try {
    Object.keys(localStorage)
      .filter((key) => key.startsWith(PREFIX))
      .forEach((key) => localStorage.removeItem(key));
  } catch {
    // Nothing was stored then.
  }
}
