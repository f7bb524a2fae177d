import type { FixedRecord } from '../fixed-width.js';

/** What Sensus AutoRead gives back, with notes: 91 characters for each register, without header and trailer. */
export const AUTOREAD = {
  id: '',
  length: 91,
  fields: {
    account: [1, 12],
    meter: [13, 27],
    readCode: [43, 43],
    reading: [44, 52],
    month: [53, 54],
    day: [55, 56],
    note: [57, 58],
    register: [59, 68],
    latitude: [70, 80],
    longitude: [81, 91],
  },
} as const satisfies FixedRecord;

/** The typical route file that AutoRead is loaded with: 155 characters for each register. */
export const AUTOREAD_LOAD = {
  id: '',
  length: 155,
  fields: {
    address: [1, 20],
    meter: [21, 28],
    account: [29, 43],
    comment: [44, 58],
    address2: [59, 78],
    name: [79, 103],
    meterType: [104, 104],
    previous: [105, 114],
    low: [115, 124],
    high: [125, 134],
    endpoint: [135, 144],
    endpointType: [145, 145],
    serial: [146, 155],
  },
} as const satisfies FixedRecord;

/** AutoRead names the low register of a compound meter by the meter and this. */
export const LOW_REGISTER = '(L)';
