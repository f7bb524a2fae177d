/** Where a pulled sheet says of which pull it is. */
export const MARK_CELL = 'A2';
/** Between what stands in that cell. */
export const TITLE_GAP = '   ';

/** So much of a pull's id tells the pulls of one workbook apart. */
const SHOWN_LENGTH = 8;

/**
 * What names a pull in its sheet: "Pull 3f9a2c1e". It is what is written in cells that a copied sheet surely has too;
 * tables get other ids and names in a copy, and custom XML is the workbook's.
 */
export function pullMark(pullId: string): string {
  return `Pull ${pullId.slice(0, SHOWN_LENGTH)}`;
}

/** Tells whether the text of the mark's cell names a pull. */
export function isMarked(text: string, pullId: string): boolean {
  return text.trim().endsWith(`${TITLE_GAP}${pullMark(pullId)}`);
}

/** Tells whether the text of the mark's cell names any pull. */
export function hasMark(text: string): boolean {
  return /\s{3}Pull \S+$/.test(text.trim());
}
