import { daysBetween, latest, type CalendarDate } from '../../contract/calendar-date.js';

/** What the meters of an account told of the period of a run. */
export interface AccountUse {
  readonly gallons: number;
  /** The account's usual gallons for as many days; null when nothing is usual yet. */
  readonly usualGallons: number | null;
  /** The days that its reads are of, each counted once. */
  readonly days: number;
  /** A part of it was estimated, so that nobody knows what was used. */
  readonly isEstimated: boolean;
  /** The leak that an endpoint told with the read; the worse one of several meters. */
  readonly leak: 'intermittent' | 'continuous' | null;
  /** Days with a leak of the last 35, as an endpoint told them; null when none did. */
  readonly leakDays: number | null;
}

/** What one read of a run told. */
export interface ReadUse extends Omit<AccountUse, 'days'> {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

const LEAKS = [null, 'intermittent', 'continuous'] as const;

/** The use of an account by its reads: of a compound meter, or of meters that were changed, all together. */
export function accountUse(reads: readonly ReadUse[]): AccountUse {
  const usual = reads.map(({ usualGallons }) => usualGallons);
  const leakDays = reads.flatMap((read) => (read.leakDays === null ? [] : [read.leakDays]));
  return {
    gallons: sum(reads.map(({ gallons }) => gallons)),
    usualGallons: usual.includes(null) ? null : sum(usual.map((each) => each ?? 0)),
    days: daysOf(reads),
    isEstimated: reads.some(({ isEstimated }) => isEstimated),
    leak: LEAKS[Math.max(0, ...reads.map(({ leak }) => LEAKS.indexOf(leak)))] ?? null,
    leakDays: leakDays.length === 0 ? null : Math.max(...leakDays),
  };
}

/** Meters at the same time are of the same days, and meters one after the other of days that follow each other. */
function daysOf(reads: readonly ReadUse[]): number {
  let days = 0;
  let until: CalendarDate | null = null;
  for (const { from, to } of reads.toSorted((one, other) => daysBetween(other.from, one.from))) {
    const since: CalendarDate = until === null ? from : latest([until, from]);
    if (to <= since) continue;
    days += daysBetween(since, to);
    until = to;
  }
  return days;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
