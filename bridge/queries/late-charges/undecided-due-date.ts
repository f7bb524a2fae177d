import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { stateOf } from '../../domain/late-charges/decide-late-charge.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { lateRule } from '../ledger-settings.js';
import { utilitySettings } from '../utility-settings.js';
import { dueDatesOverByCycle } from './due-dates.js';
import { lateAmong } from './late-accounts.js';
import { billCutOffs } from './cut-offs.js';

/** So many are looked at before all others; as a rule one of the first is to be decided on. */
const FIRST_ACCOUNTS = 100;

/**
 * The oldest due date, of the last one of each cycle that is over, for which somebody's late charge is still to be decided
 * on; null where there is none.
 */
export async function undecidedDueDate(database: Database, now: Date): Promise<CalendarDate | null> {
  for (const dueOn of await dueDatesOverByCycle(database, now)) {
    if (!(await isCharged(database, dueOn))) continue;
    const unpaid = await unpaidAccounts(database, dueOn, now);
    for (const some of [unpaid.slice(0, FIRST_ACCOUNTS), unpaid.slice(FIRST_ACCOUNTS)]) {
      if (some.length === 0) continue;
      const late = await lateAmong(database, dueOn, some, now);
      if (late.some((account) => stateOf(account) === 'undecided')) return dueOn;
    }
  }
  return null;
}

/** Tells whether the rule of the day of any bill of a due date charges anything. */
async function isCharged(database: Database, dueOn: CalendarDate): Promise<boolean> {
  const runs = await database.raw<{ billed_on: string }[]>(
    'SELECT DISTINCT billed_on FROM standing_run WHERE due_on = ?',
    [dueOn],
  );
  for (const { billed_on: billedOn } of runs) {
    if ((await lateRule(database, calendarDate(billedOn))).charge !== undefined) return true;
  }
  return false;
}

/** Accounts that did not pay their bill of a due date in time, as far as a glance shows, and nothing was ever decided on. */
async function unpaidAccounts(database: Database, dueOn: CalendarDate, now: Date): Promise<string[]> {
  const { timeZone } = await utilitySettings(database, now);
  const { lateFrom } = (await billCutOffs(database, timeZone))({ billedOn: dueOn, dueOn });
  const rows = await bulkRead<[accountId: string]>(
    database,
    ['account_id'],
    `SELECT DISTINCT bill.account_id
     FROM standing_run AS bill_run JOIN billed_period AS bill USING (bill_run_id) JOIN posting AS item USING (entry_number)
     JOIN charge_type ON receivable = item.ledger_account
     WHERE bill_run.due_on = ? AND item.amount_cents > 0
       AND NOT EXISTS (SELECT 1 FROM late_charge_decision AS decided
                       WHERE decided.account_id = bill.account_id AND decided.due_on = bill_run.due_on)
       AND item.amount_cents > (
         SELECT coalesce(sum(amount_cents), 0) FROM allocation
         WHERE item_entry = item.entry_number AND item_line = item.line_number
           AND credit_entry NOT IN (
             SELECT entry_number FROM payment WHERE payment.account_id = bill.account_id AND received_at >= ?))
     ORDER BY bill.account_id`,
    [dueOn, lateFrom.toISOString()],
  );
  return rows.map(([accountId]) => accountId);
}
