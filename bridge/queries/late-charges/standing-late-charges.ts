import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { ServiceShare } from '../../domain/late-charges/share-by-service.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A late charge that was decided on, as it stands by now. */
export interface StandingLateCharge {
  readonly dueOn: CalendarDate;
  /** Null where corrections of bills left nothing of it. */
  readonly entryNumber: number | null;
  /** The charge that was decided on first, which this one took the place of; itself where none did. */
  readonly rootEntry: number;
  readonly turn: number;
  /** What was charged by that. */
  readonly firstCents: Cents;
  readonly owedCents: Cents;
  readonly baseCents: Cents;
  readonly amountCents: Cents;
  readonly shares: readonly ServiceShare[];
}

type Row = [
  ...[dueOn: string, entryNumber: number | null, rootEntry: number, turn: number, first: number],
  ...[owed: number, base: number, amount: number, shares: [service: ServiceName, amount: number][]],
];

/**
 * What stands of a due date, and what corrections left nothing of while nothing else was decided or charged for it since. A
 * row of Late Charges that was reversed charges nothing any more, whatever became of its charge before.
 */
export async function standingLateCharges(database: Database, accountId: string): Promise<StandingLateCharge[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['due_on', 'entry_number', 'root_entry', 'turn', 'first_cents', 'owed_cents', 'base_cents', 'amount_cents'],
      'json(shares)',
    ],
    `WITH decided AS MATERIALIZED (
       SELECT due_on, entry_number, turn, owed_cents, base_cents, amount_cents, shares,
              coalesce((SELECT root_entry FROM late_charge_correction AS fixed
                        WHERE fixed.entry_number = standing.entry_number), entry_number) AS root_entry
       FROM standing_late_charge_decision AS standing WHERE account_id = ? AND decision = 'charge'
       UNION ALL
       SELECT gone.due_on, NULL, last.turn, last.owed_cents, last.base_cents, 0, '[]', root_entry
       FROM late_charge_correction AS gone JOIN late_charge_decision AS last ON last.entry_number = gone.was_entry
       JOIN late_charge_decision AS root ON root.entry_number = gone.root_entry
       WHERE gone.account_id = ? AND gone.entry_number IS NULL
         AND NOT EXISTS (SELECT 1 FROM late_charge_decision AS again
                         WHERE again.account_id = gone.account_id AND again.due_on = gone.due_on AND again.turn > last.turn)
         AND NOT EXISTS (SELECT 1 FROM standing_document AS typed JOIN journal_entry AS entry USING (entry_number)
                         WHERE typed.account_id = gone.account_id AND typed.kind = 'late-charge'
                           AND typed.due_on >= gone.due_on AND entry.command_number > gone.command_number
                           AND entry_number NOT IN (
                             SELECT entry_number FROM late_charge_decision WHERE entry_number IS NOT NULL))
         AND NOT EXISTS (SELECT 1 FROM push_reversal
                         WHERE pushed_by = root.command_number AND row_key = root.account_id))
     SELECT decided.due_on, decided.entry_number, root_entry, decided.turn, root.amount_cents AS first_cents,
            decided.owed_cents, decided.base_cents, decided.amount_cents,
            (SELECT json_group_array(json_array(service, share.value ->> 1) ORDER BY share.key)
             FROM json_each(decided.shares) AS share JOIN charge_type ON charge_type = share.value ->> 0) AS shares
     FROM decided JOIN late_charge_decision AS root ON root.entry_number = root_entry ORDER BY decided.due_on`,
    [accountId, accountId],
  );
  return rows.map(([dueOn, entryNumber, rootEntry, turn, first, owed, base, amount, shares]) => ({
    ...{ entryNumber, rootEntry, turn, dueOn: calendarDate(dueOn), firstCents: cents(first) },
    ...{ owedCents: cents(owed), baseCents: cents(base), amountCents: cents(amount) },
    shares: shares.map(([service, share]) => ({ service, amountCents: cents(share) })),
  }));
}

/** The entries of late charges that were typed into Account Entries and stand: no rule says what they come to. */
export async function typedLateCharges(
  database: Database,
  accountId: string,
): Promise<{ readonly dueOn: string; readonly entryNumber: number }[]> {
  return database.raw(
    `SELECT due_on AS "dueOn", entry_number AS "entryNumber" FROM standing_document
     WHERE account_id = ? AND kind = 'late-charge' AND due_on IS NOT NULL
       AND entry_number NOT IN (SELECT entry_number FROM late_charge_decision WHERE entry_number IS NOT NULL)
     ORDER BY due_on, entry_number`,
    [accountId],
  );
}
