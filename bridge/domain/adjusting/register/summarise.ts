import { Decimal } from 'decimal.js';
import { groupBy } from '../../../contract/group-by.js';
import { cents, centsToDollars, sumCents, type Cents } from '../../../contract/money.js';
import type { SummaryGroup } from '../../../contract/sheets/adjustment-summary.js';
import { median } from './outliers.js';
import type { RegisterCharge, StandingRecord } from './register-record.js';

/** Adjustments that have something in common, added up. */
export interface SummaryRow {
  readonly group: string;
  readonly count: number;
  readonly accounts: number;
  /** Negative. */
  readonly creditsCents: Cents;
  readonly chargesCents: Cents;
  readonly netCents: Cents;
  readonly taxCents: Cents;
  readonly cityCents: Cents;
  /** The largest single part, whichever way, with its sign. */
  readonly largestCents: Cents;
  /** What is unusual about it; empty where nothing is. */
  readonly look: string;
}

/** What of an adjustment belongs to a group. */
interface Part {
  readonly group: string;
  readonly accountId: string;
  readonly charges: readonly RegisterCharge[];
  readonly amountCents: Cents;
}

/**
 * Adds adjustments up, the largest net first; months in their order. By service or owner each has the part of an
 * adjustment that is of it, else an adjustment counts whole.
 */
export function summarise(records: readonly StandingRecord[], by: SummaryGroup): SummaryRow[] {
  const parts = records.flatMap((record) => partsOf(record, by));
  const rows = [...groupBy(parts, ({ group }) => group)].map(([group, ofGroup]) => toRow(group, ofGroup));
  const sorted = rows.sort((a, b) => Math.abs(b.netCents) - Math.abs(a.netCents) || (a.group < b.group ? -1 : 1));
  if (by === 'month') return sorted.sort((a, b) => (a.group < b.group ? -1 : 1));
  return by === 'person' ? withMuchAbove(sorted) : sorted;
}

/** A percentage with two decimals, halves up; null where nothing was billed. */
export function shareOfBilled(net: Cents, billed: Cents): string | null {
  if (billed === 0) return null;
  const share = new Decimal(net).times(100).div(billed).toDecimalPlaces(2, Decimal.ROUND_HALF_UP);
  return (share.isZero() ? share.abs() : share).toFixed(2);
}

function partsOf(record: StandingRecord, by: SummaryGroup): Part[] {
  const { accountId, charges, amountCents } = record;
  const whole = (group: string): Part[] => [{ group, accountId, charges, amountCents }];
  if (by === 'kind') return whole(record.kind);
  if (by === 'cause') return whole(record.cause || 'no reason code');
  if (by === 'person') return whole(record.requestedBy.name);
  if (by === 'month') return whole(record.date.slice(0, 7));
  const groupOf = ({ service, isOfCity }: RegisterCharge) =>
    by === 'service' ? (service ?? 'no service') : isOfCity ? 'City' : 'Utility';
  return [...groupBy(charges, groupOf)].map(([group, ofGroup]) => {
    return { group, accountId, charges: ofGroup, amountCents: totalOf(ofGroup) };
  });
}

function toRow(group: string, parts: readonly Part[]): SummaryRow {
  const amounts = parts.map(({ amountCents }) => amountCents);
  const charges = parts.flatMap((part) => part.charges);
  return {
    group,
    count: parts.length,
    accounts: new Set(parts.map(({ accountId }) => accountId)).size,
    creditsCents: sumCents(amounts.filter((amount) => amount < 0)),
    chargesCents: sumCents(amounts.filter((amount) => amount > 0)),
    netCents: sumCents(amounts),
    taxCents: totalOf(charges.filter(({ isTax }) => isTax)),
    cityCents: totalOf(charges.filter(({ isOfCity }) => isOfCity)),
    largestCents: amounts.reduce((most, amount) => (Math.abs(amount) > Math.abs(most) ? amount : most), cents(0)),
    look: '',
  };
}

function totalOf(charges: readonly RegisterCharge[]): Cents {
  return sumCents(charges.map(({ amountCents }) => amountCents));
}

/** A person's credits are much above the others' from so many times the median of these on. */
const TIMES_OTHERS = 3;

function withMuchAbove(rows: readonly SummaryRow[]): SummaryRow[] {
  return rows.map((row) => {
    const others = rows.filter((other) => other !== row).map(({ creditsCents }) => Math.abs(creditsCents));
    const usual = median(others);
    if (others.length === 0 || usual === 0 || Math.abs(row.creditsCents) < TIMES_OTHERS * usual) return row;
    const [own, theirs] = [Math.abs(row.creditsCents), usual].map((amount) => centsToDollars(cents(amount)));
    return { ...row, look: `${row.group} credited ${own}; half of the others credited at most ${theirs}.` };
  });
}
