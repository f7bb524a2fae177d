/** First and last position of a field, counted from 1, both inclusive. */
export type Span = readonly [from: number, to: number];

/** One kind of record of fixed-width fields; `id` stands at its start where the format names its records. */
export interface FixedRecord<Field extends string = string> {
  readonly id: string;
  readonly length: number;
  readonly fields: Readonly<Record<Field, Span>>;
}

/** The text of a field, with its padding. */
export function cut(line: string, [from, to]: Span): string {
  return line.slice(from - 1, to);
}

/** How many characters a field holds. */
export function widthOf([from, to]: Span): number {
  return to - from + 1;
}

/** Tells whether the text is plain: printable characters that one byte each can hold. */
export function isPlainText(text: string): boolean {
  return /^[ -~\u00a0-\u00ff]*$/.test(text);
}
