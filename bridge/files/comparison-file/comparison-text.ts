import type { FileIssues } from '../reading-file/file-issues.js';
import { decodeUtf8 } from '../reading-file/strict-text.js';

/**
 * The text of a comparison file: UTF-8, or UTF-16 with its mark, as Excel writes "Unicode Text". Any other is refused by an
 * issue that says how to save it, as the letters of another code page would be taken for others.
 */
export function comparisonText(bytes: Buffer, issues: FileIssues): string {
  const text = utf16Text(bytes);
  if (text !== null) return decodeUtf8(Buffer.from(text), issues);
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    addOtherCode(bytes, issues);
    return '';
  }
  return decodeUtf8(bytes, issues);
}

function utf16Text(bytes: Buffer): string | null {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  return null;
}

function addOtherCode(bytes: Buffer, issues: FileIssues): void {
  const before = bytes.toString('utf8').split('\uFFFD', 1)[0] ?? '';
  const line = before.split('\n').length;
  issues.add({
    code: 'not-text',
    line,
    field: '',
    message: `Line ${line} has a letter that is not UTF-8, as in a file that Excel saved as "CSV (Comma delimited)".`,
    fix: 'Save it in Excel as "CSV UTF-8 (Comma delimited)", or export it in UTF-8, and choose it again.',
  });
}
