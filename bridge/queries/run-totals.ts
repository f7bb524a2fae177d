import { cents, type Cents } from '../contract/money.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { ReadyBill } from './bill-review.js';

/** What bills are added up by. */
export const totalKinds = ['all', 'service', 'tariff', 'class', 'route'] as const;
export type TotalKind = (typeof totalKinds)[number];

/** Bills added up in one way. */
export interface BillTotal {
  readonly by: TotalKind;
  readonly name: string;
  readonly bills: number;
  /** Gallons through the meters of these bills. */
  readonly gallons: number;
  readonly cents: Cents;
}

/** Adds up bills that are to be posted, by their names within each kind. */
export function totalsOfBills(bills: readonly ReadyBill[]): BillTotal[] {
  const totals = new Map<string, { by: TotalKind; name: string; bills: number; gallons: number; cents: number }>();
  const add = (by: TotalKind, name: string, gallons: number, amount: number) => {
    const key = `${by}/${name}`;
    const total = totals.get(key) ?? { by, name, bills: 0, gallons: 0, cents: 0 };
    total.bills += 1;
    total.gallons += gallons;
    total.cents += amount;
    totals.set(key, total);
  };
  for (const { bill, usageGallons, rateClass, routeId } of bills) {
    add('all', 'all bills', usageGallons, bill.totalCents);
    add('class', rateClass, usageGallons, bill.totalCents);
    add('route', routeId, usageGallons, bill.totalCents);
    for (const { service, tariffVersionId, amountCents } of bill.charges) {
      add('service', service, usageGallons, amountCents);
      add('tariff', tariffOf(tariffVersionId), usageGallons, amountCents);
    }
  }
  return [...totals.values()].map((total) => ({ ...total, cents: cents(total.cents) }));
}

/** A version is named by its tariff and date. */
function tariffOf(tariffVersionId: string): string {
  return tariffVersionId.split('@')[0] ?? tariffVersionId;
}

type Row = [by: TotalKind, name: string, bills: number, gallons: number, amount: number];

/** The same of the bills of a posted run. */
export async function totalsOfRun(database: Database, billRunId: string): Promise<BillTotal[]> {
  const charged = `FROM bill JOIN bill_charge AS charge USING (bill_number)`;
  const sums = (amount: string) => `count(*) AS bills, sum(usage_gallons) AS gallons, sum(${amount}) AS amount`;
  const rows = await bulkRead<Row>(
    database,
    ['total_by', 'name', 'bills', 'gallons', 'amount'],
    `SELECT 'all' AS total_by, 'all bills' AS name, ${sums('total_cents')} FROM bill
     WHERE bill_run_id = :run HAVING count(*) > 0
     UNION ALL SELECT 'service', charge.service, ${sums('amount_cents')} ${charged} WHERE bill_run_id = :run GROUP BY 2
     UNION ALL SELECT 'tariff', tariff_id, ${sums('amount_cents')} ${charged}
       JOIN tariff_version USING (tariff_version_id) WHERE bill_run_id = :run GROUP BY 2
     UNION ALL SELECT 'class', rate_class, ${sums('total_cents')}
       FROM (SELECT bill.*, (SELECT rate_class FROM bill_charge AS charge WHERE charge.bill_number = bill.bill_number LIMIT 1)
               AS rate_class FROM bill WHERE bill_run_id = :run)
       WHERE rate_class IS NOT NULL GROUP BY 2
     UNION ALL SELECT 'route', run_stop.route_id, ${sums('total_cents')}
       FROM bill JOIN account USING (account_id)
       JOIN run_stop ON run_stop.bill_run_id = bill.bill_run_id AND run_stop.premises_id = account.premises_id
       WHERE bill.bill_run_id = :run AND run_stop.route_id IS NOT NULL GROUP BY 2`.replaceAll(':run', '?'),
    [billRunId, billRunId, billRunId, billRunId, billRunId],
  );
  return rows.map(([by, name, bills, gallons, amount]) => ({ by, name, bills, gallons, cents: cents(amount) }));
}
