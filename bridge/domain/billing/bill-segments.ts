import { addDays, daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import type { BilledPeriod } from './billed-period.js';
import type { TariffBook, TariffVersion } from './tariff-book.js';

/** The days of a bill on which one version of a tariff was in force. */
export interface VersionSegment {
  readonly version: TariffVersion;
  /** The first and the last of its days. */
  readonly firstDay: CalendarDate;
  readonly lastDay: CalendarDate;
  readonly days: number;
}

/**
 * Divides a period among the versions in force in it, the oldest first. A period's days are those after its `from` up to
 * and with its `to`; a version in force from a date has that day as its first. So a period from January 19 to
 * February 18 gives a version that ends before February 15 the 26 days January 20 to February 14, and the next one
 * 4 days. Throws `no-tariff-in-force` when a day has no version.
 */
export function versionSegments(tariffId: string, { from, to }: BilledPeriod, tariffs: TariffBook): VersionSegment[] {
  const begin = addDays(from, 1);
  const versions = tariffs.versionsOver(tariffId, begin < to ? begin : to, to);
  return versions.map((version, index) => {
    const next = versions[index + 1];
    const firstDay = index === 0 ? begin : version.effectiveFrom;
    const lastDay = next === undefined ? to : addDays(next.effectiveFrom, -1);
    return { version, firstDay, lastDay, days: Math.max(0, daysBetween(firstDay, lastDay) + 1) };
  });
}

/**
 * Divides a whole number by days into whole numbers that add up to it: what division leaves over goes, one each, to the
 * largest remainders, of equal ones to the earlier. The days are above zero in all.
 */
export function splitByDays(whole: number, days: readonly number[]): number[] {
  const total = days.reduce((sum, part) => sum + part, 0);
  if (whole < 0) return splitByDays(-whole, days).map((part) => 0 - part);
  // Dividing first keeps every product small, so that no whole number is too large to be exact.
  const perDay = Math.floor(whole / total);
  const over = whole % total;
  const shares = days.map((part) => perDay * part + Math.floor((over * part) / total));
  const left = whole - shares.reduce((sum, share) => sum + share, 0);
  const neediest = days
    .map((part, index) => ({ index, remainder: (over * part) % total }))
    .sort((a, b) => b.remainder - a.remainder || a.index - b.index)
    .slice(0, left);
  for (const { index } of neediest) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** The segment's dates for a bill line, e.g. "Jan 20 to Feb 14"; a single day stands alone. */
export function segmentDates({ firstDay, lastDay }: Pick<VersionSegment, 'firstDay' | 'lastDay'>): string {
  return firstDay === lastDay ? spokenDay(firstDay) : `${spokenDay(firstDay)} to ${spokenDay(lastDay)}`;
}

/** A day of a year as a bill says it, e.g. "Jan 20". */
export function spokenDay(date: CalendarDate): string {
  return `${MONTHS[Number(date.slice(5, 7)) - 1]} ${Number(date.slice(8))}`;
}
