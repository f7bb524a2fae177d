/** A part of a text that one font file has all the letters of. */
export interface TextRun {
  readonly script: Script;
  readonly text: string;
}

/** The font's letters come in files: of western Europe, and of the rest of the Latin alphabets. */
export type Script = 'latin' | 'latin-ext';

/** Tells whether a file of the font has a letter. */
export type HasLetter = (script: Script, codePoint: number) => boolean;

/** Stands where a character was that the font can't show, so that a person sees that there was one. */
const REPLACEMENT = '\u{fffd}';
const PLAIN = /^[\x20-\x7e]*$/;
const SEGMENTER = new Intl.Segmenter('en', { granularity: 'grapheme' });

/**
 * A text as the font can show it, in parts by its files. Line breaks and tabs become spaces; each character that the font
 * lacks, an emoji of several code points as one, is replaced visibly.
 */
export function textRuns(text: string, hasLetter: HasLetter): TextRun[] {
  if (PLAIN.test(text)) return [{ script: 'latin', text }];
  const clean = text.normalize('NFC').replace(/[\s\p{Cc}]+/gu, ' ');
  const runs: { script: Script; text: string }[] = [];
  for (const { segment } of SEGMENTER.segment(clean)) {
    const script = scriptOf(segment, hasLetter);
    const shown = { script: script ?? 'latin', text: script === null ? REPLACEMENT : segment };
    const last = runs.at(-1);
    if (last?.script === shown.script) last.text += shown.text;
    else runs.push(shown);
  }
  return runs;
}

function scriptOf(segment: string, hasLetter: HasLetter): Script | null {
  const points = [...segment].map((character) => character.codePointAt(0) ?? 0);
  const scripts = ['latin', 'latin-ext'] as const;
  return scripts.find((script) => points.every((point) => hasLetter(script, point))) ?? null;
}
