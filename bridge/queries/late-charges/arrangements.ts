import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import type { Arrangement, ArrangementEnd } from '../../domain/late-charges/arrangement.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

type Row = [
  ...[arrangementNumber: number, accountId: string, amount: number, fromOn: string, untilOn: string],
  ...[instalments: string, how: ArrangementEnd | null, endedOn: string | null, enteredBy: number],
];

/** The arrangements of these accounts, the oldest first: as they stand, or as they stood after a receipt. */
export async function arrangementsOf(
  database: Database,
  accountIds: readonly string[],
  upTo = Number.MAX_SAFE_INTEGER,
): Promise<ReadonlyMap<string, readonly Arrangement[]>> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['arrangement_number', 'account_id', 'amount_cents', 'from_on', 'until_on', 'instalments', 'how', 'ended_on'],
      'entered_by',
    ],
    `SELECT arrangement.arrangement_number, account_id, amount_cents, from_on, until_on, instalments, how, ended_on,
            arrangement.command_number AS entered_by
     FROM payment_arrangement AS arrangement
     LEFT JOIN payment_arrangement_end AS ending
       ON ending.arrangement_number = arrangement.arrangement_number AND ending.command_number <= ?
     WHERE account_id IN (SELECT value FROM json_each(?)) AND arrangement.command_number <= ?
     ORDER BY arrangement.arrangement_number`,
    [upTo, JSON.stringify(accountIds), upTo],
  );
  return groupBy(rows.map(toArrangement), ({ accountId }) => accountId);
}

function toArrangement(row: Row): Arrangement {
  const [arrangementNumber, accountId, amount, fromOn, untilOn, instalments, how, endedOn, enteredBy] = row;
  return {
    ...{ arrangementNumber, accountId, amountCents: cents(amount), enteredBy },
    ...{ fromOn: calendarDate(fromOn), untilOn: calendarDate(untilOn) },
    instalments: (JSON.parse(instalments) as [string, number][]).map(([dueOn, cent]) => {
      return { dueOn: calendarDate(dueOn), amountCents: cents(cent) };
    }),
    end: how === null || endedOn === null ? null : { how, on: calendarDate(endedOn) },
  };
}
