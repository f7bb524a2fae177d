import { CurbstopError } from '../../contract/problem.js';
import { isVendorFormat, type ReadingFormat, type VendorFormat } from '../../contract/reading-file.js';
import type { RouteBook, RouteBookFile } from '../../contract/route-book.js';
import { layoutOf, type ReadingLayout } from '../../contract/settings/reading-layouts.js';
import { writeAutoreadLoad } from './autoread-load.js';
import { writeBeaconImport } from './beacon-import.js';
import { writeByLayout } from './layout-load.js';
import { writeMvrsDownload } from './mvrs-download.js';
import { writeNeptuneLoad } from './neptune-load.js';

/** The writer of what each kind of device is loaded with, by the format in which its readings come back. */
const WRITERS: Readonly<Record<VendorFormat, (book: RouteBook) => RouteBookFile[]>> = {
  'beacon-csv': writeBeaconImport,
  'mvrs-upload': writeMvrsDownload,
  neptune: writeNeptuneLoad,
  autoread: writeAutoreadLoad,
};

/**
 * Writes the route books of a cycle for its devices, by the format in which its readings come back; `layouts` are the
 * utility's own. Throws one CurbstopError: `file-misfit` when a value does not fit its field, whose `issues` name the
 * account, the meter and the field of each; `unknown-layout` or `layout-loads-nothing`.
 */
export function writeRouteBook(
  format: ReadingFormat,
  book: RouteBook,
  layouts: readonly ReadingLayout[] = [],
): RouteBookFile[] {
  if (isVendorFormat(format)) return WRITERS[format](book);
  const { name, loaded } = layoutOf(format, layouts);
  if (loaded) return writeByLayout(book, name, loaded);
  throw new CurbstopError({
    code: 'layout-loads-nothing',
    message: `The reading layout "${name}" does not say what a device is loaded with.`,
    fix: 'Add to the layout how the load file is laid out.',
  });
}
