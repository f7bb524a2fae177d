/**
 * A part of a file's name that every file system takes, of its own for each id: letters, digits and dash stand, all else
 * is spelled out by its code.
 */
export function fileNamePart(id: string): string {
  return id.replace(/[^A-Za-z0-9-]/gu, (character) => `_${(character.codePointAt(0) ?? 0).toString(16)}_`);
}
