import { groupBy } from '../../contract/group-by.js';
import { cents, type Cents } from '../../contract/money.js';
import type { DayRange } from '../../contract/sheets/day-range.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** What bills of these days charge, as they hold, in all, by service and by month. */
export interface BilledTotals {
  readonly all: Cents;
  readonly services: ReadonlyMap<string, Cents>;
  readonly months: ReadonlyMap<string, Cents>;
}

/** Adds up what was billed in these days. */
export async function billedTotals(database: Database, { from, to }: DayRange): Promise<BilledTotals> {
  const rows = await bulkRead<[month: string, service: string, amount: number]>(
    database,
    ['month', 'service', 'amount'],
    `WITH billed AS MATERIALIZED (SELECT * FROM billed_period WHERE billed_on BETWEEN ? AND ?)
     SELECT substr(billed_on, 1, 7) AS month, service, sum(amount_cents) AS amount FROM (
       SELECT billed_on, service, amount_cents FROM billed JOIN bill_charge USING (bill_number) WHERE rebill_number IS NULL
       UNION ALL SELECT billed_on, service, amount_cents FROM billed JOIN rebill_charge USING (rebill_number))
     GROUP BY 1, 2`,
    [from ?? '', to ?? '9999-12-31'],
  );
  const by = (place: 0 | 1) =>
    new Map(
      [...groupBy(rows, (row) => row[place])].map(([name, of]) => [
        name,
        cents(of.reduce((sum, row) => sum + row[2], 0)),
      ]),
    );
  return { all: cents(rows.reduce((sum, row) => sum + row[2], 0)), services: by(1), months: by(0) };
}
