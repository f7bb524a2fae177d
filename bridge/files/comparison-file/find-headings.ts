import { namedColumns, REQUIRED_COLUMNS } from './comparison-columns.js';

/** The headings may stand below a title and the like, this far down. */
const LINES_LOOKED_AT = 10;
const DELIMITERS = [',', '\t', ';'] as const;

/** Where the headings of a file are. */
export interface Headings {
  readonly delimiter: string;
  /** Counted from 1; the first where no line looks like headings. */
  readonly line: number;
}

/**
 * Finds the line that names the columns, and what stands between them: the first that names all that must be there, else the
 * first that lacks one; else the first line, by what stands in it most often.
 */
export function findHeadings(text: string): Headings {
  const lines = text.split(/\r?\n/, LINES_LOOKED_AT).map(withoutQuotes);
  for (const wanted of [REQUIRED_COLUMNS.length, REQUIRED_COLUMNS.length - 1]) {
    for (const [index, line] of lines.entries()) {
      const delimiter = DELIMITERS.find((each) => namedColumns(line.split(each)) === wanted);
      if (delimiter !== undefined) return { delimiter, line: index + 1 };
    }
  }
  const count = (delimiter: string) => (lines[0] ?? '').split(delimiter).length;
  return {
    delimiter: DELIMITERS.reduce<string>((best, each) => (count(each) > count(best) ? each : best), ','),
    line: 1,
  };
}

/** Quoted cells without their quotes, and without what would part them. */
function withoutQuotes(line: string): string {
  return line.replace(/"([^"]*)"/g, (_all, quoted: string) => quoted.replace(/[,;\t]/g, ' '));
}
