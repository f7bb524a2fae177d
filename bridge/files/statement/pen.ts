import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import type PDFDocument from 'pdfkit';
import { packageRoot } from '../package-root.js';
import { colours, type TextStyle } from './look.js';
import { textRuns, type HasLetter, type Script, type TextRun } from './readable-text.js';
import type { Measure } from './wrap-text.js';

type Document = InstanceType<typeof PDFDocument>;
type Weight = NonNullable<TextStyle['weight']>;

/** What the document knows of the font that it was set to; its types leave that out. */
interface FontInUse {
  readonly _font: Font;
}

interface Font {
  readonly font: { hasGlyphForCodePoint(codePoint: number): boolean };
  /** Every word that was set, with its glyphs. */
  layoutCache: Record<string, unknown>;
}

const WEIGHTS: Readonly<Record<Weight, string>> = { regular: '400', semibold: '600' };
const FILES = new Map<string, Buffer>();

/** A font's file, which a document holds once, however many pages it has. */
function fontFile(place: string): Buffer {
  const known = FILES.get(place);
  if (known !== undefined) return known;
  const file = readFileSync(place);
  FILES.set(place, file);
  return file;
}

/** IBM Plex Sans (SIL Open Font License). */
function textFont(script: Script, weight: Weight): Buffer {
  const name = `ibm-plex-sans-${script}-${WEIGHTS[weight]}-normal.woff`;
  return fontFile(createRequire(import.meta.url).resolve(`@fontsource/ibm-plex-sans/files/${name}`));
}

const SCANNED = 'ocr-b';

/** OCR-B, the letters that a bank's scanner reads. */
function scannedFont(): Buffer {
  return fontFile(path.join(packageRoot(), 'bridge', 'files', 'statement', 'ocr-b', 'ocr-b.otf'));
}

/** In points; at this size its digits stand ten an inch. */
const SCANNED_SIZE = 7.2 / 0.723;

export interface Place {
  readonly x: number;
  /** The line that letters stand on. */
  readonly y: number;
  readonly align?: 'left' | 'right' | 'centre';
}

const FACES = [
  ['latin', 'regular'],
  ['latin', 'semibold'],
  ['latin-ext', 'regular'],
  ['latin-ext', 'semibold'],
] as const;

/** Writes and measures text on the pages of a document; places are in points from the upper left corner. */
export class Pen {
  /** Those that were used so far. */
  private readonly fonts = new Set<Font>();

  constructor(readonly document: Document) {
    for (const [script, weight] of FACES) document.registerFont(`${script} ${weight}`, textFont(script, weight));
    document.registerFont(SCANNED, scannedFont());
  }

  /** Forgets how words are set: a run has as many names and amounts as it has bills, and all of them would be kept. */
  forgetWords(): void {
    for (const font of this.fonts) font.layoutCache = Object.create(null) as Record<string, unknown>;
  }

  /** Writes one line. */
  write(text: string, { x, y, align = 'left' }: Place, style: TextStyle): void {
    const runs = this.runs(text);
    let at = x;
    if (align !== 'left') at -= this.widthOf(runs, style) / (align === 'right' ? 1 : 2);
    this.document.fillColor(style.colour ?? colours.body);
    for (const run of runs) {
      this.use(run.script, style);
      this.document.text(run.text, at, y, { lineBreak: false, baseline: 'alphabetic' });
      at += this.document.widthOfString(run.text);
    }
  }

  /** Writes digits for a bank's scanner, ten an inch and black, that end at a place. */
  writeScanned(digits: string, { x, y }: Pick<Place, 'x' | 'y'>): void {
    this.useFont(SCANNED);
    this.document.fontSize(SCANNED_SIZE).fillColor('#000000');
    const width = this.document.widthOfString(digits);
    this.document.text(digits, x - width, y, { lineBreak: false, baseline: 'alphabetic' });
  }

  /** Measures lines of one style. */
  measure(style: TextStyle): Measure {
    return (text) => this.widthOf(this.runs(text), style);
  }

  private runs(text: string): TextRun[] {
    return textRuns(text, this.hasLetter);
  }

  private readonly hasLetter: HasLetter = (script, codePoint) => {
    return this.face(script, 'regular').font.hasGlyphForCodePoint(codePoint);
  };

  private face(script: Script, weight: Weight): Font {
    return this.useFont(`${script} ${weight}`);
  }

  private useFont(name: string): Font {
    const { _font: font } = this.document.font(name) as unknown as FontInUse;
    this.fonts.add(font);
    return font;
  }

  private widthOf(runs: readonly TextRun[], style: TextStyle): number {
    return runs.reduce((width, run) => {
      this.use(run.script, style);
      return width + this.document.widthOfString(run.text);
    }, 0);
  }

  private use(script: Script, { size, weight = 'regular' }: TextStyle): void {
    this.face(script, weight);
    this.document.fontSize(size);
  }
}
