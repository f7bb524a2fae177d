import type { RateClass } from '../../contract/services.js';

/** What kind of place stands at a stop: who lives there, what they are served, and how their meter is. */
export interface StopKind {
  readonly id: string;
  readonly rateClass: RateClass;
  readonly names: 'person' | 'shop' | 'plant' | 'dwellings';
  readonly water: boolean;
  readonly sewer: boolean;
  readonly garbage: boolean;
  /** Meter sizes with their weights; empty where no meter stands. */
  readonly sizes: readonly (readonly [MeterSize, number])[];
  /** How many of its meters are compound. */
  readonly compoundShare: number;
  /** Gallons a day of a middling one, and how far they spread. */
  readonly gallonsPerDay: number;
  readonly spread: number;
  /** How much of the garden season it shows; 0 is none. */
  readonly season: number;
  /** How often such a stop comes in a town. */
  readonly weight: number;
}

export const meterSizes = ['5/8"', '3/4"', '1"', '1 1/2"', '2"', '3"', '4"'] as const;
export type MeterSize = (typeof meterSizes)[number];

const HOME = {
  rateClass: 'RESIDENTIAL',
  names: 'person',
  water: true,
  sewer: true,
  garbage: true,
  sizes: [
    ['5/8"', 86],
    ['3/4"', 12],
    ['1"', 2],
  ],
  compoundShare: 0,
  gallonsPerDay: 150,
  spread: 0.42,
  season: 0.5,
} as const satisfies Partial<StopKind>;

const house: StopKind = { ...HOME, id: 'house', weight: 700 };
const septic: StopKind = { ...HOME, id: 'house-on-septic', sewer: false, season: 0.7, weight: 110 };
const reduced: StopKind = {
  ...HOME,
  id: 'reduced-rate',
  rateClass: 'REDUCED',
  sizes: [['5/8"', 1]],
  gallonsPerDay: 70,
  season: 0.2,
  weight: 25,
};
const sewerOnly: StopKind = { ...HOME, id: 'sewer-only', water: false, garbage: false, sizes: [], weight: 15 };
const garbageOnly: StopKind = { ...HOME, id: 'garbage-only', water: false, sewer: false, sizes: [], weight: 20 };
const garden: StopKind = {
  ...HOME,
  id: 'garden-meter',
  sewer: false,
  garbage: false,
  sizes: [
    ['3/4"', 2],
    ['1"', 1],
  ],
  gallonsPerDay: 60,
  season: 2.4,
  weight: 20,
};
const apartments: StopKind = {
  ...HOME,
  id: 'apartments',
  rateClass: 'MULTIFAMILY',
  names: 'dwellings',
  sizes: [
    ['1"', 3],
    ['1 1/2"', 4],
    ['2"', 4],
    ['3"', 1],
  ],
  compoundShare: 0.25,
  gallonsPerDay: 2_600,
  spread: 0.6,
  season: 0.2,
  weight: 30,
};
const shop: StopKind = {
  ...HOME,
  id: 'shop',
  rateClass: 'BUSINESS',
  names: 'shop',
  sizes: [
    ['5/8"', 5],
    ['3/4"', 3],
    ['1"', 3],
    ['1 1/2"', 1],
  ],
  gallonsPerDay: 420,
  spread: 0.8,
  season: 0.15,
  weight: 65,
};
const plant: StopKind = {
  ...HOME,
  id: 'plant',
  rateClass: 'BUSINESS',
  names: 'plant',
  garbage: false,
  sizes: [
    ['2"', 4],
    ['3"', 2],
    ['4"', 1],
  ],
  compoundShare: 0.5,
  gallonsPerDay: 7_500,
  spread: 0.7,
  season: 0.3,
  weight: 15,
};

export const plainHouse = house;
const kinds: readonly StopKind[] = [house, septic, reduced, sewerOnly, garbageOnly, garden, apartments, shop, plant];

/** Every kind with its weight, for filling a town. */
export const weightedKinds = kinds.map((kind) => [kind, kind.weight] as const);

/** One of each kind, size and sort of meter, the commonest first: what even a small town has. */
export const requiredStops: readonly StopKind[] = [
  only(house, '5/8"'),
  only(shop, '1"'),
  only(reduced, '5/8"'),
  only(apartments, '1 1/2"'),
  sewerOnly,
  garbageOnly,
  only(septic, '3/4"'),
  compound(plant, '2"'),
  only(plant, '3"'),
  compound(plant, '4"'),
  only(garden, '3/4"'),
  compound(apartments, '3"'),
];

function only(kind: StopKind, size: MeterSize): StopKind {
  return { ...kind, sizes: [[size, 1]], compoundShare: 0 };
}

function compound(kind: StopKind, size: MeterSize): StopKind {
  return { ...only(kind, size), compoundShare: 1 };
}
