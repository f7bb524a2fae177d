import type { CalendarDate } from '../contract/calendar-date.js';
import { centsToDecimalText, centsToDollars, sumCents } from '../contract/money.js';
import { accountBalances as balancesOf } from '../queries/balances.js';
import { note } from './console.js';
import type { DataFolder } from './data-folder.js';
import { tableCsv } from './table-csv.js';
import { withUtility } from './with-utility.js';

/** Writes what every account owed at the end of a day as CSV, now unless told; the total goes beside it. */
export async function accountBalances(folder: DataFolder, on: CalendarDate | null): Promise<number> {
  return withUtility(folder, async (database) => {
    const balances = await balancesOf(database, on);
    const rows = balances.map(({ accountId, balanceCents }) => [accountId, centsToDecimalText(balanceCents)]);
    process.stdout.write(tableCsv(['Account', 'Balance'], rows));
    note(`In all: ${centsToDollars(sumCents(balances.map(({ balanceCents }) => balanceCents)))}.`);
  });
}
