/** Widths of columns stand in the file in characters: digits of the standard font are 7 pixels wide, and 96 pixels make 72 points. */
const POINTS_PER_CHARACTER = (7 * 72) / 96;

/** A width in points, as office.js has it, in characters of the standard font. */
export function widthInCharacters(points: number): number {
  return points / POINTS_PER_CHARACTER;
}

/** A width in characters of the standard font in points. */
export function widthInPoints(characters: number): number {
  return Number((characters * POINTS_PER_CHARACTER).toFixed(6));
}
