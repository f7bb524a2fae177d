import type { FileIssues } from './file-issues.js';
import { checkLatin1Line, withoutMark } from './strict-text.js';

/** The longest line of a file of fixed-width records that is looked at. */
export const FIXED_LINE_MAX = 1_024;

export interface FixedLine {
  readonly text: string;
  /** Counted from 1. */
  readonly line: number;
  /** It ends with a line break, so that nothing of it can be missing. */
  readonly ended: boolean;
}

/**
 * Splits a file of one byte per character into its lines, ended by CR LF or LF; a UTF-8 byte order mark is dropped. Bytes
 * that are no plain text become issues with their line and column, those of letters in UTF-8 too, since these shift all
 * that stands after them.
 */
export function* fixedLines(bytes: Buffer, issues: FileIssues): Generator<FixedLine> {
  const text = withoutMark(bytes.toString('latin1'));
  let line = 0;
  for (let from = 0; from < text.length && !issues.full;) {
    line += 1;
    const end = text.indexOf('\n', from);
    const ended = end !== -1;
    const content = text.slice(from, ended ? end : undefined);
    from = ended ? end + 1 : text.length;
    const plain = ended && content.endsWith('\r') ? content.slice(0, -1) : content;
    if (plain.length > FIXED_LINE_MAX) {
      addTooLong(plain.length, line, issues);
      continue;
    }
    addShiftIssue(plain, line, issues);
    checkLatin1Line(plain, line, issues);
    yield { text: plain, line, ended };
  }
}

/** The first bytes of a letter in UTF-8, read byte by byte. */
const UTF8_LETTER = /[\u00c2-\u00f4][\u0080-\u00bf]/;

function addShiftIssue(text: string, line: number, issues: FileIssues): void {
  const found = UTF8_LETTER.exec(text);
  if (found === null) return;
  issues.add({
    code: 'not-text',
    line,
    field: '',
    message: `Line ${line}, column ${found.index + 1} holds a letter in UTF-8, which shifts the fields after it.`,
    fix: 'Write the file in plain text of one byte per character (Windows-1252).',
  });
}

function addTooLong(length: number, line: number, issues: FileIssues): void {
  issues.add({
    code: 'line-length',
    line,
    field: '',
    message: `Line ${line} has ${length.toLocaleString('en-US')} characters; no record has more than ${FIXED_LINE_MAX.toLocaleString('en-US')}.`,
    fix: 'Copy the file again as binary, and do not open it in an editor.',
  });
}
