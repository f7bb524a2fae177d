import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { DraftEntry } from '../../../bridge/contract/journal-entry.js';
import { cents } from '../../../bridge/contract/money.js';
import type { OpenItem } from '../../../bridge/domain/ledger/open-item.js';

export const ACCOUNT = '10-0042-01';

/** An item of the account that was charged and fell due as told. */
export function item(
  entryNumber: number,
  chargeType: string,
  openCents: number,
  {
    chargedOn = '2026-10-08',
    dueOn = '2026-10-28',
    ruledOn = chargedOn,
  }: { chargedOn?: string; dueOn?: string; ruledOn?: string } = {},
): OpenItem {
  return {
    accountId: ACCOUNT,
    ref: { entryNumber, lineNumber: 1 },
    chargeType,
    chargedOn: calendarDate(chargedOn),
    ruledOn: calendarDate(ruledOn),
    dueOn: calendarDate(dueOn),
    openCents: cents(openCents),
    billNumber: entryNumber,
  };
}

/** An entry's postings as ledger account, customer account and cents. */
export function sides(entry: DraftEntry | null): [string, string | null, number][] {
  return (entry?.postings ?? []).map(({ ledgerAccount, accountId, amountCents }) => {
    return [ledgerAccount, accountId, amountCents];
  });
}

/** What an entry applies: the ledger account that is credited, the item's entry and cents. */
export function applications(entry: DraftEntry | null): [string | undefined, number, number][] {
  return (entry?.allocations ?? []).map(({ credit, item: paid, amountCents }) => {
    if (!('line' in credit) || !('entryNumber' in paid)) throw new Error('It applies what is not its own.');
    return [entry?.postings[credit.line]?.ledgerAccount, paid.entryNumber, amountCents];
  });
}

export function sumOf(entry: DraftEntry | null): number {
  return sides(entry).reduce((sum, [, , amount]) => sum + amount, 0);
}
