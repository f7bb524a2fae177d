import type { FileIssues } from './file-issues.js';

const [LINE_FEED, RETURN] = [0x0a, 0x0d];

/**
 * Adds an issue where every line ends with a carriage return alone, which no format has: each of them would be told as a
 * damaged byte. What holds NULs is no text, and told as what it is.
 */
export function addReturnsIssue(bytes: Buffer, issues: FileIssues): void {
  const first = bytes.indexOf(RETURN);
  const isLast = first === bytes.length - 1;
  if (first === -1 || isLast || bytes.includes(LINE_FEED) || bytes.includes(0)) return;
  addLineEndIssue('a carriage return (CR) alone, as old Macs write it', first, issues);
}

/** Adds an issue where every line of an MV-RS file ends with a line feed alone: it would be told as a file that is cut. */
export function addLineFeedsIssue(bytes: Buffer, issues: FileIssues): void {
  const first = bytes.indexOf(LINE_FEED);
  if (first === -1 || bytes.includes('\r\n')) return;
  addLineEndIssue('a line feed (LF) alone, where MV-RS writes CR LF', first, issues);
}

function addLineEndIssue(what: string, first: number, issues: FileIssues): void {
  issues.add({
    code: 'line-ends',
    line: 1,
    field: '',
    message: `Line 1 ends at column ${first + 1} with ${what}, and so do all others.`,
    fix: 'A program changed the line ends on the way. Copy the file again as binary, and do not open it in an editor.',
  });
}
