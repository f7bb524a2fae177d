import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type PDFDocument from 'pdfkit';
import { colours, type TextStyle } from './look.js';
import { textRuns, type HasLetter, type Script, type TextRun } from './readable-text.js';
import type { Measure } from './wrap-text.js';

type Document = InstanceType<typeof PDFDocument>;
type Weight = NonNullable<TextStyle['weight']>;

/** What the document knows of the font that it was set to; its types leave that out. */
interface FontInUse {
  readonly _font: { readonly font: { hasGlyphForCodePoint(codePoint: number): boolean } };
}

const WEIGHTS: Readonly<Record<Weight, string>> = { regular: '400', semibold: '600' };
const FILES = new Map<string, Buffer>();

/** A file of IBM Plex Sans (SIL Open Font License), which a document holds once, however many pages it has. */
function fontFile(script: Script, weight: Weight): Buffer {
  const name = `ibm-plex-sans-${script}-${WEIGHTS[weight]}-normal.woff`;
  const known = FILES.get(name);
  if (known !== undefined) return known;
  const file = readFileSync(createRequire(import.meta.url).resolve(`@fontsource/ibm-plex-sans/files/${name}`));
  FILES.set(name, file);
  return file;
}

export interface Place {
  readonly x: number;
  /** The line that letters stand on. */
  readonly y: number;
  readonly align?: 'left' | 'right' | 'centre';
}

/** Writes and measures text on the pages of a document; places are in points from the upper left corner. */
export class Pen {
  constructor(readonly document: Document) {
    for (const script of ['latin', 'latin-ext'] as const) {
      for (const weight of ['regular', 'semibold'] as const) {
        document.registerFont(`${script} ${weight}`, fontFile(script, weight));
      }
    }
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

  /** Measures lines of one style. */
  measure(style: TextStyle): Measure {
    return (text) => this.widthOf(this.runs(text), style);
  }

  private runs(text: string): TextRun[] {
    return textRuns(text, this.hasLetter);
  }

  private readonly hasLetter: HasLetter = (script, codePoint) => {
    this.document.font(`${script} regular`);
    return (this.document as unknown as FontInUse)._font.font.hasGlyphForCodePoint(codePoint);
  };

  private widthOf(runs: readonly TextRun[], style: TextStyle): number {
    return runs.reduce((width, run) => {
      this.use(run.script, style);
      return width + this.document.widthOfString(run.text);
    }, 0);
  }

  private use(script: Script, { size, weight = 'regular' }: TextStyle): void {
    this.document.font(`${script} ${weight}`).fontSize(size);
  }
}
