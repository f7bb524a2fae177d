import assert from 'node:assert/strict';
import { inflateSync } from 'node:zlib';

/** A text as it stands on a page, in points from the upper left corner. */
export interface PageText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** The font's own name, such as "OCRB-Regular". */
  readonly font: string;
}

/** A font of a PDF. */
interface PdfFont {
  readonly name: string;
  /** What each code stands for. */
  readonly letters: ReadonlyMap<number, string>;
}

const PAGE_HEIGHT = 792;

/** Reads the texts of a PDF that the statements' writer made, page by page, through the fonts' own tables of letters. */
export function pdfPages(pdf: Buffer): PageText[][] {
  const objects = new PdfObjects(pdf);
  return objects.matching(/\/Type \/Page\n/).map((page) => {
    const resources = objects.dictionary(referenceIn(page, 'Resources'));
    const fonts = new Map(
      [...resources.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name = '', font = '']) => [name, objects.font(font)]),
    );
    return textsOf(objects.stream(referenceIn(page, 'Contents')), fonts);
  });
}

/** All texts of a page as one, each line of writing on a line. */
export function textOf(page: readonly PageText[]): string {
  return page.map(({ text }) => text).join('\n');
}

class PdfObjects {
  private readonly bodies = new Map<string, { readonly dictionary: string; readonly stream: string | null }>();

  constructor(pdf: Buffer) {
    for (const [, number = '', body = ''] of pdf.toString('latin1').matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
      const [dictionary = '', stream = null] = body.split('\nstream\n');
      this.bodies.set(number, { dictionary, stream });
    }
  }

  matching(pattern: RegExp): string[] {
    return [...this.bodies.values()].flatMap(({ dictionary }) => (pattern.test(dictionary) ? [dictionary] : []));
  }

  dictionary(number: string): string {
    return this.bodies.get(number)?.dictionary ?? '';
  }

  stream(number: string): string {
    const stream = this.bodies.get(number)?.stream ?? '';
    return inflateSync(Buffer.from(stream.slice(0, stream.lastIndexOf('\nendstream')), 'latin1')).toString('latin1');
  }

  font(number: string): PdfFont {
    const dictionary = this.dictionary(number);
    const name = /\/BaseFont \/(?:[A-Z]+\+)?(\S+)/.exec(dictionary)?.[1] ?? '';
    return { name, letters: this.letters(referenceIn(dictionary, 'ToUnicode')) };
  }

  private letters(toUnicode: string): ReadonlyMap<number, string> {
    const table = this.stream(toUnicode);
    const letters = new Map<number, string>();
    for (const [, first = '', list = ''] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[(.*?)\]/g)) {
      for (const [index, [, code = '']] of [...list.matchAll(/<([0-9a-f]+)>/g)].entries()) {
        letters.set(parseInt(first, 16) + index, Buffer.from(code, 'hex').swap16().toString('utf16le'));
      }
    }
    return letters;
  }
}

function referenceIn(dictionary: string, name: string): string {
  return new RegExp(`/${name} (\\d+) 0 R`).exec(dictionary)?.[1] ?? '';
}

function textsOf(content: string, fonts: ReadonlyMap<string, PdfFont>): PageText[] {
  const shown = /1 0 0 1 (\S+) (\S+) Tm\n\/(F\d+) (\S+) Tf\n\[(.*?)\] TJ/g;
  return [...content.matchAll(shown)].map(([, x, y, key = '', size, glyphs = '']) => {
    const { name: font, letters } = fonts.get(key) ?? assert.fail(`The page has no font ${key}.`);
    const codes = [...glyphs.matchAll(/<([0-9a-f]*)>/g)].map(([, hex = '']) => hex).join('');
    const text = [...codes.matchAll(/.{4}/g)].map(([code]) => letters.get(parseInt(code, 16)) ?? '?').join('');
    return { text, x: Number(x), y: PAGE_HEIGHT - Number(y), size: Number(size), font };
  });
}
