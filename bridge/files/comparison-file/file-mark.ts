import { FileIssues } from '../reading-file/file-issues.js';
import { eachRow, type SplitOptions } from '../split-rows.js';
import { namedColumns, readColumns, REQUIRED_COLUMNS } from './comparison-columns.js';
import { decimalMark, type DecimalMark } from './decimal-mark.js';

/**
 * The mark before the decimals of a file's charges and usage. Who parts columns by semicolons may write a comma there: all
 * numbers together tell, and where none of them does, a number that both marks read is an issue. With other signs between
 * the columns it is the point.
 */
export function fileMark(text: string, split: SplitOptions, issues: FileIssues): DecimalMark {
  if (split.delimiter !== ';') return '.';
  const marks = new Set<DecimalMark>();
  let unclear: { readonly line: number; readonly number: string } | null = null;
  let places: readonly number[] | null = null;
  eachRow(text, split, new FileIssues(), (row) => {
    if (places === null) {
      if (namedColumns(row.cells) === REQUIRED_COLUMNS.length) places = numberPlaces(row);
      return;
    }
    for (const place of places) {
      const number = row.cells[place]?.trim() ?? '';
      const mark = decimalMark(number);
      if (mark === 'either') unclear ??= { line: row.line, number };
      else if (mark !== null) marks.add(mark);
    }
  });
  if (marks.size === 0 && unclear !== null) addUnclear(unclear, issues);
  return marks.has(',') && !marks.has('.') ? ',' : '.';
}

function numberPlaces(headings: { readonly cells: readonly string[]; readonly line: number }): number[] {
  const { places } = readColumns(headings, new FileIssues());
  return [places.charge, places.usage].filter((place) => place !== undefined);
}

function addUnclear({ line, number }: { readonly line: number; readonly number: string }, issues: FileIssues): void {
  issues.add({
    code: 'decimals-unclear',
    line,
    field: '',
    message: `Line ${line}: "${number}" has decimals or thousands, and no number of the file tells which.`,
    fix: 'Export it with two digits of cents for every charge, or with commas between the columns and a point before the decimals.',
  });
}
