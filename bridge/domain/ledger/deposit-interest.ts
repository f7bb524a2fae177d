import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';
import type { DepositInterestRule } from '../../contract/settings/deposit-interest.js';

/** What was added to a deposit on a day, or taken from it. */
export interface DepositChange {
  readonly on: CalendarDate;
  readonly amountCents: Cents;
  /** It was interest, which was paid up to that day. */
  readonly isInterest: boolean;
}

export interface DatedInterestRule {
  readonly effectiveFrom: CalendarDate;
  readonly value: DepositInterestRule;
}

/** Every rule in one measure: ten thousandths of a percent a year of 360 x 365 parts. */
const PARTS = BigInt(100) * BigInt(10_000) * BigInt(360) * BigInt(365);

/**
 * What a deposit earned since interest was last added to it, or since it was taken: balance x rate x days, simple, each
 * day by the rule of that day; the day of a change counts with the balance after it, and the last day is left out. The
 * sum is exact and is rounded once, half up.
 */
export function depositInterest(
  changes: readonly DepositChange[],
  rules: readonly DatedInterestRule[],
  until: CalendarDate,
): Cents {
  const first = paidUpTo(changes);
  if (first === null || first >= until) return cents(0);
  const turns = [first, ...changes.map(({ on }) => on), ...rules.map(({ effectiveFrom }) => effectiveFrom)];
  const starts = [...new Set(turns.filter((day) => day >= first && day < until))].sort();
  const earned = starts.reduce((sum, start, place) => {
    const days = daysBetween(start, starts[place + 1] ?? until);
    return sum + BigInt(balanceOn(changes, start) * days) * yearlyParts(rules, start);
  }, BigInt(0));
  return cents(Number((earned * BigInt(2) + PARTS) / (PARTS * BigInt(2))));
}

/** The day up to which interest was added; that of the first change where none was, null where there is no deposit. */
function paidUpTo(changes: readonly DepositChange[]): CalendarDate | null {
  const days = changes.map(({ on }) => on).sort();
  const paid = changes
    .filter(({ isInterest }) => isInterest)
    .map(({ on }) => on)
    .sort();
  return paid.at(-1) ?? days[0] ?? null;
}

function balanceOn(changes: readonly DepositChange[], day: CalendarDate): number {
  return changes.filter(({ on }) => on <= day).reduce((sum, { amountCents }) => sum + amountCents, 0);
}

/** What a cent earns in a day, in the parts of a cent that all rules have in common. */
function yearlyParts(rules: readonly DatedInterestRule[], day: CalendarDate): bigint {
  const inForce = rules.filter(({ effectiveFrom }) => effectiveFrom <= day);
  const rule = inForce.toSorted((a, b) => (a.effectiveFrom < b.effectiveFrom ? -1 : 1)).at(-1)?.value;
  if (rule === undefined) return BigInt(0);
  const [whole = '0', fraction = ''] = rule.annualRatePercent.split('.');
  const rate = BigInt(whole + fraction.padEnd(4, '0'));
  return rate * BigInt(rule.daysInYear === 360 ? 365 : 360);
}
