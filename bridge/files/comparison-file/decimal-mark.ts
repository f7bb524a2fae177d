/** What stands before the decimals of a number; the other one stands between thousands. */
export type DecimalMark = '.' | ',';

/** The mark that a number must have been written with; `either` where both read it, as 1.230; null where it has none. */
export function decimalMark(text: string): DecimalMark | 'either' | null {
  const marks = text.replace(/[^.,]/g, '');
  const last = marks.at(-1) as DecimalMark | undefined;
  if (last === undefined) return null;
  const other = last === '.' ? ',' : '.';
  if (marks.includes(other)) return last;
  if (marks.length > 1) return other;
  return /^\D*[1-9]\d{0,2}[.,]\d{3}\D*$/.test(text) ? 'either' : last;
}

/** A number that has decimals after a comma, as one that has them after a point. */
export function withPoint(text: string): string {
  return text.replace(/[.,]/g, (mark) => (mark === ',' ? '.' : ','));
}
