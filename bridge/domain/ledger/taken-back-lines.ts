import { groupBy } from '../../contract/group-by.js';
import { negated } from '../../contract/money.js';
import { paidBy, type AppliedCredit } from './applied-credit.js';
import type { Chart } from './chart.js';
import type { CreditLines } from './credit-lines.js';

/**
 * The lines that take credits back: a debit to the receivable for each, which the old credit settles at once, while the
 * items that it had paid are open again, as old as they are. `firstLine` is the place of the first posting in its entry.
 */
export function takenBackLines(credits: readonly AppliedCredit[], chart: Chart, firstLine: number): CreditLines {
  const byCredit = [...groupBy(credits, ({ credit }) => `${credit.entryNumber}.${credit.lineNumber}`).values()];
  const lines = byCredit.flatMap((parts) => {
    const [first] = parts;
    return first ? [{ credit: first.credit, item: first.item, parts, amountCents: paidBy(parts) }] : [];
  });
  return {
    postings: lines.map(({ item: { accountId, chargeType }, amountCents }) => {
      return { ledgerAccount: chart.chargeType(chargeType).receivable, accountId, amountCents };
    }),
    allocations: [
      ...credits.map(({ credit, item }) => ({ credit, item: item.ref, amountCents: negated(item.openCents) })),
      ...lines.map(({ credit, amountCents }, index) => ({ credit, item: { line: firstLine + index }, amountCents })),
    ],
  };
}
