import type { FixedRecord } from '../fixed-width.js';

/** A record of a Neptune file; `least` is how far a line reaches at least: what is cut after it was blank. */
export interface NeptuneRecord<Field extends string = string> extends FixedRecord<Field> {
  readonly least: number;
}

/**
 * Neptune Equinox and N_SIGHT records, version 4: the same both ways, so that what the handheld is loaded with comes back
 * with its readings. Positions count from 1, both ends inclusive. The parser and the writers share this one table.
 */
export const NEPTUNE = {
  COMHD: {
    id: 'COMHD',
    length: 59,
    least: 17,
    fields: { company: [6, 9], date: [10, 17], description: [18, 57], version: [58, 58], serviceOrders: [59, 59] },
  },
  RTEHD: {
    id: 'RTEHD',
    length: 119,
    least: 31,
    fields: {
      office: [6, 9],
      cycle: [10, 13],
      route: [14, 23],
      readDate: [24, 31],
      deactivate: [32, 39],
      message: [40, 119],
    },
  },
  PRMDT: {
    id: 'PRMDT',
    length: 307,
    least: 127,
    fields: {
      address1: [6, 31],
      address2: [32, 57],
      name: [58, 83],
      premises: [84, 103],
      account: [104, 123],
      status: [124, 127],
      custom1: [128, 153],
      custom2: [154, 179],
    },
  },
  MTRDT: {
    id: 'MTRDT',
    length: 288,
    least: 258,
    fields: {
      sequence: [6, 11],
      changedSequence: [12, 17],
      meterKey: [18, 37],
      meter: [38, 57],
      changedMeter: [58, 77],
      size: [86, 93],
      maker: [102, 104],
      unit: [108, 110],
      custom1: [174, 199],
      condition1: [226, 229],
      condition2: [230, 233],
      mustRead: [234, 234],
      collectorError: [235, 244],
      previousDate: [245, 252],
      multiplier: [253, 258],
    },
  },
  RDGDT: {
    id: 'RDGDT',
    length: 255,
    least: 116,
    fields: {
      type: [6, 9],
      endpoint: [10, 22],
      changedEndpoint: [30, 49],
      dials: [50, 51],
      decimals: [54, 55],
      direction: [58, 58],
      high: [59, 68],
      low: [69, 78],
      previous: [79, 88],
      reading: [89, 98],
      collector: [99, 108],
      readCode: [109, 110],
      reentries: [111, 112],
      noFlow: [113, 113],
      backflow: [114, 114],
      leak35: [115, 115],
      leak: [116, 116],
    },
  },
  ORDST: { id: 'ORDST', length: 13, least: 13, fields: { readDate: [6, 13] } },
  RTETR: {
    id: 'RTETR',
    length: 35,
    least: 35,
    fields: { office: [6, 9], cycle: [10, 13], route: [14, 23], premises: [24, 29], meters: [30, 35] },
  },
  COMTR: { id: 'COMTR', length: 15, least: 15, fields: { company: [6, 9], routes: [10, 15] } },
} as const satisfies Record<string, NeptuneRecord>;

export type NeptuneId = keyof typeof NEPTUNE;
export type NeptuneField<Id extends NeptuneId> = keyof (typeof NEPTUNE)[Id]['fields'] & string;

/** Which records may follow each; an empty previous record means the start of the file. */
export const NEPTUNE_AFTER: Readonly<Record<NeptuneId | '', readonly NeptuneId[]>> = {
  '': ['COMHD'],
  COMHD: ['RTEHD', 'COMTR'],
  RTEHD: ['PRMDT', 'RTETR'],
  PRMDT: ['MTRDT'],
  MTRDT: ['RDGDT'],
  RDGDT: ['RDGDT', 'ORDST', 'MTRDT', 'PRMDT', 'RTETR'],
  ORDST: ['MTRDT', 'PRMDT', 'RTETR'],
  RTETR: ['RTEHD', 'COMTR'],
  COMTR: [],
};

/** Tells whether five letters name a record. */
export function isNeptuneId(text: string): text is NeptuneId {
  return Object.hasOwn(NEPTUNE, text);
}

/** The kinds of reading, with the register each is of and the unit that its name tells. */
export const NEPTUNE_TYPES: Readonly<Record<string, { readonly register: string; readonly unit: string | null }>> = {
  WTR: { register: '', unit: null },
  GAL: { register: '', unit: 'GAL' },
  CFT: { register: '', unit: 'CUBIC_FEET' },
  GAS: { register: '', unit: null },
  LOW: { register: 'L', unit: null },
  HIGH: { register: 'H', unit: null },
};

/** The least days of the last 35 that each step of the endpoint's counters stands for. */
export const DAYS_OF_STEP = [0, 1, 3, 8, 15, 22, 35, 35] as const;
