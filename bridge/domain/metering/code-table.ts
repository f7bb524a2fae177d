import { ANY_FORMAT, codeKey, type ReadingCode, type ReadingCodeKind } from '../../contract/settings/reading-codes.js';

/** What the codes of readers and endpoints mean, by the format of the file that they come in. */
export class CodeTable {
  readonly #codes: ReadonlyMap<string, ReadingCode>;

  constructor(codes: readonly ReadingCode[]) {
    this.#codes = new Map(codes.map((code) => [codeKey(code), code]));
  }

  /** Finds a code as the format means it, else as every format does; 004 and 4 are one. Null when it is not known. */
  find(format: string | null, kind: ReadingCodeKind, code: string): ReadingCode | null {
    const own = format === null ? undefined : this.#codes.get(codeKey({ format, kind, code }));
    return own ?? this.#codes.get(codeKey({ format: ANY_FORMAT, kind, code })) ?? null;
  }

  /** A code with its words, "004: dog in yard"; one that is not known as it is. */
  spoken(format: string | null, kind: ReadingCodeKind, code: string): string {
    const known = this.find(format, kind, code);
    return known === null ? code : `${code}: ${known.words}`;
  }
}
