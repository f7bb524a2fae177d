import { counted } from '../../contract/counted.js';
import { CurbstopError } from '../../contract/problem.js';
import type { ReadingFile, ReadRecord } from '../../contract/reading-file.js';
import { eachRow, type Row } from '../split-rows.js';
import { findBeaconColumns, type BeaconColumns } from './beacon-columns.js';
import { BeaconRowReader } from './beacon-row.js';
import { countByRoute } from './count-records.js';
import { addDuplicateIssues } from './duplicate-reads.js';
import type { FileIssues } from './file-issues.js';
import { BEACON_MAX_LINE, BEACON_MAX_RECORDS } from './limits.js';
import type { ParseOptions } from './parse-options.js';
import { delimiterOf, lineOf } from './recognise.js';
import { decodeUtf8 } from './strict-text.js';

/** Parses a BEACON billing-read export; problems go to `issues`. Throws when it holds more than 100,000 records. */
export function parseBeacon(bytes: Buffer, options: ParseOptions, issues: FileIssues): ReadingFile {
  refuseTooMany(bytes, options.fileName);
  const text = decodeUtf8(bytes, issues);
  const lines = new BeaconLines(options.keepBadReadings, issues);
  const format = { delimiter: delimiterOf(lineOf(text)), lineMax: BEACON_MAX_LINE };
  const whole = eachRow(text, format, issues, (row) => lines.take(row));
  const { records, columns, last } = lines.end();
  if (whole && last === null) addEmptyIssue(issues);
  if (whole) addCutIssue(text, columns, last, issues);
  addDuplicateIssues(records, columns.at.meter?.header ?? '', issues);
  const { counted, routes } = countByRoute(records);
  return {
    format: 'beacon-csv',
    fileName: options.fileName,
    records,
    declared: null,
    counted,
    unread: records.filter(({ reading }) => reading === null).length,
    routes,
    cycles: [],
    ignoredColumns: columns.ignored,
  };
}

/** Counts the lines before anything is decoded, so that a huge file costs nothing. */
function refuseTooMany(bytes: Buffer, fileName: string): void {
  let lines = 0;
  for (let from = 0; from < bytes.length && lines <= BEACON_MAX_RECORDS + 1;) {
    const end = bytes.indexOf(0x0a, from);
    const next = end === -1 ? bytes.length : end;
    const blank = next === from || (next === from + 1 && bytes[from] === 0x0d);
    if (!blank) lines += 1;
    from = next + 1;
  }
  if (lines <= BEACON_MAX_RECORDS + 1) return;
  const limit = BEACON_MAX_RECORDS.toLocaleString('en-US');
  throw new CurbstopError({
    code: 'reading-file-too-many-records',
    message: `${fileName} holds more than ${limit} records, the most that one BEACON export may hold.`,
    fix: 'Export by cycle or route, so that each file stays within the limit.',
    status: 413,
  });
}

/** Reads the lines of a file as they are split, so that no more than two are at hand. */
class BeaconLines {
  readonly #keepBadReadings: boolean;
  readonly #issues: FileIssues;
  readonly #records: ReadRecord[] = [];
  #columns: BeaconColumns | null = null;
  /** Null where the header is not understood: without it nothing in a line can be named. */
  #reader: BeaconRowReader | null = null;
  /** The last line tells of a cut file, so that each waits until the next one comes. */
  #waiting: Row | null = null;

  constructor(keepBadReadings: boolean, issues: FileIssues) {
    this.#keepBadReadings = keepBadReadings;
    this.#issues = issues;
  }

  take(row: Row): void {
    if (this.#columns === null) {
      this.#readHeader(row.cells);
      return;
    }
    if (this.#waiting !== null) this.#read(this.#waiting, this.#columns, false);
    this.#waiting = row;
  }

  /** The records, once every line was taken, and the last line below the header. */
  end(): { readonly records: ReadRecord[]; readonly columns: BeaconColumns; readonly last: Row | null } {
    const columns = this.#columns ?? this.#readHeader([]);
    if (this.#waiting !== null) this.#read(this.#waiting, columns, true);
    return { records: this.#records, columns, last: this.#waiting };
  }

  #readHeader(cells: readonly string[]): BeaconColumns {
    const before = this.#issues.list.length;
    const names = cells.map((name) => name.trim());
    this.#columns = findBeaconColumns(names, this.#issues);
    if (this.#issues.list.length === before) {
      this.#reader = new BeaconRowReader(this.#columns, this.#keepBadReadings, this.#issues);
    }
    return this.#columns;
  }

  #read({ cells, line }: Row, columns: BeaconColumns, isLast: boolean): void {
    if (this.#reader === null || this.#issues.full) return;
    if (cells.length === columns.width) {
      addBreakIssue(cells, columns, line, this.#issues);
      this.#records.push(this.#reader.read(cells, line));
    } else {
      addWidthIssue(cells.length, columns.width, line, isLast, this.#issues);
    }
  }
}

/** A line break within a column that nobody reads would still shift the numbers of the lines after it. */
function addBreakIssue(cells: readonly string[], { at }: BeaconColumns, line: number, issues: FileIssues): void {
  if (!cells.some((cell) => /[\r\n]/.test(cell))) return;
  const read = new Set(Object.values(at).map(({ index }) => index));
  if (!cells.some((cell, index) => !read.has(index) && /[\r\n]/.test(cell))) return;
  issues.add({
    code: 'line-break',
    line,
    field: '',
    message: `Line ${line} holds a line break within a column.`,
    fix: 'One line of the file is one register. Export the file again.',
  });
}

function addWidthIssue(found: number, width: number, line: number, last: boolean, issues: FileIssues): void {
  const cut = last && found < width;
  issues.add({
    code: cut ? 'file-cut' : 'column-count',
    line,
    field: '',
    message: `Line ${line} has ${counted(found, 'column')} where the header has ${width}${cut ? '; the file is cut in this last line' : ''}.`,
    fix: 'Export or copy the file again and do not edit it.',
  });
}

/** A last line without a line break may be cut inside its last column, which would leave a shorter number. */
function addCutIssue(text: string, columns: BeaconColumns, last: Row | null, issues: FileIssues): void {
  const lastColumn = Object.values(columns.at).find(({ index }) => index === columns.width - 1);
  if (text.endsWith('\n') || lastColumn === undefined || last?.cells.length !== columns.width) return;
  issues.add({
    code: 'file-cut',
    line: last.line,
    field: lastColumn.header,
    message: `Line ${last.line}, the last, has no line break, so its ${lastColumn.header} may be cut.`,
    fix: 'Export or copy the file again.',
  });
}

function addEmptyIssue(issues: FileIssues): void {
  issues.add({
    code: 'no-records',
    line: 1,
    field: '',
    message: 'The file has a header line and no readings.',
    fix: 'Check the cycle, route and dates that were chosen for the export.',
  });
}
