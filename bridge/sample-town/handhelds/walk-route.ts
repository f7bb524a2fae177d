import { addDays } from '../../contract/calendar-date.js';
import { readRecord, type ReadRecord } from '../../contract/reading-file.js';
import { randomOf, type Random } from '../random.js';
import { countsOf } from '../stops/make-meter.js';
import type { FieldFault } from './field-faults.js';
import type { OpenStop } from './open-run-stops.js';

/** What the reader brings back from one register, before it is put into a vendor's words. */
export interface FieldRead {
  readonly stop: OpenStop;
  /** Null when the register was not read. */
  readonly value: number | null;
  /** "HH:MM:SS" */
  readonly time: string;
  readonly fault: FieldFault | null;
}

/** What a new household is thought to use. */
const UNKNOWN_GALLONS_PER_DAY = 130;
/** How long before its cycle a read was taken that belongs to none. */
const LATE_DAYS = 14;

/** Reads one register; null when the walk left it out. The same seed gives the same reading. */
export function readStop(seed: number, stop: OpenStop, fault: FieldFault | null): FieldRead | null {
  const random = randomOf(seed, 'handheld', stop.meterId, stop.registerNumber, stop.readOn);
  const time = [random.int(8, 15), random.int(0, 59), random.int(0, 59)].map(twoDigits).join(':');
  if (fault === 'absent') return null;
  if (fault === 'not-read') return { stop, value: null, time, fault };
  return { stop, value: valueShown(stop, fault, random), time, fault };
}

function valueShown(stop: OpenStop, fault: FieldFault | null, random: Random): number {
  const { previousValue, days, dials } = stop;
  if (fault === 'misread') return previousValue - random.int(5, 40);
  const gallons = (stop.gallonsPerDay ?? UNKNOWN_GALLONS_PER_DAY) * days * ordinaryLife(random);
  return (previousValue + countsOf(gallons * factorOf(fault, random), stop)) % 10 ** dials;
}

/** How one month differs from that of a year ago: weather and chance; guests and pools, or weeks away from home. */
function ordinaryLife(random: Random): number {
  return random.spread(0.12) * random.weighted(LIFE);
}

const LIFE = [
  [1, 800],
  [1.3, 80],
  [0.65, 80],
  [1.6, 16],
  [0.45, 16],
  [2.2, 4],
  [0.25, 4],
] as const;

function factorOf(fault: FieldFault | null, random: Random): number {
  switch (fault) {
    case 'zero':
      return 0;
    case 'leak':
      return random.int(9, 16);
    case 'high':
      return random.int(23, 28) / 10;
    case 'low':
      return random.int(4, 20) / 100;
    case 'unit':
      return random.pick([10, 7.48, 0.1, 1 / 7.48]);
    default:
      return 1;
  }
}

/** The read as BEACON exports it: the network brought it, unless somebody had to walk. */
export function toBeaconRecord(read: FieldRead, line: number): ReadRecord {
  const { stop, value, fault } = read;
  return {
    ...commonRecord(read, line),
    locationId: stop.premisesId,
    servicePointId: `${stop.premisesId}-W`,
    register: stop.isCompound ? (stop.registerNumber === 1 ? 'L' : 'H') : '',
    reading: value === null ? null : shown(value, stop.dials),
    unit: stop.unit,
    time: value === null ? null : read.time.slice(0, 5),
    method: value === null ? 'n/a' : fault === 'trouble' ? 'Manual' : 'Network',
    readCode: value === null ? 'N' : 'R',
    troubleCodes: value === null ? ['07'] : troubleCode(fault, ''),
    tamper: fault === 'tamper' ? 'Y' : null,
    readerId: fault === 'trouble' ? 'TB' : 'AUTO',
  };
}

/** The read as MV-RS uploads it: a radio read on a drive-by, or keyed. */
export function toMvrsRecord(read: FieldRead, line: number): ReadRecord {
  const { stop, value, fault } = read;
  return {
    ...commonRecord(read, line),
    register: stop.registerNumber.toString().padStart(3, '0'),
    reading: value === null ? null : shown(value, 10),
    time: value === null ? null : read.time,
    method: fault === 'trouble' ? 'K' : 'R',
    readCode: value === null ? 'S' : 'N',
    skipCode: value === null ? '004' : null,
    troubleCodes: troubleCode(fault, '0'),
    tamper: fault === 'tamper' ? '01' : null,
    readerId: 'TB0417',
    previousReading: shown(stop.previousValue, 10),
    meterConstant: shown(stop.multiplier, 6),
  };
}

/** The reader's code for what was found at the meter. */
function troubleCode(fault: FieldFault | null, pad: string): string[] {
  switch (fault) {
    case 'trouble':
      return [`${pad}12`];
    case 'leak-flag':
      return [`${pad}10`];
    case 'backflow':
      return [`${pad}18`];
    default:
      return [];
  }
}

/** What both vendors say alike. */
function commonRecord({ stop, value, fault }: FieldRead, line: number): ReadRecord {
  return readRecord({
    line,
    routeId: stop.routeId,
    accountId: fault === 'wrong-account' ? `${stop.accountId.slice(0, -2)}99` : stop.accountId,
    meterId: stop.meterId,
    endpointSerial: stop.endpoint,
    date: value === null ? null : fault === 'late' ? addDays(stop.readOn, -LATE_DAYS) : stop.readOn,
    leak: fault === 'leak-flag' ? 'continuous' : null,
    backflow: fault === 'backflow' ? 'major' : null,
  });
}

function shown(value: number, digits: number): string {
  return value.toString().padStart(digits, '0');
}

function twoDigits(value: number): string {
  return shown(value, 2);
}
