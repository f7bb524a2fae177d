import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Town, TownAccount, TownMeter, TownRegister, TownRun, TownStop } from '../town.js';
import { countsDrawn, segmentsOf, type Segment } from './usage-story.js';

/** A read as the field brought it in and the coordinator left it; without a value while it is missing. */
export interface TownRead {
  readonly rowKey: string;
  readonly account: TownAccount;
  readonly meter: TownMeter;
  readonly register: TownRegister;
  readonly previousValue: number;
  readonly previousOn: CalendarDate;
  /** What was billed, or is to be billed. */
  readonly value: number | null;
  readonly readOn: CalendarDate | null;
  readonly status: 'missing' | 'accepted' | 'estimated';
  readonly action: '' | 'accept' | 'estimate';
  readonly reason: string;
}

/** One stop's reads of a run, with the accounts to be billed for it. */
export interface StopReads {
  readonly stop: TownStop;
  readonly accounts: readonly TownAccount[];
  readonly reads: readonly TownRead[];
}

/**
 * Plays the town's story run by run, in billing order: every register's reads from the first period to the open run,
 * whose reads are still missing, except a final read that was taken when somebody moved out.
 */
export function* playReads(town: Town): Generator<{ readonly run: TownRun; readonly stops: readonly StopReads[] }> {
  const shown = new RegisterDisplays();
  for (const run of town.runs) {
    const stops = town.stops
      .filter((stop) => stop.cycleId === run.cycleId)
      .map((stop) => readStop(town.plan.seed, stop, run, shown));
    yield { run, stops };
  }
}

/** What every register shows, and what was last billed of it: they differ after an estimate. */
class RegisterDisplays {
  readonly #actual = new Map<string, number>();
  readonly #billed = new Map<string, number>();

  actual(key: string, register: TownRegister): number {
    return this.#actual.get(key) ?? register.startValue;
  }

  billed(key: string, register: TownRegister): number {
    return this.#billed.get(key) ?? register.startValue;
  }

  move(key: string, actual: number, billed: number): void {
    this.#actual.set(key, actual);
    this.#billed.set(key, billed);
  }
}

function readStop(seed: number, stop: TownStop, run: TownRun, shown: RegisterDisplays): StopReads {
  const segments = segmentsOf(stop, run);
  const accounts = stop.accounts.filter(
    ({ openedOn, closedOn }) => openedOn < run.periodTo && (closedOn === null || closedOn > run.periodFrom),
  );
  const reads = segments.flatMap((segment) =>
    segment.meter.registers.map((register) => readRegister({ seed, stop, run, segment, register }, shown)),
  );
  return { stop, accounts, reads };
}

interface RegisterStory {
  readonly seed: number;
  readonly stop: TownStop;
  readonly run: TownRun;
  readonly segment: Segment;
  readonly register: TownRegister;
}

function readRegister(story: RegisterStory, shown: RegisterDisplays): TownRead {
  const { seed, stop, run, segment, register } = story;
  const { account, meter, from, to, isFinal } = segment;
  const key = `${meter.meterId}/${register.registerNumber}`;
  const previousValue = shown.billed(key, register);
  const facts = {
    rowKey: isFinal ? `${key}/${account.occupant}` : key,
    account,
    meter,
    register,
    previousValue,
    previousOn: from,
  };
  if (run.status === 'open' && !isFinal) {
    return { ...facts, value: null, readOn: null, status: 'missing', action: '', reason: '' };
  }
  const capacity = 10 ** register.dials;
  const before = shown.actual(key, register);
  const drawn = countsDrawn(seed, stop, run, segment, register);
  const actual = (before + drawn) % capacity;
  if (isPlanted(story, 'estimated-read')) {
    const value = (before + Math.floor(drawn * 0.9)) % capacity;
    shown.move(key, actual, value);
    return { ...facts, value, readOn: to, status: 'estimated', action: 'estimate', reason: 'No access: gate locked' };
  }
  shown.move(key, actual, actual);
  return { ...facts, value: actual, readOn: to, status: 'accepted', ...decisionOf(story) };
}

function isPlanted({ stop, run }: RegisterStory, kind: string): boolean {
  return stop.planted?.kind === kind && stop.planted.runIndex === run.index;
}

/** What the coordinator wrote beside a read that stood out. */
function decisionOf(story: RegisterStory): Pick<TownRead, 'action' | 'reason'> {
  const { stop, run, segment } = story;
  const since = run.index - (stop.planted?.runIndex ?? Number.POSITIVE_INFINITY);
  if (stop.planted?.kind === 'leak' && (since === 0 || since === 1)) {
    return { action: 'accept', reason: 'High use confirmed by a second look' };
  }
  if (stop.planted?.kind === 'stopped-meter' && since >= 0) {
    return { action: 'accept', reason: 'Meter does not turn; change-out asked for' };
  }
  if (stop.planted?.kind === 'no-use' && since === 0) return { action: 'accept', reason: 'Owners are away' };
  if (isPlanted(story, 'rollover')) return { action: 'accept', reason: 'Register rolled over' };
  if (segment.isFinal) return { action: 'accept', reason: 'Final read at move-out' };
  if (segment.meter.removedOn === segment.to) return { action: 'accept', reason: 'Last read before the change-out' };
  return { action: '', reason: '' };
}
