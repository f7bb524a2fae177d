import { addDays, type CalendarDate } from '../../contract/calendar-date.js';
import { randomOf, type Random } from '../random.js';
import { OPEN_RUN } from '../run-calendar.js';
import type { TownAccount, TownRun, TownStop } from '../town.js';

/** A payment that a customer means to make; the amount is settled when it comes. */
export interface PlannedPayment {
  readonly accountId: string;
  readonly receivedOn: CalendarDate;
  /** The instant, UTC, within office hours of the utility on that day. */
  readonly receivedAt: string;
  readonly source: string;
  /** The share of what is owed by then. */
  readonly share: number;
  /** Cents paid beyond what is owed. */
  readonly extraCents: number;
}

const SOURCES = [
  ['Bank draft', 30],
  ['Online', 34],
  ['Lockbox', 22],
  ['Counter', 14],
] as const;
const ARREARS_RUNS = 3;

/** What the account's owner does about a bill: pays it, pays late, pays some of it, pays too much, or nothing. */
export function planPayment(seed: number, stop: TownStop, account: TownAccount, run: TownRun): PlannedPayment | null {
  const random = randomOf(seed, 'pay', account.accountId, run.billRunId);
  switch (account.habit) {
    case 'prompt':
      return pay(account, onTime(run, random), random);
    case 'late':
      return pay(account, run.index % 2 === 0 ? tooLate(run, random) : onTime(run, random), random);
    case 'partial':
      return { ...pay(account, onTime(run, random), random), share: random.int(55, 90) / 100 };
    case 'overpays': {
      // The last posted run is among these: what was paid for it too much is still there when the next one is billed.
      const extraCents = run.index % 4 === 0 ? random.int(5, 60) * 100 : 0;
      return { ...pay(account, onTime(run, random), random), extraCents };
    }
    case 'arrears': {
      const stopsAt = stop.planted?.kind === 'arrears' ? stop.planted.runIndex : OPEN_RUN - ARREARS_RUNS;
      return run.index < stopsAt ? pay(account, onTime(run, random), random) : null;
    }
  }
}

function pay({ accountId }: TownAccount, receivedOn: CalendarDate, random: Random): PlannedPayment {
  const time = `${random.int(14, 20)}:${random.int(10, 59)}:${random.int(10, 59)}`;
  return {
    accountId,
    receivedOn,
    receivedAt: `${receivedOn}T${time}.000Z`,
    source: random.weighted(SOURCES),
    share: 1,
    extraCents: 0,
  };
}

function onTime({ dueOn }: TownRun, random: Random): CalendarDate {
  return addDays(dueOn, -random.int(0, 16));
}

/** Late, but before the next bill. */
function tooLate({ dueOn }: TownRun, random: Random): CalendarDate {
  return addDays(dueOn, random.int(1, 6));
}
