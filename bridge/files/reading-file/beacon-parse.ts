import { CurbstopError } from '../../contract/problem.js';
import type { ReadingFile, ReadRecord } from '../../contract/reading-file.js';
import { splitRows, type Row } from '../split-rows.js';
import { findBeaconColumns, type BeaconColumns } from './beacon-columns.js';
import { BeaconRowReader } from './beacon-row.js';
import { countRecords, countRoutes } from './count-records.js';
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
  const { rows, whole } = splitRows(text, { delimiter: delimiterOf(lineOf(text)), lineMax: BEACON_MAX_LINE }, issues);
  const [header, ...body] = rows;
  const before = issues.list.length;
  const columns = findBeaconColumns(
    (header?.cells ?? []).map((name) => name.trim()),
    issues,
  );
  // Without its headers nothing in a row can be named.
  const records = issues.list.length === before ? readRows(body, columns, options, issues) : [];
  if (whole && body.length === 0) addEmptyIssue(issues);
  if (whole) addCutIssue(text, columns, body.at(-1), issues);
  addDuplicateIssues(records, columns.at.meter?.header ?? '', issues);
  return {
    format: 'beacon-csv',
    fileName: options.fileName,
    records,
    declared: null,
    counted: countRecords(records),
    unread: records.filter(({ reading }) => reading === null).length,
    routes: countRoutes(records),
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

function readRows(rows: readonly Row[], columns: BeaconColumns, options: ParseOptions, issues: FileIssues) {
  const reader = new BeaconRowReader(columns, options.keepBadReadings, issues);
  const records: ReadRecord[] = [];
  for (const { cells, line } of rows) {
    if (issues.full) break;
    if (cells.length === columns.width) {
      addBreakIssue(cells, columns, line, issues);
      records.push(reader.read(cells, line));
    } else {
      addWidthIssue(cells.length, columns.width, line, line === rows.at(-1)?.line, issues);
    }
  }
  return records;
}

/** A line break within a column that nobody reads would still shift the numbers of the lines after it. */
function addBreakIssue(cells: readonly string[], { at }: BeaconColumns, line: number, issues: FileIssues): void {
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
    message: `Line ${line} has ${found} columns where the header has ${width}${cut ? '; the file is cut in this last line' : ''}.`,
    fix: 'Export or copy the file again and do not edit it.',
  });
}

/** A last line without a line break may be cut inside its last column, which would leave a shorter number. */
function addCutIssue(text: string, columns: BeaconColumns, last: Row | undefined, issues: FileIssues): void {
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
