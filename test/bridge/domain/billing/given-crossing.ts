import assert from 'node:assert/strict';
import type { BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import type { BillCharge } from '../../../../bridge/domain/billing/calculated-bill.js';
import type { TariffBook } from '../../../../bridge/domain/billing/tariff-book.js';
import { givenBill, twoPart } from './given-book.js';

export const PRORATED = 'proration: {times: [service_charge]}';
/** Rates of two parts in force before the period that is billed, and others from within it. */
export const OLD = { tariffId: 'water', from: '2000-01-01', classes: { RESIDENTIAL: twoPart(20, 3) } };
export const NEW = { tariffId: 'water', from: '2026-02-15', classes: { RESIDENTIAL: twoPart(30, 4) } };

/** The first charge of a bill by the rates of a book. */
export function charged(book: TariffBook, facts: Partial<BillInput> = {}): BillCharge {
  const [charge] = calculateBill(givenBill(facts), book).charges;
  assert.ok(charge);
  return charge;
}

/** The charge's lines with their cents. */
export function shown({ lines }: Pick<BillCharge, 'lines'>): string[] {
  return lines.map(({ description, amountCents }) => `${description}: ${amountCents}`);
}
