import { addDays } from '../contract/calendar-date.js';
import type { ReceiptsReply } from '../contract/api.js';
import { RECEIPTS_PAGE, type receiptSearchSchema } from '../contract/receipt-search.js';
import type { z } from 'zod';
import { LocalClock } from '../domain/payments/local-clock.js';
import type { Database } from '../store/database.js';
import { likePattern } from '../store/like-pattern.js';
import { receipts, type ReceiptCondition } from './receipts.js';
import { utilitySettings } from './utility-settings.js';

type Search = z.output<typeof receiptSearchSchema>;

/** The newest receipts that fit a search, a page of them, and whether there are older ones that fit. */
export async function receiptPage(database: Database, search: Search, now: Date): Promise<ReceiptsReply> {
  const { timeZone } = await utilitySettings(database, now);
  const found = await receipts(database, conditionsOf(search, timeZone), RECEIPTS_PAGE + 1);
  return { receipts: found.slice(0, RECEIPTS_PAGE), hasOlder: found.length > RECEIPTS_PAGE };
}

/** Instants are kept in UTC, and a day is the utility's. */
function conditionsOf({ before, number, sheet, person, from, to }: Search, timeZone: string): ReceiptCondition[] {
  const clock = new LocalClock(timeZone);
  const beginOf = (day: NonNullable<Search['from']>) => clock.at(day, '00:00').instant.toISOString();
  return [
    ...(before === undefined ? [] : [{ sql: 'command_number < ?', value: before }]),
    ...(number === undefined ? [] : [{ sql: 'command_number = ?', value: number }]),
    ...(sheet === undefined ? [] : [{ sql: 'sheet_pull.kind = ?', value: sheet }]),
    ...(person === undefined ? [] : [{ sql: `person.name LIKE ? ESCAPE '\\'`, value: `%${likePattern(person)}%` }]),
    ...(from === undefined ? [] : [{ sql: 'applied_at >= ?', value: beginOf(from) }]),
    ...(to === undefined ? [] : [{ sql: 'applied_at < ?', value: beginOf(addDays(to, 1)) }]),
  ];
}
