import { isPlainText, widthOf, type Span } from '../fixed-width.js';

/**
 * Words that only help a reader to find the place, such as a name: made plain text and cut to a field. Ids and numbers
 * never go through this.
 */
export function words(text: string, span: Span): string {
  return [...text.normalize('NFC')]
    .map((character) => (isPlainText(character) ? character : plain(character)))
    .join('')
    .slice(0, widthOf(span))
    .trimEnd();
}

/** A letter without the accents that one byte can't hold; a question mark for what has no such letter. */
function plain(character: string): string {
  const letters = character.normalize('NFD').replace(/\p{M}/gu, '');
  if (letters !== '' && isPlainText(letters)) return letters;
  return /\s/u.test(character) ? ' ' : '?';
}

/** A whole number padded with zeros to a field. */
export function zeroPadded(value: number | string, span: Span): string {
  return String(value).padStart(widthOf(span), '0');
}

/** A customer's words on one line; such as a spreadsheet would take for a formula are set apart by an apostrophe. */
export function safeWords(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  return /^[=+\-@]/.test(line) ? `'${line}` : line;
}
