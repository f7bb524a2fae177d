import { addDays } from '../../contract/calendar-date.js';
import { counted } from '../../contract/counted.js';
import { centsToDollars, type Cents } from '../../contract/money.js';
import type { BilledPeriod } from '../billing/billed-period.js';
import type { OurLine } from './our-line.js';
import { periodParts, type PeriodPart } from './period-parts.js';
import type { Rates } from './price-question.js';
import { repriced } from './repricing.js';
import type { Finding } from './usage-reason.js';

/**
 * Our bill covers periods that the account was held for, and their charge is what one of them has of it, or our price of all
 * the use as of one period. Null where it is neither.
 */
export function heldBefore(line: OurLine, theirsCents: Cents, { versionById }: Rates): Finding | null {
  const parts = periodParts(line);
  if (parts.length < 2) return null;
  const part = parts.findLast(({ amountCents }) => amountCents === theirsCents);
  const amount = centsToDollars(theirsCents);
  if (part !== undefined) {
    return { reason: 'held-before', sentence: `${amount} is our price for ${besideOthers(part, parts)}` };
  }
  const whole = repriced(line, versionById, { version: versionById(line.charge.tariffVersionId) });
  if (whole?.amountCents !== theirsCents) return null;
  const each = `here each of the ${counted(parts.length, 'period')} is priced by itself`;
  return { reason: 'held-before', sentence: `${amount} is our price of all as of one period; ${each}.` };
}

/** The dates of one of the periods, and what the bill covers beside it. */
export function besideOthers({ period }: PeriodPart, parts: readonly PeriodPart[]): string {
  const others = parts.filter((part) => part.period !== period).map((part) => dates(part.period));
  return `${dates(period)} alone; here the account was held, and its bill covers ${others.join(' and ')} too.`;
}

function dates({ from, to }: BilledPeriod): string {
  return `${addDays(from, 1)} to ${to}`;
}
