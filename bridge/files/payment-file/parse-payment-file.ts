import type { LayoutColumn, PaymentLayout } from '../../contract/settings/payment-layouts.js';
import { counted } from '../../contract/counted.js';
import { CurbstopError } from '../../contract/problem.js';
import type { Cents } from '../../contract/money.js';
import type { PaymentRecord } from '../../domain/payments/payment-record.js';
import { FileIssues } from '../reading-file/file-issues.js';
import { checkLatin1Line, decodeUtf8 } from '../reading-file/strict-text.js';
import { splitRows, type Row } from '../split-rows.js';
import { LayoutReader } from './layout-reader.js';
import { tieTotals } from './tie-totals.js';

/** The most lines of a payment file. */
export const PAYMENT_LINES_MAX = 200_000;
/** The longest line; a longer one is no line of payments. */
const LINE_MAX = 4_096;

export interface PaymentFileOptions {
  /** The name to speak of in errors. */
  readonly fileName: string;
  readonly layout: PaymentLayout;
  /** What the person counted; null where they gave no total. */
  readonly controlTotalCents: Cents | null;
}

/**
 * Reads a payment file by its layout, in the order of its lines: the whole of it, or nothing. The payments tie to the
 * count and total of the trailer, and to the total that the person counted. Throws one CurbstopError,
 * `payment-file-invalid`, with everything that is wrong, or `control-total-missing` where nothing totals the file.
 */
export function parsePaymentFile(bytes: Buffer, options: PaymentFileOptions): PaymentRecord[] {
  const { fileName, layout, controlTotalCents } = options;
  if (layout.trailer === undefined && controlTotalCents === null) throw controlTotalMissing(fileName, layout.name);
  const issues = new FileIssues();
  const { rows, whole } = splitRows(decode(bytes, layout, issues), { ...layout, lineMax: LINE_MAX }, issues);
  if (rows.length > PAYMENT_LINES_MAX) throw tooManyLines(fileName);
  const header = layout.header ? (rows[0]?.cells ?? []).map((name) => name.trim()) : [];
  addMissingColumns(layout, header, issues);
  // Without its columns nothing in a line can be named.
  if (issues.list.length > 0) throw invalid(fileName, issues);
  const reader = new LayoutReader(layout, header, issues);
  const { details, trailer } = sortLines(layout.header ? rows.slice(1) : rows, options, reader);
  const records = readRecords(details, header.length, reader, issues);
  if (whole && details.length === 0) addNoPayments(issues);
  // A line that is not sound is missing in every sum, which would say the same thing twice.
  if (issues.list.length === 0) tieTotals(records, { trailer, layout, controlTotalCents }, reader, issues);
  if (issues.list.length > 0) throw invalid(fileName, issues);
  return records;
}

function decode(bytes: Buffer, { encoding }: PaymentLayout, issues: FileIssues): string {
  if (encoding === 'utf8') return decodeUtf8(bytes, issues);
  const text = bytes.toString('latin1');
  text.split('\n').forEach((line, index) => checkLatin1Line(line.replace(/\r$/, ''), index + 1, issues));
  return text;
}

function addMissingColumns({ header, ...layout }: PaymentLayout, names: readonly string[], issues: FileIssues): void {
  if (!header) return;
  const { columns, recordType, trailer } = layout;
  const wanted: (LayoutColumn | undefined)[] = [...Object.values(columns), recordType?.column];
  if (trailer) wanted.push(trailer.count, trailer.total);
  for (const name of wanted) {
    if (typeof name !== 'string' || names.filter((each) => each === name).length === 1) continue;
    issues.add({
      code: 'column-missing',
      line: 1,
      field: name,
      message: `The first line has no column "${name}", or more than one; it has ${names.join(', ')}.`,
      fix: `Check that this is a file of the layout "${layout.name}", or correct the layout.`,
    });
  }
}

interface SortedLines {
  readonly details: readonly Row[];
  readonly trailer: Row | null;
}

/** Tells payments from what stands before and after them, by what each line says it is. */
function sortLines(rows: readonly Row[], { layout }: PaymentFileOptions, reader: LayoutReader): SortedLines {
  const { recordType } = layout;
  if (recordType === undefined) return { details: rows, trailer: null };
  const details: Row[] = [];
  let trailer: Row | null = null;
  for (const row of rows) {
    const type = reader.cell(row, recordType.column) ?? '';
    if (trailer !== null) reader.addIssue(row, null, AFTER_TRAILER);
    else if (type === recordType.detail) details.push(row);
    else if (type === recordType.trailer) trailer = row;
    else if (type !== recordType.header) reader.addIssue(row, recordType.column, unknownType(type, recordType));
  }
  return { details, trailer };
}

const AFTER_TRAILER = {
  code: 'after-trailer',
  message: 'This line stands after the trailer, which ends the file.',
  fix: 'Take the files apart if two were put together, and post each by itself.',
};

function unknownType(type: string, { detail, header, trailer }: NonNullable<PaymentLayout['recordType']>) {
  const known = [detail, header, trailer].filter((each) => each !== undefined).map((each) => `"${each}"`);
  return {
    code: 'record-type-unknown',
    message: `"${type}" is no type of line; the layout knows ${known.join(', ')}.`,
    fix: 'Check that this is a file of this layout, or correct the layout.',
  };
}

/** A file that names its columns has as many cells in each line; of the others the trailer tells what is missing. */
function readRecords(rows: readonly Row[], width: number, reader: LayoutReader, issues: FileIssues): PaymentRecord[] {
  const records: PaymentRecord[] = [];
  for (const row of rows) {
    if (issues.full) break;
    if (width > 0 && row.cells.length !== width) reader.addIssue(row, null, columnCount(row.cells.length, width));
    else records.push(...[reader.record(row)].filter((record) => record !== null));
  }
  return records;
}

function columnCount(found: number, width: number) {
  return {
    code: 'column-count',
    message: `There are ${counted(found, 'column')} where the first line has ${width}.`,
    fix: 'Export the file again and do not edit it; it may be cut, or a delimiter stands in a text.',
  };
}

function addNoPayments(issues: FileIssues): void {
  issues.add({
    code: 'no-records',
    line: 1,
    field: '',
    message: 'The file holds no payment.',
    fix: 'Check the file and the layout that you chose for it.',
  });
}

function controlTotalMissing(fileName: string, layout: string): CurbstopError {
  return new CurbstopError({
    code: 'control-total-missing',
    message: `${fileName} does not total itself by the layout "${layout}", so it takes the total that you counted.`,
    fix: "Give the control total from the cashier's sheet or the deposit slip.",
  });
}

function tooManyLines(fileName: string): CurbstopError {
  return new CurbstopError({
    code: 'payment-file-too-long',
    message: `${fileName} has more than ${PAYMENT_LINES_MAX.toLocaleString('en-US')} lines, the most that a payment file may have.`,
    fix: 'Have the payments written by day, a file each.',
    status: 413,
  });
}

function invalid(fileName: string, { list, full }: FileIssues): CurbstopError {
  const more = full ? ' or more (only these are listed)' : '';
  return new CurbstopError({
    code: 'payment-file-invalid',
    message: `${fileName} has ${counted(list.length, 'problem')}${more}; nothing was posted from it.`,
    fix: 'Have the file written again. If it comes out the same, ask whoever writes it, or correct the layout.',
    issues: list,
  });
}
