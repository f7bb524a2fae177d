import { dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import type { Arrangement, SinceAgreement } from '../../domain/late-charges/arrangement.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { arrangementsOf } from './arrangements.js';
import { sinceAgreements } from './since-agreements.js';

/** Who did something and when; null while the command that does is at work. */
export interface Deed {
  readonly by: string;
  readonly on: CalendarDate;
}

/** An arrangement with whose it is, who made and ended it, and what happened since. */
export interface ListedArrangement extends Arrangement {
  readonly customerName: string;
  readonly reason: string;
  readonly endReason: string;
  readonly made: Deed | null;
  readonly closed: Deed | null;
  readonly since: SinceAgreement;
}

type Row = [
  ...[arrangementNumber: number, accountId: string, name: string, reason: string, endReason: string],
  ...[madeBy: string | null, madeAt: string | null, closedBy: string | null, closedAt: string | null],
];

/** The arrangements of an account or of all, those that are not ended first, the newest on top. */
export async function listedArrangements(
  database: Database,
  accountId: string | null,
  { today, timeZone }: { readonly today: CalendarDate; readonly timeZone: string },
): Promise<ListedArrangement[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['arrangement_number', 'account_id', 'name', 'reason', 'end_reason'],
      ...['made_by', 'made_at', 'closed_by', 'closed_at'],
    ],
    `SELECT made.arrangement_number, account_id, customer.name, made.reason, coalesce(ending.reason, '') AS end_reason,
            maker.name AS made_by, making.applied_at AS made_at, closer.name AS closed_by, closing.applied_at AS closed_at
     FROM payment_arrangement AS made JOIN account USING (account_id) JOIN customer USING (customer_id)
     LEFT JOIN command AS making ON making.command_number = made.command_number
     LEFT JOIN person AS maker ON maker.person_id = making.person_id
     LEFT JOIN payment_arrangement_end AS ending ON ending.arrangement_number = made.arrangement_number
     LEFT JOIN command AS closing ON closing.command_number = ending.command_number
     LEFT JOIN person AS closer ON closer.person_id = closing.person_id
     WHERE account_id = coalesce(?, account_id)
     ORDER BY ending.end_number IS NOT NULL, made.arrangement_number DESC`,
    [accountId],
  );
  const accountIds = [...new Set(rows.map(([, account]) => account))];
  const arrangements = await arrangementsOf(database, accountIds);
  const sinceOf = await sinceAgreements(database, [...arrangements.values()].flat(), { today, timeZone });
  const deed = (by: string | null, at: string | null): Deed | null => {
    return by === null || at === null ? null : { by, on: dateInTimeZone(new Date(at), timeZone) };
  };
  return rows.flatMap(([number, account, customerName, reason, endReason, madeBy, madeAt, closedBy, closedAt]) => {
    const arrangement = arrangements.get(account)?.find(({ arrangementNumber }) => arrangementNumber === number);
    if (!arrangement) return [];
    const deeds = { made: deed(madeBy, madeAt), closed: deed(closedBy, closedAt) };
    return [{ ...arrangement, customerName, reason, endReason, ...deeds, since: sinceOf(arrangement) }];
  });
}
