import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import type { EarlierLeakCredit } from '../../domain/adjusting/leak/leak-facts.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { theseAccounts } from '../account-facts.js';

type CreditRow = [accountId: string, creditedOn: string, receipt: number, billNumbers: string];

/** Reads the leak credits that stand of many accounts, the oldest first. */
export async function earlierLeakCredits(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, EarlierLeakCredit[]>> {
  const { query, bindings } = theseAccounts(accountIds);
  const rows = await bulkRead<CreditRow>(
    database,
    ['account_id', 'effective_on', 'command_number', 'bill_numbers'],
    `SELECT adjustment.account_id, effective_on, command_number,
            (SELECT json_group_array(bill_number) FROM adjusted_bill AS adjusted
             WHERE adjusted.adjustment_number = adjustment.adjustment_number) AS bill_numbers
     FROM standing_adjustment AS adjustment JOIN journal_entry USING (entry_number)
     WHERE adjustment.account_id IN (${query}) AND adjustment.kind = 'leak' AND amount_cents < 0
     ORDER BY entry_number`,
    bindings,
  );
  return new Map(
    [...groupBy(rows, ([accountId]) => accountId)].map(([accountId, credits]) => [
      accountId,
      credits.map(([, creditedOn, receipt, billNumbers]) => ({
        creditedOn: calendarDate(creditedOn),
        billNumbers: JSON.parse(billNumbers) as number[],
        where: `receipt ${receipt}`,
      })),
    ]),
  );
}
