import { CurbstopError } from '../../contract/problem.js';
import type { VendorFormat } from '../../contract/reading-file.js';
import { cut } from '../fixed-width.js';
import { AUTOREAD, AUTOREAD_LOAD } from './autoread-layout.js';
import { BEACON_HEADERS, BEACON_LIMIT_NAMES, BEACON_LOAD_NAMES, BEACON_NAMES } from './beacon-columns.js';
import { NEPTUNE } from './neptune-layout.js';
import { withoutMark } from './strict-text.js';

const ACCEPTED =
  'a Badger BEACON billing-read export (comma or tab separated), an Itron MV-RS UPLOAD.DAT, a file of readings from Neptune or from Sensus AutoRead, or name the reading layout that the file has';
const HEAD_BYTES = 64 * 1024;
/** How a zip file begins, a workbook with it. An account number may begin with PK too. */
const ZIP_SIGNATURE = Buffer.from('PK\u0003\u0004');

export const VENDOR_NAMES: Readonly<Record<VendorFormat, string>> = {
  'beacon-csv': 'Badger BEACON billing reads',
  'mvrs-upload': 'Itron MV-RS UPLOAD.DAT',
  neptune: 'Neptune readings',
  autoread: 'Sensus AutoRead readings',
};

/** What a file can be: what comes back from a device, or what the device is loaded with. */
interface Kind {
  readonly format: VendorFormat;
  readonly isLoad: boolean;
}

/**
 * Tells which kind of reading file the bytes are, by their content; the name of the file counts for nothing. Where the
 * person named the kind, it is only checked. Throws a CurbstopError when the file is of no known kind or of another one,
 * when it could be two, or when it is what a device is loaded with.
 */
export function recogniseReadingFile(bytes: Buffer, named: VendorFormat | null = null): VendorFormat {
  const head = bytes.subarray(0, HEAD_BYTES);
  const firstLine = lineOf(head.toString('utf8'));
  refuseNoText(bytes, head, firstLine);
  const kinds = kindsOf(bytes, head, firstLine);
  if (kinds.length === 0) {
    throw unknown(`The first line looks like this: "${printable(firstLine)}".${caseHint(firstLine)}`);
  }
  const meant = named === null ? kinds : kinds.filter(({ format }) => format === named);
  const returned = meant.find(({ isLoad }) => !isLoad);
  if (returned && (named !== null || meant.length === 1)) return returned.format;
  if (named !== null && meant.length === 0) throw otherKind(named, kinds);
  if (returned) throw twoKinds(meant);
  throw isLoadFile(meant[0]?.format ?? 'mvrs-upload');
}

/** Tells whether the content is that of a vendor's reading file, whatever else it could be. */
export function isVendorFile(bytes: Buffer): boolean {
  const head = bytes.subarray(0, HEAD_BYTES);
  return kindsOf(bytes, head, lineOf(head.toString('utf8'))).length > 0;
}

function refuseNoText(bytes: Buffer, head: Buffer, firstLine: string): void {
  if (bytes.length === 0) throw unknown('The file is empty.');
  if (head.subarray(0, ZIP_SIGNATURE.length).equals(ZIP_SIGNATURE)) {
    throw unknown('This is an Excel workbook or a zip file, not a reading file.');
  }
  if (head.includes(0) && /^(\uFFFD\uFFFD|.\0)/u.test(firstLine)) {
    throw unknown('This is text in UTF-16, as Excel saves "Unicode Text".');
  }
}

function kindsOf(bytes: Buffer, head: Buffer, firstLine: string): Kind[] {
  const plain = head.toString('latin1');
  return [
    ...mvrsKinds(plain, firstLine),
    ...neptuneKinds(bytes, firstLine),
    ...autoreadKinds(plain, head.length < bytes.length),
    ...beaconKinds(firstLine),
  ];
}

function mvrsKinds(head: string, firstLine: string): Kind[] {
  if (!firstLine.startsWith('FHD')) return [];
  const reading = head.split('\r\n').find((line) => line.startsWith('RDG'));
  // The file header of a download has Y or N at 16, where an upload counts customers; its readings start with "Y" and a direction.
  const isLoad = /^.{15}[YN]/.test(lineOf(head)) || (reading !== undefined && /^.{15}Y[LR]/.test(reading));
  return [{ format: 'mvrs-upload', isLoad }];
}

/** The records are the same both ways: what comes back has a reading, a code or a day of work somewhere. */
function neptuneKinds(bytes: Buffer, firstLine: string): Kind[] {
  if (!firstLine.startsWith(NEPTUNE.COMHD.id)) return [];
  const { reading, readCode } = NEPTUNE.RDGDT.fields;
  const isReturned = bytes
    .toString('latin1')
    .split('\n')
    .some(
      (line) =>
        line.startsWith(NEPTUNE.ORDST.id) ||
        (line.startsWith(NEPTUNE.RDGDT.id) && cut(line, [reading[0], readCode[1]]).trim() !== ''),
    );
  return [{ format: 'neptune', isLoad: !isReturned }];
}

/**
 * AutoRead has no header: most of the first lines must be of its length and hold numbers where it holds them, so that a
 * damaged line is told by its number.
 */
function autoreadKinds(head: string, isPart: boolean): Kind[] {
  const lines = withoutMark(head).split(/\r?\n/);
  if (isPart || lines.at(-1) === '') lines.pop();
  const { month, day, latitude, longitude } = AUTOREAD.fields;
  const { previous, high } = AUTOREAD_LOAD.fields;
  const isReturned = most(
    lines,
    (line) =>
      line.length === AUTOREAD.length &&
      /^(\d{4}| {4})$/.test(cut(line, [month[0], day[1]])) &&
      /^[-+.\d ]*$/.test(cut(line, [latitude[0], longitude[1]])),
  );
  const isLoad = most(
    lines,
    (line) => line.length === AUTOREAD_LOAD.length && /^[\d ]+$/.test(cut(line, [previous[0], high[1]])),
  );
  const hasNumber = (from: number, to: number) => lines.some((line) => /\d/.test(cut(line, [from, to])));
  if (isReturned && hasNumber(month[0], day[1])) return [{ format: 'autoread', isLoad: false }];
  return isLoad && hasNumber(previous[0], high[1]) ? [{ format: 'autoread', isLoad: true }] : [];
}

function most(lines: readonly string[], fits: (line: string) => boolean): boolean {
  return lines.filter(fits).length * 2 > lines.length;
}

/** An export has readings; an import has what an export never has, and no readings. One with both could be either. */
function beaconKinds(firstLine: string): Kind[] {
  const headers = headersOf(firstLine);
  const count = (names: ReadonlySet<string>) => headers.filter((name) => names.has(name)).length;
  const hasReading = count(new Set<string>(BEACON_HEADERS.reading)) > 0;
  if (count(BEACON_NAMES) < 2) return [];
  const isLoad = hasReading ? count(BEACON_LIMIT_NAMES) > 0 : count(BEACON_LOAD_NAMES) > 0;
  const returned = hasReading || !isLoad;
  return [
    ...(returned ? [{ format: 'beacon-csv', isLoad: false } as const] : []),
    ...(isLoad ? [{ format: 'beacon-csv', isLoad: true } as const] : []),
  ];
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

const LOADS: Readonly<Record<VendorFormat, { readonly name: string; readonly fix: string }>> = {
  'beacon-csv': {
    name: 'an import of accounts and assets for BEACON',
    fix: 'Choose the billing reads that BEACON exports.',
  },
  'mvrs-upload': {
    name: 'an MV-RS DOWNLOAD.DAT, the file that loads the handheld',
    fix: 'Choose the UPLOAD.DAT that MV-RS writes after the handheld is unloaded (usually in the folder xfer\\upload).',
  },
  neptune: {
    name: 'a Neptune file without any reading, read code or read date, such as loads the handheld',
    fix: 'Choose the file that the Neptune system exports after the handheld is unloaded.',
  },
  autoread: {
    name: 'a route file that loads AutoRead',
    fix: 'Choose the file that AutoRead exports after the device is unloaded.',
  },
};

function isLoadFile(format: VendorFormat): CurbstopError {
  const { name, fix } = LOADS[format];
  return new CurbstopError({
    code: 'reading-file-is-download',
    message: `This is ${name}; it holds no readings.`,
    fix,
  });
}

function twoKinds(kinds: readonly Kind[]): CurbstopError {
  const names = kinds.map(({ format, isLoad }) => (isLoad ? LOADS[format].name : VENDOR_NAMES[format]));
  return new CurbstopError({
    code: 'reading-file-two-kinds',
    message: `This file could be ${names.join(', or ')}.`,
    fix: `Say which it is: ${[...new Set(kinds.map(({ format }) => VENDOR_NAMES[format]))].join(' or ')}.`,
  });
}

function otherKind(named: VendorFormat, kinds: readonly Kind[]): CurbstopError {
  const names = [...new Set(kinds.map(({ format }) => VENDOR_NAMES[format]))];
  return new CurbstopError({
    code: 'reading-file-other-kind',
    message: `This file is not ${VENDOR_NAMES[named]}, as was said; it looks like ${names.join(' or ')}.`,
    fix: 'Let Curbstop tell the kind by the content, or name the right one.',
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
