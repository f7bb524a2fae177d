import { addDays } from '../contract/calendar-date.js';
import type { ReceiptsReply } from '../contract/api.js';
import { RECEIPTS_PAGE, type receiptSearchSchema } from '../contract/receipt-search.js';
import type { z } from 'zod';
import { foldedText } from '../domain/account-search/folded-text.js';
import { LocalClock } from '../domain/payments/local-clock.js';
import type { Database } from '../store/database.js';
import { receipts, type ReceiptCondition } from './receipts.js';
import { utilitySettings } from './utility-settings.js';

type Search = z.output<typeof receiptSearchSchema>;

/** The newest receipts that fit a search, a page of them, and whether there are older ones that fit. */
export async function receiptPage(database: Database, search: Search, now: Date): Promise<ReceiptsReply> {
  const { timeZone } = await utilitySettings(database, now);
  const found = await receipts(database, await conditionsOf(database, search, timeZone), RECEIPTS_PAGE + 1);
  return { receipts: found.slice(0, RECEIPTS_PAGE), hasOlder: found.length > RECEIPTS_PAGE };
}

/** Instants are kept in UTC, and a day is the utility's. */
async function conditionsOf(
  database: Database,
  { before, number, sheet, person, from, to }: Search,
  timeZone: string,
): Promise<ReceiptCondition[]> {
  const clock = new LocalClock(timeZone);
  const beginOf = (day: NonNullable<Search['from']>) => clock.at(day, '00:00').instant.toISOString();
  return [
    ...(before === undefined ? [] : [{ sql: 'command_number < ?', value: before }]),
    ...(number === undefined ? [] : [{ sql: 'command_number = ?', value: number }]),
    ...(sheet === undefined ? [] : [{ sql: 'sheet_pull.kind = ?', value: sheet }]),
    ...(person === undefined ? [] : [await isOneOf(database, person)]),
    ...(from === undefined ? [] : [{ sql: 'applied_at >= ?', value: beginOf(from) }]),
    ...(to === undefined ? [] : [{ sql: 'applied_at < ?', value: beginOf(addDays(to, 1)) }]),
  ];
}

/** Names are looked through here, whatever their capitals and marks: SQLite knows the capitals of English letters alone. */
async function isOneOf(database: Database, typed: string): Promise<ReceiptCondition> {
  const people = await database<{ person_id: string; name: string }>('person').select('person_id', 'name');
  const sought = foldedText(typed);
  const found = people.filter(({ name }) => foldedText(name).includes(sought)).map((row) => row.person_id);
  return { sql: 'command.person_id IN (SELECT value FROM json_each(?))', value: JSON.stringify(found) };
}
