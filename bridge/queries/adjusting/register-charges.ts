import { calendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents, sumCents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { DayRange } from '../../contract/sheets/day-range.js';
import type { RegisterCharge } from '../../domain/adjusting/register/register-record.js';
import type { Chart } from '../../domain/ledger/chart.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { ruledOn } from '../../store/entry-rules.js';

/** The entries of each record, with the one that it is told by; what a record takes back counts with a minus. */
const MADE = `
  SELECT 'A' || adjustment_number AS key, entry_number AS told_by, entry_number, account_id, 1 AS sign FROM adjustment
  UNION ALL
  SELECT 'D' || document_number, entry_number, entry_number, account_id, 1
  FROM ledger_document WHERE kind IN ('transfer', 'write-off')
  UNION ALL
  SELECT 'B' || rebill_number, entry_number, entry_number, account_id, 1
  FROM rebill WHERE is_restored = 0 AND entry_number IS NOT NULL
  UNION ALL
  SELECT 'B' || rebill_number, coalesce(rebill.entry_number, reversal_entry), back.reverses, rebill.account_id, -1
  FROM rebill JOIN journal_entry AS back ON back.entry_number = reversal_entry WHERE is_restored = 0
  UNION ALL
  SELECT 'L' || correction_number, entry_number, entry_number, account_id, 1
  FROM late_charge_correction WHERE entry_number IS NOT NULL
  UNION ALL
  SELECT 'L' || correction_number, coalesce(fixed.entry_number, reversal_entry), back.reverses, fixed.account_id, -1
  FROM late_charge_correction AS fixed JOIN journal_entry AS back ON back.entry_number = reversal_entry`;

/**
 * What each entry charged, by the rules of its day; what it took back at once of an item is by the rules of that item's.
 * An adjustment is by its charges, since a credit of what was paid is in no receivable.
 */
const BY_RULES = `
  WITH made AS MATERIALIZED (
    SELECT made.* FROM (${MADE}) AS made JOIN journal_entry AS told ON told.entry_number = told_by
    WHERE told.effective_on BETWEEN ? AND ?),
  taken AS MATERIALIZED (
    SELECT key, made.entry_number, item_entry, charge_type, sign * allocation.amount_cents AS amount_cents
    FROM made CROSS JOIN allocation
      ON allocation.entry_number = made.entry_number AND credit_entry = made.entry_number
    JOIN posting ON posting.entry_number = item_entry AND posting.line_number = item_line
      AND posting.account_id = made.account_id
    JOIN charge_type ON receivable = posting.ledger_account),
  charged AS (
    SELECT key, entry_number, charge_type, charge.amount_cents
    FROM made JOIN adjustment USING (entry_number) JOIN adjusted_charge AS charge USING (adjustment_number)
    UNION ALL
    SELECT key, made.entry_number, charge_type, sign * posting.amount_cents
    FROM made CROSS JOIN posting ON posting.entry_number = made.entry_number AND posting.account_id = made.account_id
    JOIN charge_type ON receivable = posting.ledger_account
    WHERE key NOT LIKE 'A%'
    UNION ALL SELECT key, entry_number, charge_type, amount_cents FROM taken
    UNION ALL SELECT key, item_entry, charge_type, -amount_cents FROM taken)
  SELECT key, charge_type, name, service, nature, ${ruledOn('entry')} AS ruled_on, sum(amount_cents) AS amount_cents
  FROM charged JOIN journal_entry AS entry USING (entry_number) JOIN charge_type USING (charge_type)
  GROUP BY key, charge_type, ruled_on ORDER BY key, bill_order`;

type ChargeRow = [
  ...[key: string, chargeType: string, name: string, service: ServiceName | null, nature: string],
  ...[ruledOn: string, amount: number],
];

/**
 * What the records of these days changed of each type of charge, by key: of an adjustment or a document its own charges, of
 * a rebill its charges less those of before. A type of which a part is the City's and a part is not is two charges.
 */
export async function registerCharges(
  database: Database,
  { from, to }: DayRange,
  chart: Chart,
): Promise<ReadonlyMap<string, RegisterCharge[]>> {
  const rows = await bulkRead<ChargeRow>(
    database,
    ['key', 'charge_type', 'name', 'service', 'nature', 'ruled_on', 'amount_cents'],
    BY_RULES,
    [from ?? '', to ?? '9999-12-31'],
  );
  return new Map([...groupBy(rows, ([key]) => key)].map(([key, ofKey]) => [key, chargesOf(ofKey, chart)]));
}

function chargesOf(rows: readonly ChargeRow[], chart: Chart): RegisterCharge[] {
  const owned = rows.map(([, chargeType, name, service, nature, day, amountCents]) => {
    const isOfCity = chart.isOfCity(chargeType, calendarDate(day));
    return { name, service, isTax: nature === 'tax', isOfCity, amountCents: cents(amountCents) };
  });
  return [...groupBy(owned, ({ name, isOfCity }) => `${name}\n${isOfCity}`).values()].flatMap((parts) => {
    const amountCents = sumCents(parts.map((part) => part.amountCents));
    return amountCents === 0 ? [] : parts.slice(0, 1).map((part) => ({ ...part, amountCents }));
  });
}
