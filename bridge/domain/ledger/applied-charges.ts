import type { AppliedCharge } from '../../contract/commands/post-payment.js';
import { groupBy } from '../../contract/group-by.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { negated, sumCents, type Cents } from '../../contract/money.js';
import type { Chart } from './chart.js';

/** What the entries credit to receivables, by charge type; credit that an account had before pays with it. */
export function appliedCharges(entries: readonly DraftEntry[], chart: Chart): AppliedCharge[] {
  const credits = entries.flatMap(({ postings }) =>
    postings.flatMap(({ ledgerAccount, amountCents }) => {
      const type = chart.byReceivable(ledgerAccount);
      return type !== null && amountCents < 0
        ? [{ chargeType: type.chargeType, amountCents: negated(amountCents) }]
        : [];
    }),
  );
  return [...groupBy(credits, ({ chargeType }) => chargeType)].map(([chargeType, parts]) => {
    return { chargeType, amountCents: sumCents(parts.map(({ amountCents }) => amountCents)) };
  });
}

/** What the entries leave as credit on accounts, or take from it when negative. */
export function unappliedCents(entries: readonly DraftEntry[], chart: Chart): Cents {
  const unapplied = chart.account('unapplied-credit');
  const postings = entries
    .flatMap((entry) => entry.postings)
    .filter(({ ledgerAccount }) => ledgerAccount === unapplied);
  return negated(sumCents(postings.map(({ amountCents }) => amountCents)));
}
