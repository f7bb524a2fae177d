import type { CalendarDate } from '../../contract/calendar-date.js';
import type { ReadRecord } from '../../contract/reading-file.js';
import { runsOf } from '../runs-of.js';
import { mvrsRecord, padded } from './mvrs-record.js';

export interface WriteMvrsOptions {
  /** The cycle header that encloses the routes; without it the file has none. */
  readonly cycle?: { readonly number: string; readonly readDate: CalendarDate };
}

/**
 * Writes reads as the UPLOAD.DAT that MV-RS makes when handhelds are unloaded. The reads of a route, of a customer
 * in it and of a meter must stand together. What the format has no field for (location, unit) is left out.
 * Throws a CurbstopError when a value does not fit its field.
 */
export function writeMvrsUpload(records: readonly ReadRecord[], options: WriteMvrsOptions = {}): Buffer {
  const routes = runsOf(records, ({ routeId }) => routeId ?? '');
  const sizes = routes.map(sizeOf);
  const total = (kind: 'customers' | 'meters') => sizes.reduce((sum, size) => sum + size[kind], 0);
  const counts = {
    routes: padded(routes.length, 3),
    customers: padded(total('customers'), 6),
    meters: padded(total('meters'), 6),
    readings: padded(records.length, 6),
  };
  const { cycle } = options;
  const cycleFields = cycle && { cycle: cycle.number, readDate: mvrsDate(cycle.readDate) };
  const lines = [
    mvrsRecord('FHD', counts),
    ...(cycleFields ? [mvrsRecord('CHD', cycleFields)] : []),
    ...routes.flatMap(writeRoute),
    ...(cycleFields ? [mvrsRecord('CTR', cycleFields)] : []),
    mvrsRecord('FTR', counts),
  ];
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(''), 'latin1');
}

function writeRoute(reads: readonly ReadRecord[]): string[] {
  const size = sizeOf(reads);
  const fields = {
    route: reads[0]?.routeId ?? '',
    readings: padded(reads.length, 4),
    customers: padded(size.customers, 4),
    meters: padded(size.meters, 4),
  };
  const body = customersOf(reads).flatMap((ofCustomer) => writeCustomer(ofCustomer, fields.route));
  return [mvrsRecord('RHD', fields), ...body, mvrsRecord('RTR', fields)];
}

function writeCustomer(reads: readonly ReadRecord[], route: string): string[] {
  const meters = metersOf(reads);
  return [
    mvrsRecord('CUS', { route, meters: padded(meters.length, 3), account: reads[0]?.accountId ?? '', exception: 'N' }),
    ...meters.flatMap((ofMeter) => [
      mvrsRecord('MTR', {
        route,
        readings: padded(ofMeter.length, 3),
        status: 'A',
        meter: ofMeter[0]?.meterId ?? '',
        sequence: sequenceOf(ofMeter[0]),
        changedOut: ofMeter[0]?.changedOut ? 'Y' : ' ',
        category: 'W',
      }),
      ...ofMeter.flatMap((read) => writeReading(read, route)),
    ]),
  ];
}

function writeReading(read: ReadRecord, route: string): string[] {
  const reading = mvrsRecord('RDG', {
    route,
    direction: 'L',
    channel: read.register,
    method: read.method ?? '',
    constant: read.meterConstant ?? '',
    reading: read.reading ?? '',
    order: read.readOrder === null ? '' : padded(read.readOrder, 4),
    date: read.date === null ? '' : mvrsDate(read.date),
    time: read.time?.replaceAll(':', '') ?? '',
    readCode: read.readCode ?? '',
    skipReason: read.skipCode ?? '000',
    trouble1: read.troubleCodes[0] ?? '000',
    trouble2: read.troubleCodes[1] ?? '000',
    reader: read.readerId ?? '',
    dials: read.dials === null ? '' : padded(read.dials, 2),
    decimals: read.decimals === null ? '' : padded(read.decimals, 2),
    previous: read.previousReading ?? '',
  });
  if (read.endpointSerial === null) return [reading];
  const radio = { route, ert: read.endpointSerial, kind: 'ERT ', tamper: read.tamper ?? '' };
  return [reading, mvrsRecord('RFF', radio)];
}

function sequenceOf(read: ReadRecord | undefined): string {
  const sequence = read?.sequence ?? null;
  return sequence === null ? '' : padded(sequence, 8);
}

function mvrsDate(date: CalendarDate): string {
  return `${date.slice(5, 7)}${date.slice(8)}${date.slice(0, 4)}`;
}

function sizeOf(reads: readonly ReadRecord[]) {
  const customers = customersOf(reads);
  return { customers: customers.length, meters: customers.flatMap(metersOf).length };
}

function customersOf(reads: readonly ReadRecord[]): ReadRecord[][] {
  return runsOf(reads, ({ accountId }) => accountId ?? '');
}

function metersOf(reads: readonly ReadRecord[]): ReadRecord[][] {
  return runsOf(reads, ({ meterId }) => meterId);
}
