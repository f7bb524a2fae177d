import { cents, type Cents } from '../../contract/money.js';
import type { CentsBill } from '../tariff/index.js';
import type { BillLine } from './calculated-bill.js';

/** A priced line as a bill shows it. */
export function toBillLine({
  line: { component, description, kind },
  cents: amountCents,
}: CentsBill['lines'][number]): BillLine {
  return { component, description, amountCents, ...(kind === 'tax' ? { kind } : {}) };
}

/**
 * The lines of a part of a period. With `ofDays` the priced lines are of the whole period of so many days, and each gives
 * its days' share, rounded to the cent, halves away from zero; but for fees, which are charged by their number.
 */
export function segmentLines(
  priced: CentsBill,
  { days, ofDays }: { readonly days: number; readonly ofDays: number | null },
  dates: string,
): BillLine[] {
  return priced.lines.map((item) => {
    const line = toBillLine(item);
    const isWhole = ofDays === null || item.line.kind === 'fee';
    const amountCents = isWhole ? line.amountCents : shareOf(line.amountCents, days, ofDays);
    return { ...line, description: `${line.description}, ${dates}`, amountCents };
  });
}

function shareOf(amount: Cents, days: number, ofDays: number): Cents {
  const size = Math.abs(amount);
  // Dividing first keeps every product small, so that no whole number is too large to be exact.
  const over = (size % ofDays) * days;
  const share = Math.floor(size / ofDays) * days + Math.floor((2 * over + ofDays) / (2 * ofDays));
  return cents(amount < 0 ? -share : share);
}
