import { unloadReadings } from '../../../bridge/commands/unload-readings.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import {
  NO_SECOND_READS,
  type SecondReads,
  type UnloadReadingsReply,
} from '../../../bridge/contract/commands/unload-readings.js';
import { readRecord, type ReadRecord } from '../../../bridge/contract/reading-file.js';
import { usualGallons } from '../../../bridge/domain/metering/read-facts.js';
import { writeBeaconCsv } from '../../../bridge/files/reading-file/beacon-write.js';
import { writeMvrsUpload } from '../../../bridge/files/reading-file/mvrs-write.js';
import { periodReads, type PeriodRead } from '../../../bridge/queries/period-reads.js';
import { readFacts, runFacts } from '../../../bridge/queries/run-facts.js';
import { TODAY } from './sample-town-file.js';
import type { RunOptions, TestTown } from './town.js';

/** A read that an open run waits for, with the counts that its meter usually makes in the period. */
export interface Stop {
  readonly read: PeriodRead;
  readonly usualCounts: number;
  readonly readOn: string;
}

/** The stops of a run that wait for a reading, in walking order. */
export async function stopsOf(town: TestTown, billRunId: string): Promise<Stop[]> {
  const facts = await runFacts(town.database, billRunId, TODAY);
  const reads = await periodReads(town.database, billRunId);
  return reads
    .filter((read) => read.status === 'missing')
    .map((read) => {
      const usual = usualGallons(readFacts(facts, read, { reading: null, date: facts.run.periodTo })) ?? 3_000;
      const gallonsPerCount = Number(read.register.multiplier) * (read.register.unit === 'CUBIC_FEET' ? 7.48 : 1);
      return { read, usualCounts: Math.round(usual / gallonsPerCount), readOn: facts.run.periodTo };
    });
}

/** Houses of a run that are billed by one plain register of tens of gallons, with some use every month. */
export function plainHouses(stops: readonly Stop[]): Stop[] {
  return stops.filter(
    ({ read, usualCounts }) =>
      read.rateClass === 'RESIDENTIAL' &&
      read.register.unit === 'GAL' &&
      read.previousValue < 900_000 &&
      usualCounts > 150 &&
      usualCounts < 1_200,
  );
}

/** The record of a stop that used so many counts; what a test wants otherwise is said on top. */
export function recordOf({ read, readOn }: Stop, counts: number, changes: Partial<ReadRecord> = {}): ReadRecord {
  const { register, previousValue, meterId, registerNumber, isCompound } = read;
  return readRecord({
    line: 0,
    routeId: 'R01',
    accountId: read.accountId,
    meterId,
    register: isCompound ? (registerNumber === 1 ? 'L' : 'H') : '',
    reading: shown((previousValue + counts) % 10 ** register.dials, register.dials),
    unit: register.unit,
    date: readOn as ReadRecord['date'],
    time: '10:15',
    method: 'Network',
    readCode: 'R',
    readerId: 'AUTO',
    ...changes,
  });
}

/** The record as MV-RS words it. */
export function mvrsRecordOf(stop: Stop, counts: number, changes: Partial<ReadRecord> = {}): ReadRecord {
  const { registerNumber, previousValue, register } = stop.read;
  return recordOf(stop, counts, {
    register: shown(registerNumber, 3),
    reading: shown((previousValue + counts) % 10 ** register.dials, 10),
    unit: null,
    time: '10:15:00',
    method: 'R',
    readCode: 'N',
    readerId: 'TB0417',
    previousReading: shown(previousValue, 10),
    meterConstant: shown(Number(register.multiplier), 6),
    ...changes,
  });
}

export function beaconFile(records: readonly ReadRecord[]): Buffer {
  return Buffer.from(writeBeaconCsv(records), 'utf8');
}

export function mvrsFile(records: readonly ReadRecord[]): Buffer {
  return writeMvrsUpload(records);
}

export interface UnloadOptions extends RunOptions {
  readonly layout?: string | null;
  readonly fileName?: string;
  readonly setAsideUnknown?: boolean;
  readonly secondReads?: SecondReads;
}

/** Reads of stops that were read before replace them on every route. */
export const REPLACE: SecondReads = { routes: {}, otherRoutes: 'replace' };

/** Unloads the bytes of a reading file. */
export async function unload(
  town: TestTown,
  bytes: Buffer,
  {
    fileName = 'reads.csv',
    layout = null,
    setAsideUnknown = false,
    secondReads = NO_SECOND_READS,
    ...options
  }: UnloadOptions = {},
): Promise<CommandReply<UnloadReadingsReply>> {
  const payload = { fileName, contentBase64: bytes.toString('base64'), layout, setAsideUnknown, secondReads };
  return town.run(unloadReadings, payload, options);
}

/** Unloads a file in which every meter of the cycle-1 run used what it usually uses. */
export async function unloadUsual(town: TestTown, billRunId: string): Promise<Stop[]> {
  const stops = await stopsOf(town, billRunId);
  await unload(town, beaconFile(stops.map((stop) => recordOf(stop, stop.usualCounts))));
  return stops;
}

function shown(value: number, digits: number): string {
  return value.toString().padStart(digits, '0');
}
