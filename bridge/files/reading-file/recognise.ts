import { CurbstopError } from '../../contract/problem.js';
import type { ReadingFormat } from '../../contract/reading-file.js';
import { BEACON_NAMES } from './beacon-columns.js';

const ACCEPTED = 'a Badger BEACON billing-read export (comma or tab separated) or an Itron MV-RS UPLOAD.DAT';
const HEAD_BYTES = 64 * 1024;

/**
 * Tells which kind of reading file the bytes are, by their content; the name of the file counts for nothing.
 * Throws a CurbstopError when they are neither kind, or when they are the DOWNLOAD.DAT that loads a handheld.
 */
export function recogniseReadingFile(bytes: Buffer): ReadingFormat {
  const head = bytes.subarray(0, HEAD_BYTES);
  const firstLine = lineOf(head.toString('utf8'));
  if (bytes.length === 0) throw unknown('The file is empty.');
  if (head.subarray(0, 2).equals(Buffer.from('PK'))) {
    throw unknown('This is an Excel workbook or a zip file, not a reading file.');
  }
  if (head.includes(0) && /^(\uFFFD\uFFFD|.\0)/u.test(firstLine)) {
    throw unknown('This is text in UTF-16, as Excel saves "Unicode Text".');
  }
  if (firstLine.startsWith('FHD')) return recogniseMvrs(head.toString('latin1'));
  if (headersOf(firstLine).filter((name) => BEACON_NAMES.has(name)).length >= 2) return 'beacon-csv';
  throw unknown(`The first line looks like this: "${printable(firstLine)}".${caseHint(firstLine)}`);
}

/** The header names of a first line, comma or tab separated. */
export function headersOf(firstLine: string): string[] {
  return firstLine.split(delimiterOf(firstLine)).map((name) => name.trim().replace(/^"(.*)"$/, '$1'));
}

/** Tab when the header line holds one, else comma. */
export function delimiterOf(firstLine: string): '\t' | ',' {
  return firstLine.includes('\t') ? '\t' : ',';
}

/** The first line of a text, without a byte order mark and line break. */
export function lineOf(text: string): string {
  return /^\uFEFF?([^\r\n]*)/.exec(text)?.[1] ?? '';
}

function recogniseMvrs(head: string): ReadingFormat {
  const reading = head.split('\r\n').find((line) => line.startsWith('RDG'));
  // The file header of a download has Y or N at 16, where an upload counts customers; its readings start with "Y" and a direction.
  const download = /^.{15}[YN]/.test(lineOf(head)) || (reading !== undefined && /^.{15}Y[LR]/.test(reading));
  if (!download) return 'mvrs-upload';
  throw new CurbstopError({
    code: 'reading-file-is-download',
    message: 'This is an MV-RS DOWNLOAD.DAT, the file that loads the handheld; it holds no readings.',
    fix: 'Choose the UPLOAD.DAT that MV-RS writes after the handheld is unloaded (usually in the folder xfer\\upload).',
  });
}

function caseHint(firstLine: string): string {
  const lower = new Set([...BEACON_NAMES].map((name) => name.toLowerCase()));
  const alike = headersOf(firstLine).filter((name) => lower.has(name.toLowerCase()));
  return alike.length < 2 ? '' : ' BEACON writes its headers with capitals and underscores, such as Meter_ID.';
}

function unknown(what: string): CurbstopError {
  return new CurbstopError({
    code: 'reading-file-unknown',
    message: `${what} Curbstop cannot tell what kind of reading file it is.`,
    fix: `Choose ${ACCEPTED}.`,
  });
}

function printable(line: string): string {
  const shown = line.replace(/[\p{Cc}\uFFFD]/gu, '?');
  return shown.length > 80 ? `${shown.slice(0, 80)}...` : shown;
}
