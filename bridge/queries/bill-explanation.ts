import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { cents, type Cents } from '../contract/money.js';
import { CurbstopError } from '../contract/problem.js';
import type { ServiceName } from '../contract/services.js';
import { type BillExplanation, type BillInputs, priceBill } from '../domain/tariff/index.js';
import type { Database } from '../store/database.js';
import { compiledVersions } from './tariff-book.js';

/** A posted bill, with how each of its charges came about. */
export interface ExplainedBill {
  readonly billNumber: number;
  readonly accountId: string;
  readonly customerName: string;
  readonly periodFrom: CalendarDate;
  readonly periodTo: CalendarDate;
  readonly billedOn: CalendarDate;
  readonly totalCents: Cents;
  readonly charges: readonly ExplainedCharge[];
}

export interface ExplainedCharge {
  readonly service: ServiceName;
  readonly tariffVersionId: string;
  readonly amountCents: Cents;
  readonly explanation: BillExplanation;
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
}

interface ChargeRow {
  readonly service: ServiceName;
  readonly tariff_version_id: string;
  readonly rate_class: string;
  readonly inputs: string;
  readonly amount_cents: number;
}

/**
 * Prices a posted bill again from what it was posted with, step by step.
 * Throws CurbstopError: no-such-bill; bill-differs when the books and the rates disagree.
 */
export async function billExplanation(database: Database, choice: BillChoice): Promise<ExplainedBill> {
  const bill = await billRow(database, choice);
  const versions = new Map((await compiledVersions(database)).map((version) => [version.tariffVersionId, version]));
  const charges = await chargeRows(database, bill.bill_number);
  return {
    billNumber: bill.bill_number,
    accountId: bill.account_id,
    customerName: bill.name,
    periodFrom: calendarDate(bill.period_from),
    periodTo: calendarDate(bill.period_to),
    billedOn: calendarDate(bill.billed_on),
    totalCents: cents(bill.total_cents),
    charges: charges.map((charge) => {
      const version = versions.get(charge.tariff_version_id);
      const priced = version && priceBill(version.compiled, charge.rate_class, JSON.parse(charge.inputs) as BillInputs);
      if (priced?.billCents !== charge.amount_cents) throw billDiffers(bill.bill_number, charge);
      return {
        service: charge.service,
        tariffVersionId: charge.tariff_version_id,
        amountCents: priced.billCents,
        explanation: priced.explain(),
      };
    }),
  };
}

async function billRow(database: Database, { accountId, billNumber }: BillChoice): Promise<BillRow> {
  const [row] = await database.raw<BillRow[]>(
    `SELECT bill_number, account_id, customer.name, period_from, period_to, billed_on, total_cents
     FROM bill JOIN account USING (account_id) JOIN customer USING (customer_id)
     WHERE account_id = ? ${billNumber === undefined ? '' : 'AND bill_number = ?'}
     ORDER BY billed_on DESC, bill_number DESC LIMIT 1`,
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

async function chargeRows(database: Database, billNumber: number): Promise<ChargeRow[]> {
  return database.raw<ChargeRow[]>(
    `SELECT service, tariff_version_id, rate_class, inputs, amount_cents FROM bill_charge WHERE bill_number = ?
     ORDER BY CASE service WHEN 'water' THEN 1 WHEN 'sewer' THEN 2 ELSE 3 END`,
    [billNumber],
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
