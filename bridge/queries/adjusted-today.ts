import type { CalendarDate } from '../contract/calendar-date.js';
import type { Person } from '../contract/person.js';
import { adjustmentLimitsSchema, type AdjustmentLimits } from '../contract/settings/adjustment-limits.js';
import { limitsOf, type AdjustedToday, type AdjustmentLimit } from '../domain/adjusting/adjustment-limits.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { settingOn } from './utility-settings.js';

/** The setting `adjustment-limits` of a day. */
export async function adjustmentLimits(database: Database, today: CalendarDate): Promise<AdjustmentLimits> {
  return adjustmentLimitsSchema.parse(await settingOn(database, 'adjustment-limits', today));
}

/**
 * What a person may give or charge alone on an account in a day, and what they have today: adjustments, and what lowers
 * what an account owes without money, gives money back, or adds to what we owe. What was reversed counts no more.
 */
export async function adjustmentLimit(
  database: Database,
  person: Person,
  today: CalendarDate,
): Promise<AdjustmentLimit> {
  return {
    ...limitsOf(person, await adjustmentLimits(database, today)),
    adjustedToday: await adjustedToday(database, person.personId, today),
    personName: person.name,
  };
}

/** The charges of rebills, and as what is taken off those of the bill or the rebill that each of them replaced. */
const CHARGED_AGAIN = `
  SELECT rebill_number, service, amount_cents FROM rebill_charge
  UNION ALL
  SELECT later.rebill_number, service, -amount_cents
  FROM rebill AS later JOIN rebill_charge AS was ON was.rebill_number = later.replaces
  UNION ALL
  SELECT rebill_number, service, -amount_cents FROM rebill JOIN bill_charge USING (bill_number) WHERE replaces IS NULL`;

/**
 * What bills of a push that were made again change, each service of each bill by itself, under one of the push's entries that
 * nothing reverses by itself. What was restored is no adjustment of who restored it, nor any more of who made it.
 */
const REBILLED = `
  SELECT (SELECT max(coalesce(made.reversal_entry, made.entry_number)) FROM rebill AS made
          WHERE made.command_number = again.command_number AND made.account_id = again.account_id),
         account_id, 'rebill', sum(amount_cents)
  FROM rebill AS again JOIN (${CHARGED_AGAIN}) USING (rebill_number)
  WHERE is_restored = 0 AND command_number NOT IN (SELECT pushed_by FROM push_reversal)
  GROUP BY rebill_number, service`;

/** Documents have the names that the Adjustments sheet has for them, where it has one. */
const DOCUMENT_KIND = `CASE kind WHEN 'transfer' THEN 'transfer between accounts' ELSE kind END`;

async function adjustedToday(database: Database, personId: string, today: CalendarDate): Promise<AdjustedToday[]> {
  const rows = await bulkRead<[accountId: string, kind: string, credits: number, charges: number]>(
    database,
    ['account_id', 'kind', 'credits', 'charges'],
    `SELECT adjusted.account_id, adjusted.kind, sum(max(-amount_cents, 0)) AS credits, sum(max(amount_cents, 0)) AS charges
     FROM (SELECT entry_number, account_id, kind, amount_cents FROM adjustment
           UNION ALL SELECT entry_number, account_id, ${DOCUMENT_KIND}, -amount_cents FROM ledger_document
           WHERE kind IN ('write-off', 'credit-refund', 'deposit-refund', 'deposit-interest', 'transfer')
           UNION ALL ${REBILLED}) AS adjusted
     JOIN journal_entry USING (entry_number) JOIN command USING (command_number)
     WHERE person_id = ? AND effective_on = ?
       AND entry_number NOT IN (SELECT reverses FROM journal_entry WHERE reverses IS NOT NULL)
     GROUP BY adjusted.account_id, adjusted.kind`,
    [personId, today],
  );
  return rows.map(([accountId, kind, credits, charges]) => ({ accountId, kind, credits, charges }));
}
