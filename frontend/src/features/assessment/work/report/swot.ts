import type { StrategyInput, SwotItemInput, SwotView } from '@/api/gen';

export const QUADRANTS = ['S', 'W', 'O', 'T'] as const;
export const STRATEGY_TYPES = ['SO', 'ST', 'WO', 'WT'] as const;

export const itemsOf = (view: SwotView): SwotItemInput[] =>
  view.items.map(({ quadrant, statement, indicator_code, file_ids, rating, confirmed }) => ({
    quadrant,
    statement,
    indicator_code,
    file_ids,
    rating,
    confirmed,
  }));

export const strategiesOf = (view: SwotView): StrategyInput[] =>
  view.strategies.map(({ type, text, uses }) => ({ type, text, uses }));

/** The key of every entry as the server numbers them: S1, S2, W1 … in the order of the list. */
export function keysOf(items: readonly SwotItemInput[]): string[] {
  const counts: Record<string, number> = {};
  return items.map(({ quadrant }) => {
    counts[quadrant] = (counts[quadrant] ?? 0) + 1;
    return `${quadrant}${counts[quadrant]}`;
  });
}

/** Takes an entry away; strategies lose it and point to the renumbered others. */
export function without(
  items: readonly SwotItemInput[],
  strategies: readonly StrategyInput[],
  index: number,
): { items: SwotItemInput[]; strategies: StrategyInput[] } {
  const before = keysOf(items);
  const kept = items.filter((_, k) => k !== index);
  const after = keysOf(kept);
  const renamed = new Map(
    before.filter((_, k) => k !== index).map((key, k) => [key, after[k] ?? key]),
  );
  return {
    items: kept,
    strategies: strategies.map((strategy) => ({
      ...strategy,
      uses: strategy.uses.flatMap((use) => renamed.get(use) ?? []),
    })),
  };
}

/** Entries a strategy of this kind may build on. */
export const usable = (items: readonly SwotItemInput[], type: string) =>
  keysOf(items).flatMap((key, k) =>
    type.includes(key.charAt(0))
      ? [{ value: key, label: `${key} ${items[k]?.statement ?? ''}` }]
      : [],
  );
