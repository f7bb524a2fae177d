import { cents, sumCents, type Cents } from '../../contract/money.js';

/** What was posted to a ledger account in a period, both sides by themselves. */
export interface PostedTotals {
  readonly ledgerAccount: string;
  readonly name: string;
  readonly debitCents: Cents;
  readonly creditCents: Cents;
}

export interface TrialBalanceRow extends PostedTotals {
  /** Debits less credits before the period. */
  readonly openingCents: Cents;
  readonly closingCents: Cents;
}

/** A trial balance from what each account had before and what was posted; throws a RangeError when it does not balance. */
export function trialBalance(totals: readonly (PostedTotals & { readonly openingCents: Cents })[]): TrialBalanceRow[] {
  const rows = totals.map((row) => ({
    ...row,
    closingCents: cents(row.openingCents + row.debitCents - row.creditCents),
  }));
  equalTotals(rows);
  const closing = sumCents(rows.map(({ closingCents }) => closingCents));
  if (closing !== 0) throw new RangeError(`The accounts together are off by ${closing} cents.`);
  return rows;
}

/** Debits and credits of a period together. Throws a RangeError when they differ: entries balance, so they can't. */
export function equalTotals(totals: readonly Pick<PostedTotals, 'debitCents' | 'creditCents'>[]): {
  debitCents: Cents;
  creditCents: Cents;
} {
  const debitCents = sumCents(totals.map((row) => row.debitCents));
  const creditCents = sumCents(totals.map((row) => row.creditCents));
  if (debitCents !== creditCents) {
    throw new RangeError(`The debits are ${debitCents} cents and the credits ${creditCents}.`);
  }
  return { debitCents, creditCents };
}
