import { CsvError, parse } from 'csv-parse/sync';
import type { FileIssues } from './reading-file/file-issues.js';

/** One line of a delimited file, its cells as they stand. */
export interface Row {
  readonly cells: readonly string[];
  /** Counted from 1. */
  readonly line: number;
}

export interface SplitOptions {
  readonly delimiter: string;
  /** The most characters that a line may have. */
  readonly lineMax: number;
}

/** Splits a text into rows, empty lines left out; `whole` is false when it could not be split to its end. */
export function splitRows(
  text: string,
  options: SplitOptions,
  issues: FileIssues,
): { readonly rows: Row[]; readonly whole: boolean } {
  const rows: Row[] = [];
  const whole = eachRow(text, options, issues, (row) => rows.push(row));
  return { rows, whole };
}

/** As {@link splitRows}, a row at a time, for files too large to be kept as rows; tells whether the text was split to its end. */
export function eachRow(
  text: string,
  { delimiter, lineMax }: SplitOptions,
  issues: FileIssues,
  take: (row: Row) => void,
): boolean {
  let lastLine = 0;
  try {
    parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: lineMax,
      on_record: (cells: string[], { lines }) => {
        lastLine = lines;
        take({ cells, line: lines });
        return null;
      },
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    addCsvIssue(error, lastLine, lineMax, issues);
    return false;
  }
  return true;
}

function addCsvIssue(error: CsvError, lastLine: number, lineMax: number, issues: FileIssues): void {
  const line = typeof error['lines'] === 'number' ? Math.max(error['lines'], lastLine + 1) : lastLine + 1;
  const what =
    error.code === 'CSV_QUOTE_NOT_CLOSED'
      ? 'a quoted field has no end; the file is cut or a quote is missing'
      : error.code === 'CSV_MAX_RECORD_SIZE'
        ? `the line is longer than ${lineMax} characters`
        : 'a quote stands where none may stand';
  issues.add({
    code: 'line-broken',
    line,
    field: '',
    message: `Line ${line} cannot be split into columns: ${what}. Nothing after it was looked at.`,
    fix: 'Export the file again and do not edit it.',
  });
}
