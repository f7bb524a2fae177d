import { daysBetween, type CalendarDate } from '../../contract/calendar-date.js';
import { randomOf } from '../random.js';
import { countsOf } from '../stops/make-meter.js';
import type { TownAccount, TownMeter, TownRegister, TownRun, TownStop } from '../town.js';

/** A time within one run in which one account draws through one meter. */
export interface Segment {
  readonly account: TownAccount;
  readonly meter: TownMeter;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** The account leaves at its end. */
  readonly isFinal: boolean;
}

/** Garden watering by month of the year, January first: none in winter, most in July and August. */
const GARDEN = [0, 0, 0.05, 0.2, 0.5, 0.85, 1, 1, 0.7, 0.3, 0.05, 0];
/** A running toilet or a broken line: so many times the usual use, for two runs. */
const LEAK_FACTOR = [6, 9] as const;
const NO_USE_RUNS = 4;

/** Who drew through which meter in the run, in the order of the dates. */
export function segmentsOf(stop: TownStop, run: TownRun): Segment[] {
  return stop.meters.flatMap((meter) =>
    stop.accounts.flatMap((account): Segment[] => {
      const from = latest(run.periodFrom, meter.installedOn, account.openedOn);
      const to = earliest(run.periodTo, meter.removedOn, account.closedOn);
      return from < to ? [{ account, meter, from, to, isFinal: account.closedOn === to }] : [];
    }),
  );
}

/** How many counts a register moves in a segment: the household, the season, the weather, and what was planted. */
export function countsDrawn(
  seed: number,
  stop: TownStop,
  run: TownRun,
  segment: Segment,
  register: TownRegister,
): number {
  const factor = plantedFactor(stop, run);
  if (factor === 0) return 0;
  const { account, meter, from, to } = segment;
  const random = randomOf(seed, 'use', account.accountId, meter.meterId, register.registerNumber, run.billRunId);
  const garden = 1 + stop.season * (GARDEN[Number(to.slice(5, 7)) - 1] ?? 0);
  const gallons = account.gallonsPerDay * daysBetween(from, to) * garden * random.spread(0.12) * factor;
  return countsOf(gallons * register.share, register);
}

function plantedFactor({ planted }: TownStop, run: TownRun): number {
  if (planted === null) return 1;
  const since = run.index - planted.runIndex;
  switch (planted.kind) {
    case 'leak':
      return LEAK_FACTOR[since] ?? 1;
    case 'stopped-meter':
      return since >= 0 ? 0 : 1;
    case 'no-use':
      return since >= 0 && since < NO_USE_RUNS ? 0 : 1;
    default:
      return 1;
  }
}

function latest(...dates: readonly CalendarDate[]): CalendarDate {
  return dates.reduce((a, b) => (a > b ? a : b));
}

function earliest(first: CalendarDate, ...others: readonly (CalendarDate | null)[]): CalendarDate {
  return others.reduce<CalendarDate>((a, b) => (b !== null && b < a ? b : a), first);
}
