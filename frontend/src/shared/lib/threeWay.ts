/** One field that the two sides hold differently. */
export interface FieldConflict<T> {
  field: keyof T & string;
  base: unknown;
  mine: unknown;
  theirs: unknown;
  /** Both sides changed it, differently: a person must choose. */
  clash: boolean;
  /** Mine for fields only I touched, theirs for all others. */
  preset: 'mine' | 'theirs';
}

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Compares the value both started from with the two present ones, field by field. */
export function threeWay<T extends object>(base: T, mine: T, theirs: T): FieldConflict<T>[] {
  const fields = new Set([...Object.keys(mine), ...Object.keys(theirs)]) as Set<keyof T & string>;
  return [...fields].flatMap((field) => {
    const [b, m, t] = [base[field], mine[field], theirs[field]];
    if (same(m, t)) return [];
    const touchedByMe = !same(b, m);
    const touchedByThem = !same(b, t);
    return {
      field,
      base: b,
      mine: m,
      theirs: t,
      clash: touchedByMe && touchedByThem,
      preset: touchedByMe && !touchedByThem ? ('mine' as const) : ('theirs' as const),
    };
  });
}

export function mergeBy<T extends object>(
  conflicts: readonly FieldConflict<T>[],
  theirs: T,
  choices: Readonly<Partial<Record<string, 'mine' | 'theirs'>>>,
): T {
  const merged = { ...theirs };
  for (const conflict of conflicts) {
    if ((choices[conflict.field] ?? conflict.preset) === 'mine') {
      merged[conflict.field] = conflict.mine as T[keyof T & string];
    }
  }
  return merged;
}
