import { bulkInsert, type StoredValue } from './bulk.js';
import type { Database } from './database.js';

/** A bill to write down, with its charges per service. */
export interface NewBill {
  readonly billRunId: string;
  readonly accountId: string;
  readonly periodFrom: string;
  readonly periodTo: string;
  readonly billedOn: string;
  readonly dueOn: string;
  readonly usageGallons: number;
  readonly totalCents: number;
  /** Null for a bill of zero, which makes no entry. */
  readonly entryNumber: number | null;
  readonly rateClass: string;
  readonly charges: readonly {
    readonly service: string;
    readonly tariffVersionId: string;
    readonly inputs: unknown;
    readonly lines: unknown;
    readonly amountCents: number;
    readonly segments: readonly NewSegment[];
  }[];
}

/** The part of a charge that one version of several priced. */
interface NewSegment {
  readonly tariffVersionId: string;
  readonly firstDay: string;
  readonly lastDay: string;
  readonly days: number;
  readonly ofDays: number | null;
  readonly inputs: unknown;
  readonly lines: unknown;
  readonly amountCents: number;
}

/** Writes posted bills, numbered on from the last one. */
export async function writeBills(trx: Database, bills: readonly NewBill[]): Promise<void> {
  const [last] = await trx.raw<{ bill_number: number | null }[]>('SELECT max(bill_number) AS bill_number FROM bill');
  const first = (last?.bill_number ?? 0) + 1;
  await bulkInsert(
    trx,
    'bill',
    [
      ...['bill_number', 'bill_run_id', 'account_id', 'period_from', 'period_to', 'billed_on', 'due_on'],
      ...['usage_gallons', 'total_cents', 'entry_number'],
    ],
    bills.map((bill, index) => [
      first + index,
      bill.billRunId,
      bill.accountId,
      bill.periodFrom,
      bill.periodTo,
      bill.billedOn,
      bill.dueOn,
      bill.usageGallons,
      bill.totalCents,
      bill.entryNumber,
    ]),
  );
  await bulkInsert(
    trx,
    'bill_charge',
    ['bill_number', 'service', 'tariff_version_id', 'rate_class', 'inputs', 'lines', 'amount_cents'],
    bills.flatMap((bill, index) =>
      bill.charges.map((charge) => [
        first + index,
        charge.service,
        charge.tariffVersionId,
        bill.rateClass,
        JSON.stringify(charge.inputs),
        JSON.stringify(charge.lines),
        charge.amountCents,
      ]),
    ),
  );
  await bulkInsert(
    trx,
    'bill_charge_segment',
    [
      ...['bill_number', 'service', 'segment_number', 'tariff_version_id', 'first_day', 'last_day', 'days'],
      ...['of_days', 'inputs', 'lines', 'amount_cents'],
    ],
    bills.flatMap((bill, index) => segmentRows(bill, first + index)),
  );
}

function segmentRows({ charges }: NewBill, billNumber: number): StoredValue[][] {
  return charges.flatMap(({ service, segments }) =>
    segments.map((segment, index) => [
      billNumber,
      service,
      index + 1,
      segment.tariffVersionId,
      segment.firstDay,
      segment.lastDay,
      segment.days,
      segment.ofDays,
      JSON.stringify(segment.inputs),
      JSON.stringify(segment.lines),
      segment.amountCents,
    ]),
  );
}
