import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { ServiceShare } from '../../domain/late-charges/share-by-service.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** A late charge that a receipt corrected, beside what it was before. */
export interface LateChargeCorrected {
  readonly accountId: string;
  readonly dueOn: CalendarDate;
  /** The charge that was decided on first. */
  readonly rootEntry: number;
  /** What stands of it by now; null where nothing does. */
  readonly entryNumber: number | null;
  /** How often the due date was decided on by now. */
  readonly turns: number;
  /** The last receipt that changed it since and is not taken back; null where none did. */
  readonly changedBy: { readonly receiptNumber: number; readonly isRebill: boolean } | null;
  readonly owedCents: Cents;
  readonly baseCents: Cents;
  /** Zero where none stood before. */
  readonly amountCents: Cents;
  readonly shares: readonly ServiceShare[];
}

type Row = [
  ...[accountId: string, dueOn: string, rootEntry: number, entryNumber: number | null, turns: number],
  ...[changedBy: number | null, isRebill: number, owed: number, base: number, amount: number],
  shares: [service: ServiceName, amount: number][],
];

/** Corrections that a receipt took back are none any more, and neither are those by which it did. */
const CORRECTED_SINCE = `SELECT max(later.command_number) FROM late_charge_correction AS later
  WHERE later.root_entry = fixed.root_entry AND later.command_number > fixed.command_number
    AND later.command_number NOT IN (SELECT pushed_by FROM push_reversal)
    AND NOT EXISTS (SELECT 1 FROM push_reversal AS undoing
                    JOIN late_charge_correction AS undone ON undone.command_number = undoing.pushed_by
                    WHERE undoing.command_number = later.command_number AND undone.root_entry = fixed.root_entry)`;

/** A charge or a waiver of the due date that stands and is no correction, in whichever sheet. */
const DECIDED_SINCE = `SELECT max(command_number) FROM (
    SELECT decided.command_number FROM standing_late_charge_decision AS decided
    WHERE decided.account_id = fixed.account_id AND decided.due_on = fixed.due_on
      AND decided.command_number > fixed.command_number AND NOT EXISTS (
        SELECT 1 FROM late_charge_correction AS each WHERE each.entry_number = decided.entry_number)
    UNION ALL
    SELECT entry.command_number FROM standing_document AS typed JOIN journal_entry AS entry USING (entry_number)
    WHERE typed.account_id = fixed.account_id AND typed.due_on = fixed.due_on AND typed.kind = 'late-charge'
      AND entry.command_number > fixed.command_number AND NOT EXISTS (
        SELECT 1 FROM late_charge_decision AS decided WHERE decided.entry_number = typed.entry_number))`;

/** The row of Late Charges that charged it was reversed. */
const TAKEN_BACK_SINCE = `SELECT undone.command_number FROM late_charge_decision AS root
  JOIN push_reversal AS undone ON pushed_by = root.command_number AND row_key = root.account_id
  WHERE root.entry_number = fixed.root_entry`;

/** The late charges that a receipt corrected, as they were before. */
export async function lateChargesCorrectedBy(
  database: Database,
  receiptNumber: number,
): Promise<LateChargeCorrected[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['account_id', 'due_on', 'root_entry', 'entry_number', 'turns', 'changed_by', 'is_rebill', 'owed', 'base'],
      ...['amount', 'json(shares)'],
    ],
    `WITH fixed AS MATERIALIZED (
       SELECT *, coalesce((${CORRECTED_SINCE}), (${DECIDED_SINCE}), (${TAKEN_BACK_SINCE})) AS changed_by
       FROM late_charge_correction AS fixed WHERE command_number = ?)
     SELECT fixed.account_id, fixed.due_on, fixed.root_entry,
            (SELECT last.entry_number FROM late_charge_correction AS last WHERE last.root_entry = fixed.root_entry
             ORDER BY correction_number DESC LIMIT 1) AS entry_number,
            (SELECT max(turn) FROM late_charge_decision AS decided
             WHERE decided.account_id = fixed.account_id AND decided.due_on = fixed.due_on) AS turns, changed_by,
            EXISTS (SELECT 1 FROM rebill WHERE rebill.command_number = changed_by AND is_restored = 0) AS is_rebill,
            coalesce(was.owed_cents, root.owed_cents) AS owed, coalesce(was.base_cents, root.base_cents) AS base,
            coalesce(was.amount_cents, 0) AS amount,
            (SELECT json_group_array(json_array(service, share.value ->> 1) ORDER BY share.key)
             FROM json_each(coalesce(was.shares, '[]')) AS share
             JOIN charge_type ON charge_type = share.value ->> 0) AS shares
     FROM fixed JOIN late_charge_decision AS root ON root.entry_number = fixed.root_entry
     LEFT JOIN late_charge_decision AS was ON was.entry_number = fixed.was_entry ORDER BY correction_number`,
    [receiptNumber],
  );
  return rows.map(
    ([accountId, dueOn, rootEntry, entryNumber, turns, changedBy, isRebill, owed, base, amount, shares]) => ({
      ...{ accountId, rootEntry, entryNumber, turns, dueOn: calendarDate(dueOn) },
      changedBy: changedBy === null ? null : { receiptNumber: changedBy, isRebill: isRebill === 1 },
      ...{ owedCents: cents(owed), baseCents: cents(base), amountCents: cents(amount) },
      shares: shares.map(([service, share]) => ({ service, amountCents: cents(share) })),
    }),
  );
}
