import type { BulkValue } from './bulk-value.js';
import type { Database } from './database.js';
import { writeThrough } from './write-pipe.js';

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
    readonly inputs: object;
    readonly lines: readonly object[];
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
  readonly inputs: object;
  readonly lines: readonly object[];
  readonly amountCents: number;
}

const BILL_COLUMNS = [
  ...['bill_number', 'bill_run_id', 'account_id', 'period_from', 'period_to', 'billed_on', 'due_on'],
  ...['usage_gallons', 'total_cents', 'entry_number'],
];
const CHARGE_COLUMNS = ['bill_number', 'service', 'tariff_version_id', 'rate_class', 'inputs', 'lines', 'amount_cents'];
const SEGMENT_COLUMNS = [
  ...['bill_number', 'service', 'segment_number', 'tariff_version_id', 'first_day', 'last_day', 'days'],
  ...['of_days', 'inputs', 'lines', 'amount_cents'],
];

type Rows = Generator<BulkValue[]>;

/** Writes posted bills, numbered on from the last one. */
export async function writeBills(trx: Database, bills: readonly NewBill[]): Promise<void> {
  const [last] = await trx.raw<{ bill_number: number | null }[]>('SELECT max(bill_number) AS bill_number FROM bill');
  const first = (last?.bill_number ?? 0) + 1;
  await writeThrough(trx, async (pipe) => {
    await pipe.insert('bill', BILL_COLUMNS, billRows(bills, first));
    await pipe.insert('bill_charge', CHARGE_COLUMNS, chargeRows(bills, first));
    await pipe.insert('bill_charge_segment', SEGMENT_COLUMNS, segmentRows(bills, first));
  });
}

function* billRows(bills: readonly NewBill[], first: number): Rows {
  for (const [index, bill] of bills.entries()) {
    const { billRunId, accountId, periodFrom, periodTo, billedOn, dueOn } = bill;
    yield [
      ...[first + index, billRunId, accountId, periodFrom, periodTo, billedOn, dueOn],
      ...[bill.usageGallons, bill.totalCents, bill.entryNumber],
    ];
  }
}

function* chargeRows(bills: readonly NewBill[], first: number): Rows {
  for (const [index, { rateClass, charges }] of bills.entries()) {
    for (const { service, tariffVersionId, inputs, lines, amountCents } of charges) {
      yield [first + index, service, tariffVersionId, rateClass, inputs, lines, amountCents];
    }
  }
}

function* segmentRows(bills: readonly NewBill[], first: number): Rows {
  for (const [index, { charges }] of bills.entries()) {
    for (const { service, segments } of charges) {
      for (const [place, segment] of segments.entries()) {
        const { tariffVersionId, firstDay, lastDay, days, ofDays, inputs, lines, amountCents } = segment;
        yield [
          ...[first + index, service, place + 1, tariffVersionId, firstDay, lastDay, days],
          ...[ofDays, inputs, lines, amountCents],
        ];
      }
    }
  }
}
