import { CurbstopError } from '../../contract/problem.js';
import type { ReadingLayout } from '../../contract/settings/reading-layouts.js';
import { isVendorFile, lineOf } from './recognise.js';

/** No line that names columns is longer. */
const HEAD_BYTES = 64 * 1024;

/**
 * The layout to read a file by that nobody named: one of the open cycles' own, where the content is no vendor's; null
 * where a vendor's parser is to look at it. Throws `layout-not-told` when the file could be of two kinds.
 */
export function chooseLayout(bytes: Buffer, own: readonly ReadingLayout[]): ReadingLayout | null {
  if (own.length === 0) return null;
  const isVendor = isVendorFile(bytes);
  const meant = isVendor ? own.filter((layout) => namesAll(bytes, layout)) : own;
  const [only, ...others] = meant;
  if (only === undefined) return null;
  if (!isVendor && others.length === 0) return only;
  const names = meant.map(({ name }) => `"${name}"`);
  throw new CurbstopError({
    code: 'layout-not-told',
    message: `This file could be laid out as ${names.join(' or ')}${isVendor ? ', or as a vendor’s' : ''}.`,
    fix: 'Say which layout it has.',
  });
}

/** Tells whether the line of names has all columns of a layout. */
function namesAll(bytes: Buffer, { returned }: ReadingLayout): boolean {
  const { names, delimiter = ',', headerLines, encoding, columns } = returned;
  if (!names) return false;
  const head = bytes.subarray(0, HEAD_BYTES).toString(encoding);
  const line = lineOf(head.split('\n')[headerLines] ?? '');
  const found = line.split(delimiter).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
  return Object.values(columns).every(({ at }) => typeof at === 'number' || found.includes(at));
}
