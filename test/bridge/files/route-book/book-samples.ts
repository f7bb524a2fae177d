import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import type { RouteBook, RouteBookFile, RouteBookStop } from '../../../../bridge/contract/route-book.js';

/** A stop without anything odd. */
export function aStop(changes: Partial<RouteBookStop> = {}): RouteBookStop {
  return {
    sequence: 10,
    accountId: '10-0042-01',
    customerName: 'DOE JANE',
    address: '12 ELM ST',
    city: 'ALABASTER',
    state: 'AL',
    zip: '35007',
    premisesId: '10-0042',
    meterId: '70012345',
    meterSize: '5/8"',
    maker: 'BADGER',
    endpointSerial: '12345678',
    registerNumber: 1,
    isCompound: false,
    dials: 6,
    decimals: 0,
    fixedZeros: 0,
    multiplier: '10',
    unit: 'GAL',
    previousReading: '001000',
    previousOn: calendarDate('2026-10-05'),
    highReading: '001180',
    lowReading: '001040',
    highCounts: 180,
    lowCounts: 40,
    isFinal: false,
    rereadReason: '',
    ...changes,
  };
}

/** A compound meter's two registers. */
export function compoundStops(): RouteBookStop[] {
  const facts = { accountId: '10-0043-01', meterId: '80000001', isCompound: true, endpointSerial: '' };
  return [
    aStop({ ...facts, sequence: 20, registerNumber: 1 }),
    aStop({
      ...facts,
      sequence: 20,
      registerNumber: 2,
      previousReading: '000007',
      highReading: null,
      lowReading: null,
      highCounts: null,
      lowCounts: null,
    }),
  ];
}

/** A book of one route. */
export function aBook(stops: readonly RouteBookStop[] = [aStop(), ...compoundStops()]): RouteBook {
  return {
    utilityName: 'Alabaster Water',
    cycleId: '7',
    readOn: calendarDate('2026-11-05'),
    routes: [{ routeId: '101', name: 'North', stops }],
  };
}

/** The lines of a file that was written, without their line breaks; fails when one is not ended by CR LF. */
export function linesOf(file: RouteBookFile | undefined): string[] {
  assert.ok(file);
  const text = Buffer.from(file.bytes).toString('latin1');
  assert.ok(text.endsWith('\r\n'));
  return text.slice(0, -2).split('\r\n');
}

/** The text at positions of a line counted from 1, as a published layout counts them. */
export function at(line: string | undefined, from: number, to = from): string {
  assert.ok(line !== undefined && line.length >= to, `there is no position ${to}`);
  return line.slice(from - 1, to);
}

/** The refusal of a book; fails when it is written. */
export function misfits(write: () => unknown): CurbstopError {
  try {
    write();
  } catch (error) {
    if (error instanceof CurbstopError) return error;
    throw error;
  }
  throw new Error('The book was written although it should be refused.');
}
