import type { CalendarDate } from '../../contract/calendar-date.js';
import type { ReadRecord } from '../../contract/reading-file.js';
import { RecordWriter, type RecordOwner } from '../record-writer.js';
import { runsOf } from '../runs-of.js';
import { padded } from './mvrs-record.js';
import { DAYS_OF_STEP, NEPTUNE, type NeptuneField, type NeptuneId } from './neptune-layout.js';

type Values<Id extends NeptuneId> = Partial<Record<NeptuneField<Id>, string>>;

export interface NeptuneHeading {
  readonly description: string;
  readonly cycle: string;
  /** The day on which the file is made. */
  readonly madeOn: CalendarDate;
  /** The day that stands for readings without one of their own; null leaves it out. */
  readonly readOn: CalendarDate | null;
}

export interface NeptuneRoute {
  readonly routeId: string;
  readonly message: string;
  readonly premises: readonly {
    readonly values: Values<'PRMDT'>;
    readonly owner: RecordOwner;
    readonly meters: readonly {
      readonly values: Values<'MTRDT'>;
      readonly registers: readonly Values<'RDGDT'>[];
      /** The day on which the meter was read; null on the way out. */
      readonly readOn: CalendarDate | null;
    }[];
  }[];
}

/** Writes a Neptune file with its headers and trailers. Throws a CurbstopError that lists every value that does not fit. */
export function writeNeptuneFile(heading: NeptuneHeading, routes: readonly NeptuneRoute[]): Buffer {
  const writer = new RecordWriter('Neptune');
  writer.add(NEPTUNE.COMHD, {
    date: compact(heading.madeOn),
    description: heading.description,
    version: '4',
    serviceOrders: 'N',
  });
  for (const route of routes) addRoute(writer, heading, route);
  writer.add(NEPTUNE.COMTR, { routes: padded(routes.length, 6) });
  return writer.toBytes();
}

function addRoute(
  writer: RecordWriter,
  { cycle, readOn }: NeptuneHeading,
  { routeId, message, premises }: NeptuneRoute,
) {
  const names = { cycle, route: routeId };
  writer.add(NEPTUNE.RTEHD, { ...names, readDate: readOn === null ? '00000000' : compact(readOn), message });
  for (const { values, owner, meters } of premises) {
    writer.add(NEPTUNE.PRMDT, values, owner);
    for (const meter of meters) {
      writer.add(NEPTUNE.MTRDT, meter.values, owner);
      for (const register of meter.registers) writer.add(NEPTUNE.RDGDT, register, owner);
      if (meter.readOn !== null) writer.add(NEPTUNE.ORDST, { readDate: compact(meter.readOn) }, owner);
    }
  }
  const meters = premises.reduce((count, each) => count + each.meters.length, 0);
  writer.add(NEPTUNE.RTETR, { ...names, premises: padded(premises.length, 6), meters: padded(meters, 6) });
}

/**
 * Writes reads as a Neptune system gives them back. The reads of a route, of a customer in it and of a meter must stand
 * together and be of one day. What the format has no field for (time, skip code, reader) is left out.
 * Throws a CurbstopError when a value does not fit its field.
 */
export function writeNeptuneReturn(
  records: readonly ReadRecord[],
  options: { readonly cycle: string; readonly madeOn: CalendarDate },
): Buffer {
  const routes = runsOf(records, ({ routeId }) => routeId ?? '').map((ofRoute) => ({
    routeId: ofRoute[0]?.routeId ?? '',
    message: '',
    premises: runsOf(ofRoute, ({ accountId, locationId }) => JSON.stringify([accountId, locationId])).flatMap(
      premisesOf,
    ),
  }));
  return writeNeptuneFile({ description: '', readOn: null, ...options }, routes);
}

function premisesOf(reads: readonly ReadRecord[]): NeptuneRoute['premises'] {
  const [first] = reads;
  if (first === undefined) return [];
  const meters = runsOf(reads, ({ meterId }) => meterId);
  return [
    {
      values: { account: first.accountId ?? '', premises: first.locationId ?? '', status: 'ACTI' },
      owner: first,
      meters: meters.flatMap((ofMeter) => {
        const [read] = ofMeter;
        if (read === undefined) return [];
        return [{ values: meterValues(read), registers: ofMeter.map(registerValues), readOn: read.date }];
      }),
    },
  ];
}

function meterValues(read: ReadRecord): Values<'MTRDT'> {
  return {
    sequence: numberOr(read.sequence, 6),
    changedSequence: numberOr(read.changedSequence, 6),
    meter: read.meterId,
    changedMeter: read.newMeterId ?? '',
    condition1: read.troubleCodes[0] ?? '',
    condition2: read.troubleCodes[1] ?? '',
    multiplier: read.meterConstant ?? '',
  };
}

function registerValues(read: ReadRecord): Values<'RDGDT'> {
  return {
    type: typeOf(read),
    endpoint: read.endpointSerial ?? '',
    changedEndpoint: read.newEndpointSerial ?? '',
    dials: numberOr(read.dials, 2),
    decimals: numberOr(read.decimals, 2),
    previous: read.previousReading ?? '',
    reading: read.reading ?? '',
    readCode: read.readCode ?? '',
    reentries: numberOr(read.reentries, 2),
    noFlow: stepOf(read.noFlowDays),
    backflow: read.backflow === null ? '' : read.backflow === 'minor' ? '1' : '2',
    leak35: stepOf(read.leakDays),
    leak: read.leak === null ? '' : read.leak === 'intermittent' ? '1' : '2',
  };
}

function typeOf({ register, unit }: ReadRecord): string {
  if (register !== '') return register === 'H' ? 'HIGH' : 'LOW';
  return unit === 'GAL' ? 'GAL' : unit === 'CUBIC_FEET' ? 'CFT' : 'WTR';
}

/** The step of a 35-day counter that stands for so many days at least. */
function stepOf(days: number | null): string {
  return days === null ? '' : String(DAYS_OF_STEP.findIndex((least) => least === days));
}

function numberOr(value: number | null, width: number): string {
  return value === null ? '' : padded(value, width);
}

function compact(date: CalendarDate): string {
  return date.replaceAll('-', '');
}
