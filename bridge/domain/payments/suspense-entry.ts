import type { CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { negated, type Cents } from '../../contract/money.js';
import type { Chart } from '../ledger/chart.js';

export interface SuspenseInput {
  readonly receivedOn: CalendarDate;
  readonly amountCents: Cents;
  readonly memo: string;
}

/** The entry for money that came and belongs to no account yet: debit cash, credit suspense. */
export function suspenseEntry({ receivedOn, amountCents, memo }: SuspenseInput, chart: Chart): DraftEntry {
  return {
    kind: 'suspense',
    effectiveOn: receivedOn,
    accountId: null,
    memo,
    reverses: null,
    postings: [
      { ledgerAccount: chart.account('cash'), accountId: null, amountCents },
      { ledgerAccount: chart.account('suspense'), accountId: null, amountCents: negated(amountCents) },
    ],
    allocations: [],
  };
}
