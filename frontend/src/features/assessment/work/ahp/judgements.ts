export type Answers = Record<string, (string | null)[]>;

/** Pairs of the upper triangle, row by row, as the API keeps them. */
export const pairs = (n: number): [number, number][] =>
  Array.from({ length: n }, (_, i) =>
    Array.from({ length: n - i - 1 }, (__, k): [number, number] => [i, i + k + 1]),
  ).flat();

/** "5" → 4, "1/5" → -4, "1" → 0: steps towards the first item are positive. */
export function toStep(value: string): number {
  const [top, bottom] = value.split('/');
  return bottom ? -(Number(bottom) - 1) : Number(top) - 1;
}

export const fromStep = (step: number): string => (step >= 0 ? `${step + 1}` : `1/${1 - step}`);

/** A copy with one judgement replaced. */
export function put(answers: Answers, node: string, index: number, value: string | null): Answers {
  const upper = [...(answers[node] ?? [])];
  upper[index] = value;
  return { ...answers, [node]: upper };
}

/** The first pair without a judgement: node and place, or null when all are given. */
export function firstOpen(answers: Answers, nodes: string[]): [string, number] | null {
  for (const node of nodes) {
    const index = (answers[node] ?? []).indexOf(null);
    if (index >= 0) return [node, index];
  }
  return null;
}

/** The judgement of row i against column j, reciprocal below the diagonal. */
export function cell(upper: (string | null)[], n: number, i: number, j: number): string {
  if (i === j) return '1';
  const index = pairs(n).findIndex(([a, b]) => (a === i && b === j) || (a === j && b === i));
  const value = upper[index];
  if (value == null) return '–';
  return i < j ? value : fromStep(-toStep(value));
}

/** Steps from the strongest for the first item to the strongest for the second. */
export const STEPS: readonly number[] = Array.from({ length: 17 }, (_, k) => 8 - k);

/** A text that repeats the rest is left out: the advice after the statement is opt-in. */
export const statementOf = (words: string): string => words.split('；若改为')[0] ?? words;

const same = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/** After an edit elsewhere: pairs I touched here stay mine, the others are what is stored. */
export function mergeAnswers(base: Answers, mine: Answers, theirs: Answers): Answers {
  return Object.fromEntries(
    Object.entries(theirs).map(([node, upper]) => [
      node,
      upper.map((value, k) => {
        const here = mine[node]?.[k] ?? null;
        return same(base[node]?.[k] ?? null, here) ? value : here;
      }),
    ]),
  );
}

/** Two characters of each name that tell it from its neighbours: the first, else the last two. */
export function shortNames(names: readonly string[]): string[] {
  const unique = (cut: (name: string) => string) => (name: string) =>
    names.filter((other) => cut(other) === cut(name)).length === 1;
  const head = (name: string) => name.slice(0, 2);
  const tail = (name: string) => name.slice(-2);
  return names.map((name) => {
    if (unique(head)(name)) return head(name);
    return unique(tail)(name) ? tail(name) : name;
  });
}
