import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Database } from '../../store/database.js';
import { lateRule } from '../ledger-settings.js';
import { utilitySettings } from '../utility-settings.js';
import { firstLate, lastDueDateOver } from './late-accounts.js';

/**
 * The last due date that is over, where somebody had not paid a bill of it in time and nothing was decided on any late
 * charge of it yet; else null.
 */
export async function undecidedDueDate(database: Database, now: Date): Promise<CalendarDate | null> {
  const dueOn = await lastDueDateOver(database, now);
  if (dueOn === null) return null;
  const { timeZone } = await utilitySettings(database, now);
  const rule = await lateRule(database, dueOn);
  if (rule.charge === undefined) return null;
  const [row] = await database.raw<{ waits: number }[]>(
    `SELECT NOT EXISTS (SELECT 1 FROM late_charge_decision WHERE due_on = ?)
        AND NOT EXISTS (SELECT 1 FROM ledger_document WHERE kind = 'late-charge' AND due_on = ?)
        AND EXISTS (
          SELECT 1 FROM bill_run JOIN bill USING (bill_run_id) JOIN posting AS item USING (entry_number)
          JOIN charge_type ON receivable = item.ledger_account
          WHERE bill_run.due_on = ? AND item.amount_cents > 0
            AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)
            AND item.amount_cents > (
              SELECT coalesce(sum(amount_cents), 0) FROM allocation
              WHERE item_entry = item.entry_number AND item_line = item.line_number
                AND credit_entry NOT IN (
                  SELECT entry_number FROM payment WHERE payment.account_id = bill.account_id AND received_at >= ?))) AS waits`,
    [dueOn, dueOn, dueOn, firstLate(dueOn, rule, timeZone).toISOString()],
  );
  return row?.waits === 1 ? dueOn : null;
}
