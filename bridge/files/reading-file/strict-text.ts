import type { FileIssues } from './file-issues.js';

/**
 * Control characters and bytes that did not decode; tabs and line breaks are text, and a carriage return is half of one; a
 * byte order mark stands at the start only. */
const NOT_TEXT = /\r(?!\n)|(?![\t\r\n])[\p{Cc}\uFFFD\uFEFF]/gu;

/**
 * Decodes bytes as UTF-8 (a byte order mark is dropped). Every byte that is no text, NUL included,
 * becomes an issue with its line and column.
 */
export function decodeUtf8(bytes: Buffer, issues: FileIssues): string {
  return checked(new TextDecoder('utf-8').decode(bytes), 'UTF-8', issues);
}

/** Decodes bytes of one character each (a byte order mark of UTF-8 is dropped), with the same issues. */
export function decodeLatin1(bytes: Buffer, issues: FileIssues): string {
  return checked(withoutMark(bytes.toString('latin1')), 'plain', issues);
}

/** Drops a byte order mark of UTF-8 from a text of one character for each byte. */
export function withoutMark(text: string): string {
  return text.replace(/^\u00ef\u00bb\u00bf/, '');
}

function checked(text: string, kind: string, issues: FileIssues): string {
  let line = 1;
  let lineStart = 0;
  for (const { index, 0: char } of text.matchAll(NOT_TEXT)) {
    for (let end = text.indexOf('\n', lineStart); end !== -1 && end < index; end = text.indexOf('\n', lineStart)) {
      line += 1;
      lineStart = end + 1;
    }
    addBadByte(issues, line, index - lineStart + 1, char, kind);
    if (issues.full) break;
  }
  return text;
}

/** Adds an issue for each control character of one line of Latin-1 text, tabs and stray line breaks included. */
export function checkLatin1Line(text: string, line: number, issues: FileIssues): void {
  for (const { index, 0: char } of text.matchAll(/\p{Cc}/gu)) addBadByte(issues, line, index + 1, char, 'plain');
}

function addBadByte(issues: FileIssues, line: number, column: number, char: string, kind: string): void {
  const what = char === '\uFFFD' ? 'a byte that is not' : `byte ${hex(char)}, which is not`;
  issues.add({
    code: 'not-text',
    line,
    field: '',
    message: `Line ${line}, column ${column} holds ${what} ${kind} text.`,
    fix: 'The file was damaged on its way. Copy or export it again.',
  });
}

function hex(char: string): string {
  return `0x${(char.codePointAt(0) ?? 0).toString(16).padStart(2, '0')}`;
}
