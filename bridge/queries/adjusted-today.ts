import type { CalendarDate } from '../contract/calendar-date.js';
import { cents } from '../contract/money.js';
import type { Person } from '../contract/person.js';
import { adjustmentLimitsSchema } from '../contract/settings/adjustment-limits.js';
import type { AdjustmentLimit, DayTotal } from '../domain/adjusting/adjustment-limits.js';
import type { Database } from '../store/database.js';
import { settingOn } from './utility-settings.js';

/**
 * What a person may give or charge alone on an account in a day, and what they have today: adjustments, and what lowers
 * what an account owes without money, gives money back, or adds to what we owe. What was reversed counts no more.
 */
export async function adjustmentLimit(
  database: Database,
  { personId, name, role }: Person,
  today: CalendarDate,
): Promise<AdjustmentLimit> {
  const limits = adjustmentLimitsSchema.parse(await settingOn(database, 'adjustment-limits', today));
  return {
    limitCents: limits[role] ?? cents(0),
    adjustedToday: await adjustedToday(database, personId, today),
    personName: name,
  };
}

/**
 * What the bills of a push that were made again come to together, under one of its entries that nothing reverses by itself.
 * What was restored is no adjustment of who restored it, nor any more of who made it.
 */
const REBILLED = `
  SELECT max(coalesce(reversal_entry, entry_number)), account_id, sum(total_cents - was_cents) FROM rebill
  WHERE is_restored = 0 AND rebill_number NOT IN (SELECT replaces FROM rebill WHERE is_restored = 1)
  GROUP BY command_number, account_id`;

async function adjustedToday(
  database: Database,
  personId: string,
  today: CalendarDate,
): Promise<ReadonlyMap<string, DayTotal>> {
  const rows = await database.raw<({ account_id: string } & DayTotal)[]>(
    `SELECT adjusted.account_id, sum(max(-amount_cents, 0)) AS credits, sum(max(amount_cents, 0)) AS charges
     FROM (SELECT entry_number, account_id, amount_cents FROM adjustment
           UNION ALL SELECT entry_number, account_id, -amount_cents FROM ledger_document
           WHERE kind IN ('write-off', 'credit-refund', 'deposit-refund', 'deposit-interest', 'transfer')
           UNION ALL ${REBILLED}) AS adjusted
     JOIN journal_entry USING (entry_number) JOIN command USING (command_number)
     WHERE person_id = ? AND effective_on = ?
       AND entry_number NOT IN (SELECT reverses FROM journal_entry WHERE reverses IS NOT NULL)
     GROUP BY adjusted.account_id`,
    [personId, today],
  );
  return new Map(rows.map(({ account_id: accountId, credits, charges }) => [accountId, { credits, charges }]));
}
