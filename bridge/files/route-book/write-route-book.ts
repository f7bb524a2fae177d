import type { VendorFormat } from '../../contract/reading-file.js';
import type { RouteBook, RouteBookFile } from '../../contract/route-book.js';
import { writeAutoreadLoad } from './autoread-load.js';
import { writeBeaconImport } from './beacon-import.js';
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
 * Writes the route books of a cycle for its devices. Throws one CurbstopError, code `file-misfit`, when a value does not
 * fit its field; its `issues` name the account, the meter and the field of each.
 */
export function writeRouteBook(format: VendorFormat, book: RouteBook): RouteBookFile[] {
  return WRITERS[format](book);
}
