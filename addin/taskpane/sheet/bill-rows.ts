import type { BillChange } from '../../../bridge/contract/commands/bill-change.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { capital } from '../wording.js';
import { words } from '../words.js';

/** Rows of a table: the service of a bill with the days of the bill, what was charged, what is charged now. */
export function billRows(bills: readonly BillChange[]): string[][] {
  return bills.map(({ billNumber, periodFrom, periodTo, service, wasCents, nowCents }) => {
    const name = words.bills.ofBill(capital(service), billNumber, periodFrom, periodTo);
    return [name, centsToDollars(wasCents), centsToDollars(nowCents)];
  });
}
