import type { Random } from '../random.js';
import type { OpenStop } from './open-run-stops.js';

/** What goes wrong on a walk. */
export const fieldFaults = [
  /** The reader did not get to the meter and says why. */
  'not-read',
  /** A line or a toilet leaks: many times the usual. */
  'leak',
  /** The figures were misread: less than last time. */
  'misread',
  /** No water was used. */
  'zero',
  /** The endpoint reports tampering. */
  'tamper',
  /** The file says nothing of the meter. */
  'absent',
  /** More than usual, yet believable. */
  'high',
  /** The reader reports trouble at the meter. */
  'trouble',
  /** The register turns too slowly: a small part of the usual. */
  'low',
  /** A digit slipped, or the unit or the multiplier of the register is another: 10 or 7.48 times the usual, or a part. */
  'unit',
  /** Water runs day and night, and is seen to. */
  'leak-flag',
  /** Water ran from the customer into the main. */
  'backflow',
  /** The read is of another cycle's days. */
  'late',
  /** The file has the read under another account. */
  'wrong-account',
] as const;
export type FieldFault = (typeof fieldFaults)[number];

/** How many of the reads have the fault; there is one at least, as far as there are houses. */
const SHARES: Readonly<Record<FieldFault, number>> = {
  'not-read': 0.008,
  leak: 0.003,
  misread: 0.002,
  zero: 0.003,
  tamper: 0.002,
  absent: 0.002,
  high: 0.006,
  trouble: 0.003,
  low: 0.003,
  unit: 0.003,
  'leak-flag': 0.002,
  backflow: 0.001,
  late: 0.001,
  'wrong-account': 0.001,
};
/** At most half of a tiny town's houses go wrong. */
const FAULTY_SHARE_MAX = 0.5;
const LEAST_COUNTS = 50;

/** Chooses which stops of a cycle go wrong and how: houses that use water, each with one fault at most. */
export function plantFaults(stops: readonly OpenStop[], random: Random): ReadonlyMap<OpenStop, FieldFault> {
  const houses = random.shuffle(stops.filter(isPlainHouse));
  const wanted = fieldFaults.flatMap((fault) =>
    Array.from({ length: Math.max(0, Math.round(SHARES[fault] * stops.length) - 1) }, () => fault),
  );
  const faults = [...fieldFaults, ...wanted].slice(0, Math.floor(houses.length * FAULTY_SHARE_MAX));
  return new Map(faults.flatMap((fault, index) => pair(houses[index], fault)));
}

/** A house whose use is known, and whose register is neither new nor about to roll over. */
function isPlainHouse(stop: OpenStop): boolean {
  const { rateClass, isCompound, unit, gallonsPerDay, previousValue, dials } = stop;
  const isPlain = rateClass === 'RESIDENTIAL' && !isCompound && unit === 'GAL';
  return isPlain && (gallonsPerDay ?? 0) > 0 && previousValue > LEAST_COUNTS && previousValue < 10 ** dials * 0.9;
}

function pair(stop: OpenStop | undefined, fault: FieldFault): [OpenStop, FieldFault][] {
  return stop === undefined ? [] : [[stop, fault]];
}
