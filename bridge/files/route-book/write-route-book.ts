import type { ReadingFormat } from '../../contract/reading-file.js';
import type { RouteBook, RouteBookFile } from '../../contract/route-book.js';
import { writeBeaconImport } from './beacon-import.js';
import { writeMvrsDownload } from './mvrs-download.js';

/** The writer of what each kind of device is loaded with, by the format in which its readings come back. */
const WRITERS: Readonly<Record<ReadingFormat, (book: RouteBook) => RouteBookFile[]>> = {
  'beacon-csv': writeBeaconImport,
  'mvrs-upload': writeMvrsDownload,
};

/**
 * Writes the route books of a cycle for its devices. Throws one CurbstopError, code `route-book-misfit`, when a value
 * does not fit its field; its `issues` name the account, the meter and the field of each.
 */
export function writeRouteBook(format: ReadingFormat, book: RouteBook): RouteBookFile[] {
  return WRITERS[format](book);
}
