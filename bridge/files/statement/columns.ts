import type { Pen } from './pen.js';

/** A piece of a column that is never divided. */
export interface Block {
  readonly height: number;
  /** A heading is never the last of a page. */
  readonly staysWithNext?: boolean;
  /** Stands above it once more where it begins a following page, as the heads of a table do. */
  readonly headOverleaf?: Omit<Block, 'headOverleaf'>;
  /** Draws it with its upper edge at y. */
  readonly draw: (pen: Pen, y: number) => void;
}

/** Where a column stands on a page. */
export interface Frame {
  readonly top: number;
  readonly bottom: number;
}

export interface PlacedBlock {
  readonly block: Block;
  readonly y: number;
}

/**
 * Places the blocks of a column one below the other, on as many pages as it takes: the first page's frame is other than
 * the following ones'. A block that is higher than a page stands on one of its own.
 */
export function placeBlocks(blocks: readonly Block[], first: Frame, next: Frame): PlacedBlock[][] {
  const pages: PlacedBlock[][] = [[]];
  let frame = first;
  let y = frame.top;
  for (const [index, block] of blocks.entries()) {
    const together = heightWithNext(blocks, index);
    // What no page takes together is divided.
    const needed = together <= next.bottom - next.top ? together : block.height;
    const isBegun = (pages.at(-1)?.length ?? 0) > 0;
    if (y + needed > frame.bottom && (isBegun || frame === first)) {
      pages.push([]);
      frame = next;
      y = frame.top;
      if (block.headOverleaf !== undefined) {
        pages.at(-1)?.push({ block: block.headOverleaf, y });
        y += block.headOverleaf.height;
      }
    }
    pages.at(-1)?.push({ block, y });
    y += block.height;
  }
  return pages;
}

function heightWithNext(blocks: readonly Block[], index: number): number {
  const block = blocks[index];
  if (block === undefined) return 0;
  return block.height + (block.staysWithNext === true ? heightWithNext(blocks, index + 1) : 0);
}
