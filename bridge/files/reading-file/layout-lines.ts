import { counted } from '../../contract/counted.js';
import type { LayoutColumn, ReturnLayout } from '../../contract/settings/reading-layouts.js';
import { splitRows } from '../split-rows.js';
import type { FileIssues } from './file-issues.js';
import { decodeLatin1, decodeUtf8 } from './strict-text.js';

/** One line of a file by a layout, with the text of any of its columns. */
export interface LayoutLine {
  /** Counted from 1. */
  readonly line: number;
  text(column: LayoutColumn): string;
}

/** The lines of a file by its layout: those of readings, and the last one where lines come after these. */
export interface LayoutLines {
  readonly body: readonly LayoutLine[];
  readonly trailer: LayoutLine | null;
  /** The file's columns that the layout leaves aside. */
  readonly ignoredColumns: readonly string[];
}

/** No line of a delimited file is longer. */
const LINE_MAX = 64 * 1024;

/** Cuts a file into lines and columns; what does not fit the layout becomes an issue. */
export function layoutLines(bytes: Buffer, layout: ReturnLayout, issues: FileIssues): LayoutLines {
  const text = layout.encoding === 'utf8' ? decodeUtf8(bytes, issues) : decodeLatin1(bytes, issues);
  const before = issues.list.length;
  const lines = layout.shape === 'fixed' ? fixedLinesOf(text, layout, issues) : delimitedLinesOf(text, layout, issues);
  if (issues.list.length === before && lines.body.length === 0) {
    add(
      issues,
      1,
      'no-records',
      'The file has no readings.',
      'Check the cycle and the routes that were chosen for it.',
    );
  }
  return lines;
}

function fixedLinesOf(text: string, layout: ReturnLayout, issues: FileIssues): LayoutLines {
  const { lineLength = 0, headerLines, trailerLines } = layout;
  const contents = text.split('\n').map((content) => (content.endsWith('\r') ? content.slice(0, -1) : content));
  if (contents.at(-1) === '') contents.pop();
  const lines = contents.map((content, index) => ({
    content,
    line: index + 1,
    text: ({ at, length = 0 }: LayoutColumn) => content.slice(Number(at) - 1, Number(at) - 1 + length),
  }));
  const end = lines.length - trailerLines;
  const body = lines.slice(headerLines, Math.max(headerLines, end));
  for (const { content, line } of body) {
    if (issues.full) break;
    if (/[\t\r]/.test(content)) addBreak(line, issues);
    if (content.length === lineLength) continue;
    const message = `Line ${line} has ${content.length} characters; the layout has ${lineLength}.`;
    add(issues, line, 'line-length', message, 'Copy the file as binary, or correct the layout.');
  }
  const trailer = trailerLines > 0 && end >= headerLines ? (lines.at(-1) ?? null) : null;
  return { body, trailer, ignoredColumns: [] };
}

function delimitedLinesOf(text: string, layout: ReturnLayout, issues: FileIssues): LayoutLines {
  const { delimiter = ',', headerLines, trailerLines, names } = layout;
  const { rows, whole } = splitRows(text, { delimiter, lineMax: LINE_MAX }, issues);
  const header = names ? (rows[headerLines]?.cells ?? []).map((name) => name.trim()) : [];
  const columns = Object.values(layout.columns);
  if (names) addHeaderIssues(header, columns, headerLines + 1, issues);
  const start = headerLines + (names ? 1 : 0);
  const end = rows.length - trailerLines;
  const body = rows.slice(start, Math.max(start, end));
  const placeOf = ({ at }: LayoutColumn) => (typeof at === 'number' ? at - 1 : header.indexOf(at));
  const width = names ? header.length : (body[0]?.cells.length ?? 0);
  for (const { cells, line } of body) {
    if (issues.full) break;
    if (cells.some((cell) => /[\t\r\n]/.test(cell))) addBreak(line, issues);
    if (cells.length === width) continue;
    const message = `Line ${line} has ${counted(cells.length, 'column')} where ${width} must be.`;
    add(issues, line, 'column-count', message, 'Export the file again and do not edit it, or correct the layout.');
  }
  const past = columns.find((column) => placeOf(column) >= width);
  if (past !== undefined && body[0]) {
    const message = `Line ${body[0].line} has ${counted(width, 'column')}; the layout has one at ${past.at}.`;
    add(issues, body[0].line, 'column-count', message, 'Choose the layout that the file has, or correct it.');
  }
  const last = body.at(-1);
  const isCut = !text.endsWith('\n') && trailerLines === 0 && columns.some((column) => placeOf(column) === width - 1);
  if (whole && last && isCut) {
    const message = `Line ${last.line}, the last, has no line break, so that its last column may be cut.`;
    add(issues, last.line, 'file-cut', message, 'Export or copy the file again.');
  }
  const toLine = ({ cells, line }: (typeof rows)[number]): LayoutLine => ({
    line,
    text: (column) => cells[placeOf(column)] ?? '',
  });
  const lastRow = rows.at(-1);
  return {
    body: body.map(toLine),
    trailer: trailerLines > 0 && end >= start && lastRow ? toLine(lastRow) : null,
    ignoredColumns: header.filter((name) => !columns.some(({ at }) => at === name)),
  };
}

function addBreak(line: number, issues: FileIssues): void {
  const message = `Line ${line} holds a tab or a line break within a value.`;
  add(issues, line, 'line-break', message, 'One line of the file is one register. Export the file again.');
}

function addHeaderIssues(
  header: readonly string[],
  columns: readonly LayoutColumn[],
  line: number,
  issues: FileIssues,
) {
  for (const { at } of columns) {
    const found = header.filter((name) => name === at).length;
    if (typeof at === 'number' || found === 1) continue;
    const what = found === 0 ? `no column "${at}"` : `the column "${at}" more than once`;
    const fix = 'Choose the layout that the file has, or export the file again.';
    issues.add({ code: 'header-missing', line, field: at, message: `The line of names has ${what}.`, fix });
  }
}

function add(issues: FileIssues, line: number, code: string, message: string, fix: string): void {
  issues.add({ code, line, field: '', message, fix });
}
