import { CurbstopError } from './problem.js';

/** Where a piece of a rate file stands; lines and columns count from 1. */
export interface TariffPosition {
  /** The file's name, as the person knows it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** A value as the file spells it. Numbers stay text so that no digit is lost. */
export interface TariffScalar {
  readonly kind: 'scalar';
  readonly at: TariffPosition;
  readonly text: string;
}

export interface TariffList {
  readonly kind: 'list';
  readonly at: TariffPosition;
  readonly items: readonly TariffNode[];
}

export interface TariffEntry {
  readonly key: string;
  readonly at: TariffPosition;
  readonly value: TariffNode;
}

/** A map; its keys are unique and keep the file's order. */
export interface TariffMap {
  readonly kind: 'map';
  readonly at: TariffPosition;
  readonly entries: readonly TariffEntry[];
}

export type TariffNode = TariffScalar | TariffList | TariffMap;

/** A rate file as read: its text's identity and its tree. Nothing is interpreted yet. */
export interface TariffDocument {
  readonly name: string;
  /** SHA-256 of the file's bytes in hexadecimal: a bill names its tariff version by this. */
  readonly sha256: string;
  readonly root: TariffMap;
}

export interface TariffErrorFacts {
  /** Stable, kebab-case: "unknown-name", "cycle", "no-map-match", "formula-syntax" ... */
  readonly code: string;
  /** What happened, as a clause without the place: "no rate for meter size 7\"". */
  readonly what: string;
  readonly fix: string;
  /** The place in the rate file; null when the inputs are at fault. */
  readonly at: TariffPosition | null;
  /** The data that the bill lacks, by name, where that is what is wrong. */
  readonly missing?: string;
}

/** A rate file that cannot be read or cannot price a bill, with the place in the file. */
export class TariffError extends CurbstopError {
  readonly line: number | null;
  readonly column: number | null;
  /** The message without the place. */
  readonly what: string;

  constructor({ code, what, fix, at, ...missing }: TariffErrorFacts) {
    const message = at === null ? `${what}.` : `${at.file}, line ${at.line}, column ${at.column}: ${what}.`;
    const rowKey = at === null ? '' : `line ${at.line}`;
    super({ code, message, fix, issues: [{ code, rowKey, column: '', message, fix }], ...missing });
    this.name = 'TariffError';
    this.what = what;
    this.line = at?.line ?? null;
    this.column = at?.column ?? null;
  }
}
