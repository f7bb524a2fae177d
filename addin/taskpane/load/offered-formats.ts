import type { LayoutRow } from '../../../bridge/contract/api.js';
import { formatOfLayout, VENDOR_FORMATS, type ReadingFormat } from '../../../bridge/contract/reading-file.js';

/**
 * The kinds of devices that a load can be written for, the cycle's own first: those of vendors, and the utility's own
 * layouts that say what a device is loaded with.
 */
export function offeredFormats(ofCycle: ReadingFormat, layouts: readonly LayoutRow[]): readonly ReadingFormat[] {
  const own = layouts.filter(({ isLoaded }) => isLoaded).map(({ name }) => formatOfLayout(name));
  return [...new Set([ofCycle, ...VENDOR_FORMATS, ...own])];
}
