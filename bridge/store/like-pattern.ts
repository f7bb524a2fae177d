/**
 * A text as LIKE has it, with ESCAPE '\'. SQLite knows the capitals of English letters alone: any other letter stands for
 * any letter.
 */
export function likePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&').replace(/[^\0-\x7f]/gu, '_');
}
