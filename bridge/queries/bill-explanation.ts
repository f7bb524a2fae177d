import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { cents, sumCents, type Cents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import type { ServiceName } from '../contract/services.js';
import { segmentDates } from '../domain/billing/bill-segments.js';
import type { BillLine } from '../domain/billing/calculated-bill.js';
import { classBilling } from '../domain/billing/class-billing.js';
import { type DaysOfPeriod, feeLines, segmentLines } from '../domain/billing/segment-lines.js';
import type { TariffVersion } from '../domain/billing/tariff-book.js';
import { type BillExplanation, type BillInputs, priceBill } from '../domain/tariff/index.js';
import type { Database } from '../store/database.js';
import { DAYS_BEFORE } from './days-before.js';
import { compiledVersions } from './tariff-book.js';

/** A posted bill as it holds now, with how each of its charges came about. */
export interface ExplainedBill {
  readonly billNumber: number;
  readonly accountId: string;
  readonly customerName: string;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  readonly totalCents: Cents;
  /** The receipt that reversed the bill with its run; null while it stands. */
  readonly reversedBy: number | null;
  /** The last rebill, whose charges these are; null where the bill holds as it was posted. */
  readonly rebill: { readonly rebillNumber: number; readonly postedCents: Cents } | null;
  readonly charges: readonly ExplainedCharge[];
}

/** A charge; or, where several versions priced it by days, the part of one of them. */
export interface ExplainedCharge {
  readonly service: ServiceName;
  readonly tariffVersionId: string;
  readonly amountCents: Cents;
  /** The dates of the part, e.g. "Jan 20 to Feb 14"; null for a whole charge. */
  readonly dates: string | null;
  /** Where the explanation is of the whole period, the days' share of its lines; else null. */
  readonly share: DaysShare | null;
  readonly explanation: BillExplanation;
}

/** Some of the whole period's days, and what each line of the explanation comes to for them. */
export interface DaysShare extends DaysOfPeriod {
  readonly ofDays: number;
  readonly lines: readonly SharedLine[];
}

export interface SharedLine extends BillLine {
  /** True of the line of a fee, which is charged by its number, once and whole. */
  readonly isFee: boolean;
}

export interface BillChoice {
  readonly accountId: string;
  /** The account's newest bill where it is not given. */
  readonly billNumber?: number | undefined;
}

interface BillRow {
  readonly bill_number: number;
  readonly account_id: string;
  readonly name: string;
  readonly period_from: string;
  readonly period_to: string;
  readonly billed_on: string;
  readonly total_cents: number;
  readonly posted_cents: number;
  readonly rebill_number: number | null;
  readonly reversed_by: number | null;
}

interface ChargeRow {
  readonly service: ServiceName;
  readonly tariff_version_id: string;
  readonly rate_class: string;
  readonly inputs: string;
  readonly amount_cents: number;
  /** Of a part by days; null where the charge is whole. */
  readonly first_day: string | null;
  readonly last_day: string | null;
  readonly days_before: number;
  readonly days: number;
  readonly of_days: number | null;
}

/**
 * Prices a posted bill again from what it was posted with, or was made again with last, step by step.
 * Throws CurbstopError: no-such-bill; bill-differs when the books and the rates disagree.
 */
export async function billExplanation(database: Database, choice: BillChoice): Promise<ExplainedBill> {
  const bill = await billRow(database, choice);
  const versions = new Map((await compiledVersions(database)).map((version) => [version.tariffVersionId, version]));
  const charges = await chargeRows(database, bill);
  return {
    billNumber: bill.bill_number,
    accountId: bill.account_id,
    customerName: bill.name,
    periodFrom: calendarDate(bill.period_from),
    periodTo: calendarDate(bill.period_to),
    billedOn: calendarDate(bill.billed_on),
    totalCents: cents(bill.total_cents),
    reversedBy: bill.reversed_by,
    rebill:
      bill.rebill_number === null ? null : { rebillNumber: bill.rebill_number, postedCents: cents(bill.posted_cents) },
    charges: charges.map((charge) => {
      const version = versions.get(charge.tariff_version_id);
      const explained = version === undefined ? null : explainedCharge(charge, version);
      if (explained?.amountCents !== charge.amount_cents) throw billDiffers(bill.bill_number, charge);
      return explained;
    }),
  };
}

function explainedCharge(charge: ChargeRow, { tariffVersionId, compiled }: TariffVersion): ExplainedCharge {
  const { service, rate_class: rateClass, of_days: ofDays } = charge;
  const inputs = JSON.parse(charge.inputs) as BillInputs;
  const priced = priceBill(compiled, rateClass, inputs);
  const explained = { service, tariffVersionId, explanation: priced.explain() };
  const dates = datesOf(charge);
  if (dates === null || ofDays === null) return { ...explained, dates, amountCents: priced.billCents, share: null };
  const share = { daysBefore: charge.days_before, days: charge.days, ofDays };
  const billing = classBilling(compiled, rateClass);
  const isFee = feeLines(billing, inputs);
  const lines = segmentLines(billing, inputs, share, dates).map((line) => ({ ...line, isFee: isFee(line) }));
  const amountCents = sumCents(lines.map((line) => line.amountCents));
  return { ...explained, dates, amountCents, share: { ...share, lines } };
}

function datesOf({ first_day: first, last_day: last }: ChargeRow): string | null {
  if (first === null || last === null) return null;
  return segmentDates({ firstDay: calendarDate(first), lastDay: calendarDate(last) });
}

async function billRow(database: Database, { accountId, billNumber }: BillChoice): Promise<BillRow> {
  const [row] = await database.raw<BillRow[]>(
    `SELECT bill.bill_number, bill.account_id, customer.name, coalesce(again.period_from, bill.period_from) AS period_from,
            coalesce(again.period_to, bill.period_to) AS period_to, billed_on,
            coalesce(again.total_cents, bill.total_cents) AS total_cents, bill.total_cents AS posted_cents, again.rebill_number,
            bill_run_reversal.command_number AS reversed_by
     FROM bill JOIN account USING (account_id) JOIN customer USING (customer_id)
     LEFT JOIN bill_run_reversal USING (bill_run_id)
     LEFT JOIN rebill AS again ON again.rebill_number =
       (SELECT max(rebill_number) FROM rebill AS chain WHERE chain.bill_number = bill.bill_number)
     WHERE bill.account_id = ? ${billNumber === undefined ? '' : 'AND bill.bill_number = ?'}
     ORDER BY billed_on DESC, bill.bill_number DESC LIMIT 1`,
    billNumber === undefined ? [accountId] : [accountId, billNumber],
  );
  if (row) return row;
  throw new CurbstopError({
    code: 'no-such-bill',
    status: 404,
    message:
      billNumber === undefined
        ? `There is no posted bill of an account "${accountId}".`
        : `The account "${accountId}" has no posted bill ${billNumber}.`,
    fix: 'Check the account number and the bill number.',
  });
}

async function chargeRows(
  database: Database,
  { bill_number: billNumber, rebill_number: rebillNumber }: BillRow,
): Promise<ChargeRow[]> {
  const of = rebillNumber === null ? 'bill' : 'rebill';
  return database.raw<ChargeRow[]>(
    `SELECT service, rate_class, first_day, last_day, ${DAYS_BEFORE}, coalesce(days, 0) AS days, of_days,
            coalesce(segment.tariff_version_id, charge.tariff_version_id) AS tariff_version_id,
            coalesce(segment.inputs, charge.inputs) AS inputs,
            coalesce(segment.amount_cents, charge.amount_cents) AS amount_cents
     FROM ${of}_charge AS charge JOIN ${of} USING (${of}_number)
     LEFT JOIN ${of}_charge_segment AS segment USING (${of}_number, service)
     WHERE charge.${of}_number = ?
     ORDER BY CASE service WHEN 'water' THEN 1 WHEN 'sewer' THEN 2 ELSE 3 END, segment_number`,
    [rebillNumber ?? billNumber],
  );
}

function billDiffers(billNumber: number, { service }: ChargeRow): CurbstopError {
  return new CurbstopError({
    code: 'bill-differs',
    status: 500,
    message: `The ${service} charge of bill ${billNumber} does not come out again from what it was posted with.`,
    fix: 'Run curbstop verify, and do not post until it is clean.',
  });
}
