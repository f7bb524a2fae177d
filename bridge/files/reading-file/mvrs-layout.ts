import type { Span } from '../fixed-width.js';

/**
 * Itron MV-RS upload records: 126 characters, then CR LF. Positions count from 1, both ends inclusive.
 * The parser and the writer share this one table.
 */
export const MVRS_LENGTH = 126;

const counts = {
  routes: [8, 10],
  customers: [11, 16],
  meters: [17, 22],
  readings: [23, 28],
} as const satisfies Record<string, Span>;

const routeCounts = {
  route: [4, 11],
  readings: [18, 21],
  keyed: [26, 29],
  radio: [34, 37],
  customers: [38, 41],
  meters: [42, 45],
} as const satisfies Record<string, Span>;

const cycle = { cycle: [4, 5], readDate: [10, 17] } as const satisfies Record<string, Span>;

export const MVRS = {
  FHD: counts,
  FTR: counts,
  CHD: cycle,
  CTR: cycle,
  RHD: routeCounts,
  RTR: routeCounts,
  CUS: {
    route: [4, 11],
    meters: [12, 14],
    account: [15, 34],
    name: [35, 54],
    address: [55, 94],
    exception: [99, 99],
  },
  MTR: {
    route: [4, 11],
    readings: [12, 14],
    status: [31, 31],
    meter: [46, 57],
    sequence: [62, 69],
    changedOut: [92, 92],
    category: [94, 94],
  },
  RDG: {
    route: [4, 11],
    prompt: [12, 15],
    direction: [16, 16],
    compare: [17, 19],
    validation: [20, 22],
    channel: [23, 25],
    method: [26, 26],
    constant: [27, 32],
    constantFlag: [33, 33],
    reading: [34, 43],
    order: [44, 47],
    date: [48, 55],
    time: [56, 61],
    readCode: [62, 62],
    skipReason: [63, 65],
    auditResult: [66, 66],
    trouble1: [67, 69],
    trouble2: [70, 72],
    auditCount: [73, 73],
    clearCount: [74, 74],
    unprocessed: [75, 75],
    reader: [76, 84],
    elapsed: [85, 89],
    dials: [90, 91],
    decimals: [92, 93],
    newConstant: [97, 102],
    readType: [103, 105],
    previous: [106, 115],
  },
  RFF: { route: [4, 11], ert: [12, 21], kind: [26, 29], tamper: [55, 58] },
} as const satisfies Record<string, Record<string, Span>>;

export type MvrsLayout = typeof MVRS;

/** Records that may stand in a file but hold nothing that billing needs. */
export const MVRS_PASSED_OVER = ['CSX', 'MTX', 'MTS', 'WRR'] as const;

export type MvrsId = keyof MvrsLayout | (typeof MVRS_PASSED_OVER)[number];

/** Which records may follow each; an empty previous record means the start of the file. */
export const MVRS_AFTER: Readonly<Record<MvrsId | '', readonly MvrsId[]>> = {
  '': ['FHD'],
  FHD: ['CHD', 'RHD', 'FTR'],
  CHD: ['RHD', 'CTR'],
  RHD: ['CUS', 'RTR'],
  CUS: ['CSX', 'MTR'],
  CSX: ['MTR'],
  MTR: ['MTX', 'MTS', 'RDG'],
  MTX: ['MTS', 'RDG'],
  MTS: ['MTX', 'RDG'],
  RDG: ['RFF', 'WRR', 'RDG', 'MTR', 'CUS', 'RTR'],
  RFF: ['RDG', 'MTR', 'CUS', 'RTR'],
  WRR: ['RDG', 'MTR', 'CUS', 'RTR'],
  RTR: ['RHD', 'CTR', 'FTR'],
  CTR: ['CHD', 'FTR'],
  FTR: [],
};

/** Tells whether the three letters name a known record. */
export function isMvrsId(text: string): text is MvrsId {
  return text !== '' && Object.hasOwn(MVRS_AFTER, text);
}
