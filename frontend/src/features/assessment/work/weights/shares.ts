import type { LeafSource } from '@/api/gen';

/** A weight as percentage with one digit. */
export const percent = (value: number): string => `${(value * 100).toFixed(1)}%`;

/** Length of a bar beside the longest one. */
export const barOf = (value: number, most: number): string =>
  `${Math.max(0, Math.min(1, value / most)) * 100}%`;

export interface Block {
  dimension: string;
  leaves: LeafSource[];
  /** Sum of the weights in force. */
  weight: number;
}

/** Leaves under their dimension, in the order of the tree. */
export function blocks(leaves: readonly LeafSource[]): Block[] {
  const found = new Map<string, Block>();
  for (const leaf of leaves) {
    const { dimension } = leaf;
    const block = found.get(dimension) ?? { dimension, leaves: [], weight: 0 };
    block.leaves.push(leaf);
    block.weight += leaf.weight;
    found.set(dimension, block);
  }
  return [...found.values()];
}
