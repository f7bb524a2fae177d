import { calendarDate, dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import type { EarlierLeakCredit } from '../../domain/adjusting/leak/leak-facts.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { theseAccounts } from '../account-facts.js';
import { utilitySettings } from '../utility-settings.js';

type CreditRow = [
  ...[accountId: string, creditedOn: string, receipt: number, billNumbers: string],
  /** The instant, ISO text in UTC; null where it waited for nobody. */
  requestedAt: string | null,
];

/** Reads the leak credits that stand of many accounts, the oldest first. */
export async function earlierLeakCredits(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, EarlierLeakCredit[]>> {
  const { query, bindings } = theseAccounts(accountIds);
  const rows = await bulkRead<CreditRow>(
    database,
    ['account_id', 'effective_on', 'receipt', 'bill_numbers', 'requested_at'],
    `SELECT adjustment.account_id, effective_on, made.command_number AS receipt,
            (SELECT json_group_array(bill_number) FROM adjusted_bill AS adjusted
             WHERE adjusted.adjustment_number = adjustment.adjustment_number) AS bill_numbers,
            applied_at AS requested_at
     FROM standing_adjustment AS adjustment JOIN journal_entry AS made USING (entry_number)
     LEFT JOIN adjustment_request AS request USING (request_number)
     LEFT JOIN command ON command.command_number = request.command_number
     WHERE adjustment.account_id IN (${query}) AND adjustment.kind = 'leak' AND adjustment.amount_cents < 0
     ORDER BY entry_number`,
    bindings,
  );
  const dayOf = await requestDays(database, rows);
  return new Map(
    [...groupBy(rows, ([accountId]) => accountId)].map(([accountId, credits]) => [
      accountId,
      credits.map(([, creditedOn, receipt, billNumbers, requestedAt]) => ({
        creditedOn: calendarDate(creditedOn),
        ...(requestedAt === null ? {} : { requestedOn: dayOf(requestedAt) }),
        billNumbers: JSON.parse(billNumbers) as number[],
        where: `receipt ${receipt}`,
      })),
    ]),
  );
}

/** The days of the requests by the clock of the utility, as it was set for the newest of them. */
async function requestDays(
  database: Database,
  credits: readonly CreditRow[],
): Promise<(requestedAt: string) => CalendarDate> {
  const newest = credits
    .flatMap(([, , , , requestedAt]) => requestedAt ?? [])
    .toSorted()
    .at(-1);
  if (newest === undefined) return calendarDate;
  const { timeZone } = await utilitySettings(database, new Date(newest));
  return (requestedAt) => dateInTimeZone(new Date(requestedAt), timeZone);
}
