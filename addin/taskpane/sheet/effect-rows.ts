import type { PushEffect } from '../../../bridge/contract/commands/push-sheet.js';
import { cents, centsToDollars, type Cents } from '../../../bridge/contract/money.js';
import { plainName } from '../../../bridge/contract/plain-name.js';
import { capital } from '../wording.js';
import { words } from '../words.js';
import { journalRows } from './journal-rows.js';

/** Rows of a table: the open item, what is paid of it (less than nothing where it opens again), and what is left open. */
export function itemRows(items: PushEffect['items']): string[][] {
  return items.map(({ accountId, chargeType, entryNumber, billNumber, paidCents, leftCents }) => {
    const origin = billNumber === null ? words.effect.ofEntry(entryNumber) : words.effect.ofBill(billNumber);
    const name = [accountId, capital(plainName(chargeType)), origin].join(', ');
    return [name, centsToDollars(paidCents), centsToDollars(leftCents)];
  });
}

/** Rows of a table: the account of the general ledger, its debit, its credit. */
export function ledgerRows(ledger: PushEffect['ledger']): string[][] {
  return journalRows(ledger.map((line) => ({ ...line, entryNumber: null, accountId: null })));
}

/** What becomes of the City's part, e.g. "$4.00 less". */
export function cityText(cityCents: Cents): string {
  const amount = centsToDollars(cents(Math.abs(cityCents)));
  if (cityCents === 0) return words.effect.unchanged;
  return cityCents < 0 ? words.effect.less(amount) : words.effect.more(amount);
}
