import type { ReadingPosition } from '@bimtek/learning-contracts';

/** A block's upper edge and height, in pixels from the top of the window. */
export interface BlockEdges {
  top: number;
  height: number;
}

/** Where a line across the window stands in the text: the block it crosses, and how far down that block. */
export function placeAt(line: number, blocks: readonly BlockEdges[]): ReadingPosition {
  const after = blocks.findIndex((block) => block.top > line);
  const blockIndex = Math.max(0, (after === -1 ? blocks.length : after) - 1);
  const block = blocks[blockIndex];
  if (!block || block.height <= 0) return { blockIndex, fraction: 0 };
  const fraction = Math.min(1, Math.max(0, (line - block.top) / block.height));
  return { blockIndex, fraction: Math.round(fraction * 1_000) / 1_000 };
}

/** How far to scroll so that a place comes to the line. */
export function distanceTo(position: ReadingPosition, line: number, blocks: readonly BlockEdges[]): number {
  const block = blocks[Math.min(position.blockIndex, blocks.length - 1)];
  return block ? block.top + block.height * position.fraction - line : 0;
}

/** Percent of the text above the lower edge of the window; none of a text that is not laid out. */
export function percentSeen(windowHeight: number, blocks: readonly BlockEdges[]): number {
  const [first, last] = [blocks[0], blocks.at(-1)];
  if (!first || !last) return 0;
  const height = last.top + last.height - first.top;
  if (height <= 0) return 0;
  return Math.min(100, Math.max(0, ((windowHeight - first.top) / height) * 100));
}
