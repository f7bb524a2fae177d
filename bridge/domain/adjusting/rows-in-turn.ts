import type { TypedAdjustment } from './typed-adjustment.js';

/** Whether a row writes off all that is open, of its account or of a service of it, whatever that comes to. */
export function isOfAllOpen({ kind, amountCents }: TypedAdjustment): boolean {
  return kind === 'write-off' && amountCents === null;
}

export interface RowsInTurn {
  readonly first: readonly TypedAdjustment[];
  /** What is worked out by what the first ones leave open, wherever it stands in the sheet. */
  readonly last: readonly TypedAdjustment[];
}

/** Parts rows by when they are posted: write-offs of all that is open come last, those of a service before those of an account. */
export function rowsInTurn(typed: readonly TypedAdjustment[]): RowsInTurn {
  const all = typed.filter(isOfAllOpen);
  const last = [...all.filter(({ service }) => service !== null), ...all.filter(({ service }) => service === null)];
  return { first: typed.filter((row) => !isOfAllOpen(row)), last };
}
