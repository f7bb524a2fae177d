import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { ServiceShare } from '../../domain/late-charges/share-by-service.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A late charge that a receipt took back, beside the lower one in its place. */
export interface LateChargeCorrected {
  readonly accountId: string;
  readonly dueOn: CalendarDate;
  /** The charge that was decided on first. */
  readonly rootEntry: number;
  /** The lower one; null where none was owed. */
  readonly entryNumber: number | null;
  /** How often the due date was decided on by now. */
  readonly turns: number;
  /** The receipt that decided on the due date again or reversed the lower one; null where it stands so. */
  readonly changedBy: number | null;
  readonly owedCents: Cents;
  readonly baseCents: Cents;
  readonly amountCents: Cents;
  readonly shares: readonly ServiceShare[];
}

type Row = [
  ...[
    accountId: string,
    dueOn: string,
    rootEntry: number,
    entryNumber: number | null,
    turns: number,
    changedBy: number | null,
  ],
  ...[owed: number, base: number, amount: number, shares: [service: ServiceName, amount: number][]],
];

/** The late charges that a receipt took back, as they were. */
export async function lateChargesCorrectedBy(
  database: Database,
  receiptNumber: number,
): Promise<LateChargeCorrected[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...[
        'account_id',
        'due_on',
        'root_entry',
        'entry_number',
        'turns',
        'changed_by',
        'owed_cents',
        'base_cents',
        'amount_cents',
      ],
      'json(shares)',
    ],
    `SELECT fixed.account_id, fixed.due_on, fixed.root_entry, fixed.entry_number,
            (SELECT max(turn) FROM late_charge_decision AS decided
             WHERE decided.account_id = fixed.account_id AND decided.due_on = fixed.due_on) AS turns,
            coalesce((SELECT command_number FROM journal_entry WHERE reverses = fixed.entry_number),
                     (SELECT max(command_number) FROM late_charge_decision AS decided
                      WHERE decided.account_id = fixed.account_id AND decided.due_on = fixed.due_on
                        AND decided.command_number > fixed.command_number),
                     (SELECT undone.command_number FROM late_charge_decision AS root
                      JOIN push_reversal AS undone ON pushed_by = root.command_number AND row_key = root.account_id
                      WHERE root.entry_number = fixed.root_entry)) AS changed_by,
            was.owed_cents, was.base_cents, was.amount_cents,
            (SELECT json_group_array(json_array(service, share.value ->> 1) ORDER BY share.key)
             FROM json_each(was.shares) AS share JOIN charge_type ON charge_type = share.value ->> 0) AS shares
     FROM late_charge_correction AS fixed JOIN late_charge_decision AS was ON was.entry_number = fixed.was_entry
     WHERE fixed.command_number = ? ORDER BY correction_number`,
    [receiptNumber],
  );
  return rows.map(([accountId, dueOn, rootEntry, entryNumber, turns, changedBy, owed, base, amount, shares]) => ({
    ...{ accountId, rootEntry, entryNumber, turns, changedBy, dueOn: calendarDate(dueOn) },
    ...{ owedCents: cents(owed), baseCents: cents(base), amountCents: cents(amount) },
    shares: shares.map(([service, share]) => ({ service, amountCents: cents(share) })),
  }));
}
