/** The width of a text in points, set in one style. */
export type Measure = (text: string) => number;

/** Breaks a text into lines of a width: between words, and within a word only where it is wider than a line by itself. */
export function wrapText(text: string, width: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/\s+/u).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (measure(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = brokenWord(word, width, measure);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' && lines.length > 0 ? lines : [...lines, line];
}

function brokenWord(word: string, width: number, measure: Measure): string[] {
  if (measure(word) <= width) return [word];
  const pieces: string[] = [];
  let piece = '';
  for (const character of word) {
    if (piece !== '' && measure(piece + character) > width) {
      pieces.push(piece);
      piece = '';
    }
    piece += character;
  }
  return [...pieces, piece];
}

/** Cuts a text to a width, with an ellipsis where something was cut. */
export function cutText(text: string, width: number, measure: Measure): string {
  if (measure(text) <= width) return text;
  const characters = [...text];
  while (characters.length > 0 && measure(`${characters.join('')}…`) > width) characters.pop();
  return `${characters.join('').trimEnd()}…`;
}

/** Lines that fit into a box, with the size that they are set in. */
export interface FittedLines {
  readonly size: number;
  readonly lines: readonly string[];
}

/**
 * Fits texts, each on lines of its own, into so many points of width and height: in the largest size in which they fit, a
 * quarter of a point at a time. In the smallest size the longest text loses its last lines, and an ellipsis says so; every
 * text keeps one line.
 */
export function fitLines(
  texts: readonly string[],
  box: { readonly width: number; readonly height: number },
  { largest, smallest, leading }: { readonly largest: number; readonly smallest: number; readonly leading: number },
  measureAt: (size: number) => Measure,
): FittedLines {
  for (let size = largest; size > smallest; size -= 0.25) {
    const lines = texts.flatMap((text) => wrapText(text, box.width, measureAt(size)));
    if (lines.length * size * leading <= box.height) return { size, lines };
  }
  const measure = measureAt(smallest);
  const most = Math.max(texts.length, Math.floor(box.height / (smallest * leading)));
  const wrapped = texts.map((text) => wrapText(text, box.width, measure));
  while (wrapped.flat().length > most) shorten(wrapped, box.width, measure);
  return { size: smallest, lines: wrapped.flat() };
}

function shorten(wrapped: string[][], width: number, measure: Measure): void {
  const longest = wrapped.reduce((one, other) => (other.length > one.length ? other : one));
  longest.pop();
  const last = longest.pop() ?? '';
  longest.push(cutText(`${last} ${'…'}`, width, measure).replace(/ …$/, '…'));
}
