import { ANY_FORMAT, type ReadingCode, type ReadingCodeKind } from '../../contract/settings/reading-codes.js';

/** What the codes of readers and endpoints mean, by the format of the file that they come in. */
export class CodeTable {
  readonly #codes = new Map<string, ReadingCode>();

  constructor(codes: readonly ReadingCode[]) {
    for (const code of codes) this.#codes.set(keyOf(code.format, code.kind, code.code), code);
    for (const code of codes) {
      const bare = keyOf(code.format, code.kind, withoutZeros(code.code));
      if (!this.#codes.has(bare)) this.#codes.set(bare, code);
    }
  }

  /** Finds a code as the format means it, else as every format does; 004 and 4 are one. Null when it is not known. */
  find(format: string | null, kind: ReadingCodeKind, code: string): ReadingCode | null {
    for (const place of format === null ? [ANY_FORMAT] : [format, ANY_FORMAT]) {
      const found =
        this.#codes.get(keyOf(place, kind, code)) ?? this.#codes.get(keyOf(place, kind, withoutZeros(code)));
      if (found) return found;
    }
    return null;
  }

  /** A code with its words, "004: dog in yard"; one that is not known as it is. */
  spoken(format: string | null, kind: ReadingCodeKind, code: string): string {
    const known = this.find(format, kind, code);
    return known === null ? code : `${code}: ${known.words}`;
  }
}

function keyOf(format: string, kind: ReadingCodeKind, code: string): string {
  return `${format}/${kind}/${code}`;
}

function withoutZeros(code: string): string {
  return /^\d+$/.test(code) ? code.replace(/^0+(?=\d)/, '') : code;
}
