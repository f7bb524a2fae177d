import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { ServiceShare } from '../../domain/late-charges/share-by-service.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A late charge that was decided on and stands. */
export interface StandingLateCharge {
  readonly dueOn: CalendarDate;
  readonly entryNumber: number;
  /** The charge that was decided on first, which this one took the place of; itself where none did. */
  readonly rootEntry: number;
  readonly turn: number;
  readonly owedCents: Cents;
  readonly baseCents: Cents;
  readonly amountCents: Cents;
  readonly shares: readonly ServiceShare[];
}

type Row = [
  ...[dueOn: string, entryNumber: number, rootEntry: number, turn: number, owed: number, base: number, amount: number],
  shares: [service: ServiceName, amount: number][],
];

/** The late charges of an account that stand, the oldest due date first. */
export async function standingLateCharges(database: Database, accountId: string): Promise<StandingLateCharge[]> {
  const rows = await bulkRead<Row>(
    database,
    ['due_on', 'entry_number', 'root_entry', 'turn', 'owed_cents', 'base_cents', 'amount_cents', 'json(shares)'],
    `SELECT due_on, entry_number,
            coalesce((SELECT root_entry FROM late_charge_correction AS fixed
                      WHERE fixed.entry_number = decided.entry_number), entry_number) AS root_entry, turn, owed_cents, base_cents, amount_cents,
            (SELECT json_group_array(json_array(service, share.value ->> 1) ORDER BY share.key)
             FROM json_each(shares) AS share JOIN charge_type ON charge_type = share.value ->> 0) AS shares
     FROM standing_late_charge_decision AS decided WHERE account_id = ? AND decision = 'charge' ORDER BY due_on`,
    [accountId],
  );
  return rows.map(([dueOn, entryNumber, rootEntry, turn, owed, base, amount, shares]) => ({
    ...{ entryNumber, rootEntry, turn, dueOn: calendarDate(dueOn) },
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
