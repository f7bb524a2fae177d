/** A text that a spreadsheet would take for a formula, set apart by an apostrophe; any other as it is. */
export function guardedText(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
