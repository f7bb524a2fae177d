import { latest, type CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { cents, type Cents } from '../../contract/money.js';
import { applyCredit } from './apply-credit.js';
import type { AccountBooks } from './charge-entry.js';
import { collectedLines, creditLines, totalOf } from './credit-lines.js';

const NOTHING = cents(0);

/** The unapplied credit of an account, and the day from which it has been there. */
export interface CreditOnAccount {
  readonly accountId: string;
  readonly creditCents: Cents;
  readonly since: CalendarDate;
}

/**
 * The entry that applies an account's unapplied credit to what is open, by the utility's rule. Its date is the given
 * one, or that of the credit or of an item where those are later. Gives null where nothing is open.
 */
export function applicationEntry(
  { accountId, creditCents, since }: CreditOnAccount,
  from: CalendarDate,
  { chart, rule, items }: AccountBooks,
): DraftEntry | null {
  const { applied } = applyCredit(creditCents, items, rule);
  if (applied.length === 0) return null;
  const credit = creditLines(accountId, { applied, leftCents: NOTHING }, chart, 1);
  return {
    kind: 'application',
    effectiveOn: latest([from, since, ...applied.map(({ item }) => item.chargedOn)]),
    accountId,
    memo: 'Credit applied',
    reverses: null,
    postings: [
      { ledgerAccount: chart.account('unapplied-credit'), accountId, amountCents: totalOf(applied) },
      ...credit.postings,
      ...collectedLines(applied, chart),
    ],
    allocations: credit.allocations,
  };
}
