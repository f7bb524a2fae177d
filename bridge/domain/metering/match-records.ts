import type { CalendarDate } from '../../contract/calendar-date.js';
import type { SecondReadChoice } from '../../contract/commands/unload-readings.js';
import { groupBy } from '../../contract/group-by.js';
import type { Issue } from '../../contract/problem.js';
import type { ReadRecord } from '../../contract/reading-file.js';
import type { ReadStatus } from '../../contract/metering.js';

/** A stop of an open run that waits for a reading. */
export interface ExpectedStop {
  readonly billRunId: string;
  readonly rowKey: string;
  readonly accountId: string;
  readonly meterId: string;
  readonly registerNumber: number;
  readonly status: ReadStatus;
  /** The date of its previous read, which belongs to the run before. */
  readonly previousOn: CalendarDate;
  /** What came back for it last; null while nothing did. */
  readonly lastReading: { readonly raw: string | null; readonly readOn: string | null } | null;
}

/** A meter whose readings no open run takes, for what was done with it; words that follow its number. */
export type MetersAside = ReadonlyMap<string, string>;

export interface MatchOptions {
  readonly setAsideUnknown: boolean;
  /** What the person chose for a stop that was read or decided before; null where nothing was chosen. */
  readonly secondRead: (stop: ExpectedStop) => SecondReadChoice | null;
  /** True when this very file was unloaded before: its unknown meters were set aside then. */
  readonly unloadedBefore: boolean;
  /** Tells whether this very file brought a reading or word of a stop already, for which it can't be what a reread brings. */
  readonly broughtBefore: (stop: ExpectedStop) => boolean;
  /** True of a file that tells the low register of a compound meter only, as AutoRead does: one that it does not tell is the high one. */
  readonly untoldIsHigh: boolean;
}

export interface MatchedRecords {
  readonly matched: readonly { readonly record: ReadRecord; readonly stop: ExpectedStop }[];
  /** Records of meters that no open run expects, to be set aside. */
  readonly unknown: readonly ReadRecord[];
  /** Stops whose record changes nothing: their reading stands already, or the file brings none where one stands. */
  readonly standing: readonly ExpectedStop[];
  /** Stops that were read or decided before, of which the file brings something else. */
  readonly readBefore: readonly ExpectedStop[];
  readonly issues: readonly Issue[];
}

/**
 * Finds the stop that each record of a file belongs to, by meter and register. A meter that no open run expects is an
 * issue unless the person chose to set it aside, as is a reading of a compound meter that does not say of which register,
 * and a stop that was read or decided before unless the person chose to let that stand or to replace it. Two records of
 * one stop are an issue always, also where the file words the register differently.
 */
export function matchRecords(
  came: readonly ReadRecord[],
  stops: readonly ExpectedStop[],
  options: MatchOptions,
  aside: MetersAside = new Map(),
): MatchedRecords {
  const meterOf = new Map(stops.map(({ accountId, meterId }) => [accountId, meterId]));
  const byMeter = groupBy(stops, ({ meterId }) => meterId);
  const records = options.untoldIsHigh ? came.map((record) => withHighRegister(record, byMeter)) : came;
  const otherMeters = stopsOfOtherMeters(
    records.filter(({ meterId }) => !aside.has(meterId)),
    stops,
    byMeter,
  );
  const matched: { record: ReadRecord; stop: ExpectedStop }[] = [];
  const unknown: ReadRecord[] = [];
  const issues: Issue[] = [];
  const standing: ExpectedStop[] = [];
  const readBefore: ExpectedStop[] = [];
  const recordOf = new Map<ExpectedStop, ReadRecord>();
  for (const record of records) {
    const stop = stopOf(record, byMeter) ?? otherMeters.get(record);
    if (!stop) {
      if (options.unloadedBefore) continue;
      unknown.push(record);
      if (options.setAsideUnknown) continue;
      if (isUntold(record, byMeter)) issues.push(registerUntold(record));
      else issues.push(noStop(record, aside.get(record.meterId), meterOf.get(record.accountId ?? '')));
      continue;
    }
    const first = recordOf.get(stop);
    if (first) issues.push(readTwice(record, first));
    else recordOf.set(stop, record);
    if (bringsNothing(record, stop, options)) {
      standing.push(stop);
      continue;
    }
    if (!waitsForReading(stop)) {
      readBefore.push(stop);
      const choice = options.secondRead(stop);
      if (choice === 'add') {
        standing.push(stop);
        continue;
      }
      if (choice === null) issues.push(alreadyRead(record, stop));
    }
    matched.push({ record, stop });
  }
  return { matched, unknown, standing, readBefore, issues };
}

/** The register's number in the ledger: 1 for the only or low one, 2 for the high one, null for any other channel. */
export function registerNumberOf(register: string): number | null {
  if (register === '') return 1;
  const name = register.trim();
  if (/^(L|0*1?)$/i.test(name)) return 1;
  return /^(H|0*2)$/i.test(name) ? 2 : null;
}

/** A stop that the reader could not read still waits; what was decided without a reading, as an estimate, does not. */
function waitsForReading(stop: ExpectedStop): boolean {
  const { status } = stop;
  return status === 'missing' || status === 'reread' || (status === 'exception' && !wasRead(stop));
}

/**
 * The same reading again changes nothing, unless a reread was asked for: a person who decided had it before the eyes. Word
 * that there is none never takes a reading or a decision away, and a file that comes again brings nothing to a later run,
 * nor to a reread of what it brought.
 */
function bringsNothing(record: ReadRecord, stop: ExpectedStop, options: MatchOptions): boolean {
  const { reading, date } = record;
  if (options.unloadedBefore && (reading === null || date === null || date <= stop.previousOn)) return true;
  if (stop.status === 'reread' && options.broughtBefore(stop)) return true;
  if (reading === null) return wasRead(stop) || !waitsForReading(stop);
  const isSame = stop.lastReading?.raw === reading && stop.lastReading.readOn === date;
  if (!isSame) return false;
  return stop.status !== 'reread' || options.unloadedBefore;
}

function wasRead({ lastReading }: ExpectedStop): boolean {
  return lastReading !== null && lastReading.raw !== null;
}

type StopsByMeter = ReadonlyMap<string, readonly ExpectedStop[]>;

/** Tells whether a record leaves open which register of a compound meter it is of; such a meter has a stop for each. */
function isUntold({ meterId, register }: ReadRecord, byMeter: StopsByMeter): boolean {
  return register.trim() === '' && (byMeter.get(meterId)?.some(({ registerNumber }) => registerNumber > 1) ?? false);
}

function withHighRegister(record: ReadRecord, byMeter: StopsByMeter): ReadRecord {
  return isUntold(record, byMeter) ? { ...record, register: 'H' } : record;
}

function stopOf(record: ReadRecord, byMeter: StopsByMeter): ExpectedStop | undefined {
  if (isUntold(record, byMeter)) return undefined;
  const registerNumber = registerNumberOf(record.register);
  const candidates = byMeter.get(record.meterId)?.filter((stop) => stop.registerNumber === registerNumber) ?? [];
  return candidates.find((stop) => stop.accountId === record.accountId) ?? candidates[0];
}

/**
 * The stop of a record whose meter no run expects: that of its account, where the account waits for one register only and
 * the file has nothing else of it. The review then holds the read, for it is of another meter.
 */
function stopsOfOtherMeters(
  records: readonly ReadRecord[],
  stops: readonly ExpectedStop[],
  byMeter: StopsByMeter,
): ReadonlyMap<ReadRecord, ExpectedStop> {
  const strays = records.filter((record) => record.accountId !== null && stopOf(record, byMeter) === undefined);
  if (strays.length === 0) return new Map();
  const byAccount = groupBy(stops, ({ accountId }) => accountId);
  const told = groupBy(records, ({ accountId }) => accountId);
  const metersRead = new Set(records.map(({ meterId }) => meterId));
  return new Map(
    strays.flatMap((record): [ReadRecord, ExpectedStop][] => {
      const [stop, ...others] = byAccount.get(record.accountId ?? '') ?? [];
      const isOnly = others.length === 0 && told.get(record.accountId)?.length === 1;
      return stop && isOnly && !metersRead.has(stop.meterId) ? [[record, stop]] : [];
    }),
  );
}

/** Why no stop is there for a meter: for what was done with it, for a change-out that nobody recorded yet, or unknown. */
function noStop(record: ReadRecord, aside: string | undefined, accountMeter: string | undefined): Issue {
  const { line, meterId, accountId, reading, date } = record;
  const place = { rowKey: `line ${line}`, column: 'meter' };
  const brought = `the file has ${reading ?? 'no reading'}${date === null ? '' : ` of ${date}`}`;
  if (aside !== undefined) {
    return {
      ...{ code: 'meter-changed', ...place },
      message: `Line ${line}: meter ${meterId} ${aside}; ${brought}.`,
      fix: 'If that is not so, correct it in the Meters sheet first; else unload with "set aside reads of unknown meters".',
    };
  }
  if (accountMeter !== undefined) {
    return {
      ...{ code: 'unknown-meter', ...place },
      message: `Line ${line}: no open bill run expects meter ${meterId}; account ${accountId ?? ''} has meter ${accountMeter}, and ${brought}.`,
      fix: `If meter ${accountMeter} was changed in the field, record the change-out in the Meters sheet first; else correct the meter number in the file, or unload with "set aside reads of unknown meters".`,
    };
  }
  return {
    ...{ code: 'unknown-meter', ...place },
    message: `Line ${line}: no open bill run expects meter ${meterId}.`,
    fix: 'Correct the meter number in the file, or unload with "set aside reads of unknown meters".',
  };
}

function registerUntold({ line, meterId, reading }: ReadRecord): Issue {
  return {
    ...{ code: 'register-untold', rowKey: `line ${line}`, column: 'register' },
    message: `Line ${line}: meter ${meterId} is a compound meter, and the file says no register for ${reading ?? 'its line without a reading'}.`,
    fix: 'Write into the file which register it is: L or 1 for the low one, H or 2 for the high one; or unload with "set aside reads of unknown meters" and type the readings of the meter in the Readings sheet.',
  };
}

function readTwice(record: ReadRecord, first: ReadRecord): Issue {
  return {
    code: 'duplicate-read',
    rowKey: `line ${record.line}`,
    column: 'reading',
    message: `Line ${record.line}: meter ${record.meterId} has a reading of the same register on line ${first.line}.`,
    fix: 'Keep the line that holds the right reading and remove the other.',
  };
}

function alreadyRead(record: ReadRecord, stop: ExpectedStop): Issue {
  const how = wasRead(stop) ? 'was already read' : `is already decided (${stop.status})`;
  return {
    code: 'already-read',
    rowKey: `line ${record.line}`,
    column: 'reading',
    message: `Line ${record.line}: meter ${record.meterId} of account ${stop.accountId} ${how} in this run.`,
    fix: 'Choose for its route: keep what was read and add the rest of this file, or replace what was read and is not billed yet.',
  };
}
