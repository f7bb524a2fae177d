import { addDays, type CalendarDate } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { cents, centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { commandsParametersSchema, commandsSheet, type CommandsParameters } from '../../contract/sheets/commands.js';
import { dayRangeText } from '../../contract/sheets/day-range.js';
import { bulkRead, type StoredValue } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { localClock, type LocalTime } from '../local-clock.js';
import { commandTitle } from '../receipts.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

type Row = [
  ...[receipt: number, kind: string, sheet: string | null, appliedAt: string, person: string, role: string],
  ...[client: string | null, reason: string, entries: number, debits: number],
];

/** Every command of these days and of this person, the newest first. Throws `dates-crossed` or `unknown-person`. */
export const commandsSource: SheetSource<CommandsParameters> = {
  kind: commandsSheet,
  parameters: commandsParametersSchema,
  async read(database, { from, to, person }, now) {
    const days = dayRangeText({ from, to });
    const personId = person === undefined || person === '' ? null : await idOf(database, person);
    const clock = localClock((await utilitySettings(database, now)).timeZone);
    const found = (await commandRows(database, { from, to, personId }))
      .map((row) => ({ row, at: clock(row[3]) }))
      .filter(({ at }) => (from === undefined || at.date >= from) && (to === undefined || at.date <= to));
    return {
      subject: `${personId === null ? 'Everybody' : (found[0]?.row[4] ?? person ?? '')}, ${days}`,
      rows: found.map(({ row, at }) => toRow(row, at)),
      totals: [
        { label: 'Commands', value: found.length.toLocaleString('en-US') },
        { label: 'Posted', value: centsToDollars(sumCents(found.map(({ row }) => cents(row[9])))) },
      ],
    };
  },
};

interface Asked {
  readonly from: CalendarDate | undefined;
  readonly to: CalendarDate | undefined;
  readonly personId: string | null;
}

/** A day more at both ends, since instants are kept in UTC. */
async function commandRows(database: Database, { from, to, personId }: Asked): Promise<Row[]> {
  const bindings: StoredValue[] = [];
  const conditions = ['true'];
  const where = (condition: string, value: string) => {
    conditions.push(condition);
    bindings.push(value);
  };
  if (from !== undefined) where('applied_at >= ?', addDays(from, -1));
  if (to !== undefined) where('applied_at < ?', addDays(to, 3));
  if (personId !== null) where('command.person_id = ?', personId);
  return bulkRead<Row>(
    database,
    ['command_number', 'kind', 'sheet', 'applied_at', 'name', 'role', 'label', 'reason', 'entries', 'debits'],
    `WITH asked AS MATERIALIZED (
       SELECT command_number, kind, iif(kind = 'push-sheet', payload ->> '$.pullId', NULL) AS pull_id, applied_at,
              person_id, client_id, reason FROM command WHERE ${conditions.join(' AND ')})
     SELECT command_number, asked.kind, sheet_pull.kind AS sheet, applied_at, person.name, person.role, client.label, reason,
            (SELECT count(*) FROM journal_entry AS entry WHERE entry.command_number = asked.command_number) AS entries,
            (SELECT coalesce(sum(max(amount_cents, 0)), 0) FROM journal_entry AS entry JOIN posting USING (entry_number)
             WHERE entry.command_number = asked.command_number) AS debits
     FROM asked JOIN person USING (person_id) LEFT JOIN client USING (client_id) LEFT JOIN sheet_pull USING (pull_id)
     ORDER BY command_number DESC`,
    bindings,
  );
}

function toRow(row: Row, { date, time }: LocalTime): SheetCell[] {
  const [receipt, kind, sheet, , person, role, client, reason, entries, debits] = row;
  const amount = entries === 0 ? null : centsToDecimalText(cents(debits));
  const what = commandTitle(kind, sheet);
  return [String(receipt), receipt, date, time, person, role, client, what, reason, entries, amount];
}

async function idOf(database: Database, asked: string): Promise<string> {
  const people = await database<{ person_id: string; name: string }>('person').orderBy('name');
  const wanted = asked.toLowerCase();
  const found = people.find((each) => [each.person_id, each.name].some((text) => text.toLowerCase() === wanted));
  if (found) return found.person_id;
  throw new CurbstopError({
    code: 'unknown-person',
    status: 404,
    message: `There is nobody of the name "${asked}".`,
    fix: `Name one of ${people.map(({ name }) => name).join(', ')}.`,
  });
}
