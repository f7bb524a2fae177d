import { groupBy } from '../contract/group-by.js';
import { cents, type Cents } from '../contract/money.js';
import type { ServiceName } from '../contract/services.js';
import type { Disposition } from '../domain/bill-review/disposition.js';
import type { BillCharge, BillLine } from '../domain/billing/calculated-bill.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { billDispositions } from './bill-dispositions.js';

export type RegisteredCharge = Pick<BillCharge, 'service' | 'tariffVersionId' | 'lines' | 'amountCents'>;

/** An account of a posted run, as the record has it. */
export interface RegisteredBill {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly rateClass: string;
  /** Null where the run left the account out, as is the bill. */
  readonly usageGallons: number | null;
  readonly bill: { readonly charges: readonly RegisteredCharge[]; readonly totalCents: Cents } | null;
  /** The standing bill before this one. */
  readonly lastBillCents: Cents | null;
  /** Why it was held; null where it was billed. */
  readonly heldFor: string | null;
  /** What was decided of it before the run was posted. */
  readonly dispositions: readonly Disposition[];
}

/** The bills of a posted run in the order in which they were posted, then the accounts that it left out. */
export async function postedRegister(database: Database, billRunId: string): Promise<RegisteredBill[]> {
  const dispositionsOf = await billDispositions(database, billRunId);
  const decided = (accountId: string) => [...dispositionsOf(accountId).values()].filter(({ decision }) => decision);
  const bills = [...groupBy(await chargeRows(database, billRunId), ([billNumber]) => billNumber).values()];
  return [
    ...bills.flatMap((charges) => charges.slice(0, 1).map((first) => billed(first, charges, decided(first[1])))),
    ...(await heldRows(database, billRunId)).map(([accountId, customerName, address, rateClass, last, reason]) => ({
      ...{ accountId, customerName, address, rateClass, usageGallons: null, bill: null },
      ...{ lastBillCents: asCents(last), heldFor: reason, dispositions: decided(accountId) },
    })),
  ];
}

type ChargeRow = [
  ...[billNumber: number, accountId: string, customerName: string, address: string, rateClass: string, gallons: number],
  ...[totalCents: number, lastBill: number | null],
  ...[service: ServiceName | null, tariffVersionId: string, lines: string, amountCents: number],
];

/** A bill without any charge has a row too. */
async function chargeRows(database: Database, billRunId: string): Promise<ChargeRow[]> {
  return bulkRead<ChargeRow>(
    database,
    [
      ...['bill_number', 'account_id', 'name', 'address', 'rate_class', 'usage_gallons', 'total_cents', 'last_bill'],
      ...['service', 'tariff_version_id', 'lines', 'amount_cents'],
    ],
    `SELECT bill.bill_number, account_id, name, address, coalesce(bill_charge.rate_class, account.rate_class) AS rate_class,
            usage_gallons, total_cents,
            (SELECT total_cents FROM standing_bill AS before
             WHERE before.account_id = bill.account_id AND before.bill_number < bill.bill_number
             ORDER BY billed_on DESC, bill_number DESC LIMIT 1) AS last_bill,
            service, tariff_version_id, lines, amount_cents
     FROM bill JOIN account USING (account_id) JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     LEFT JOIN bill_charge USING (bill_number)
     WHERE bill_run_id = ?
     ORDER BY bill.bill_number, CASE service WHEN 'water' THEN 1 WHEN 'sewer' THEN 2 ELSE 3 END`,
    [billRunId],
  );
}

type HeldRow = [string, string, string, string, lastBill: number | null, reason: string];

async function heldRows(database: Database, billRunId: string): Promise<HeldRow[]> {
  return bulkRead<HeldRow>(
    database,
    ['account_id', 'name', 'address', 'rate_class', 'last_bill', 'reason'],
    `SELECT account_id, name, address, rate_class, reason,
            (SELECT total_cents FROM standing_bill AS before
             WHERE before.account_id = held.account_id AND before.period_to < run.period_to
             ORDER BY billed_on DESC, bill_number DESC LIMIT 1) AS last_bill
     FROM held_account AS held JOIN bill_run AS run USING (bill_run_id) JOIN account USING (account_id)
     JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     WHERE bill_run_id = ? ORDER BY held_number`,
    [billRunId],
  );
}

function billed(first: ChargeRow, charges: readonly ChargeRow[], dispositions: readonly Disposition[]): RegisteredBill {
  const [, accountId, customerName, address, rateClass, usageGallons, totalCents, last] = first;
  return {
    ...{ accountId, customerName, address, rateClass, usageGallons, dispositions, heldFor: null },
    lastBillCents: asCents(last),
    bill: { charges: charges.flatMap(toCharge), totalCents: cents(totalCents) },
  };
}

function toCharge([, , , , , , , , service, tariffVersionId, lines, amountCents]: ChargeRow): RegisteredCharge[] {
  if (service === null) return [];
  return [{ service, tariffVersionId, lines: JSON.parse(lines) as BillLine[], amountCents: cents(amountCents) }];
}

function asCents(amount: number | null): Cents | null {
  return amount === null ? null : cents(amount);
}
