import { centsToDollars } from '../contract/money.js';
import { explanationText } from '../domain/tariff/index.js';
import { billExplanation, type BillChoice } from '../queries/bill-explanation.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { withUtility } from './with-utility.js';

/** Tells how a posted bill came about, as one would on the telephone. */
export async function explain(folder: DataFolder, choice: BillChoice): Promise<number> {
  return withUtility(folder, async (database) => {
    const bill = await billExplanation(database, choice);
    say(
      `Bill ${bill.billNumber} of account ${bill.accountId}, ${bill.customerName}, billed ${bill.billedOn} for ` +
        `${bill.periodFrom} to ${bill.periodTo}: ${centsToDollars(bill.totalCents)}`,
    );
    for (const { service, explanation } of bill.charges)
      say(`\n${service.toUpperCase()}\n${explanationText(explanation)}`);
  });
}
