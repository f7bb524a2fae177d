/** In JSON only a half of a character is escaped so: whole ones stand as they are. */
const HALF_CHARACTER = /(?<!\\)(?:\\\\)*\\ud[89a-f]/i;

/**
 * Tells whether the texts within a JSON text are whole. Excel's LEFT and MID can cut a character such as an emoji in two;
 * SQLite would store such a half as other bytes than a hash of it covers.
 */
export function hasWholeTexts(json: string): boolean {
  return !json.includes('\\u') || !HALF_CHARACTER.test(json);
}
