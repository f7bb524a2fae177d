import type { RouteBook, RouteBookFile, RouteBookRoute, RouteBookStop } from '../../contract/route-book.js';
import type { FixedRecord } from '../fixed-width.js';
import { RecordWriter } from '../record-writer.js';
import { runsOf } from '../runs-of.js';
import { words, zeroPadded } from './load-text.js';
import { meterConstant } from '../../domain/metering/meter-constant.js';
import { limitsOf } from './stop-limits.js';

const LENGTH = 126;

const FILE = { routes: [6, 10], cycles: [14, 15], radio: [16, 16] } as const;
const CYCLE = { cycle: [4, 5], routes: [6, 9], readDate: [10, 17] } as const;
const ROUTE = {
  route: [4, 11],
  flags: [12, 13],
  keys: [14, 17],
  readings: [18, 21],
  demand: [22, 25],
  keyed: [26, 29],
  probe: [30, 33],
  radio: [34, 37],
  customers: [38, 41],
  meters: [42, 45],
} as const;
const CUS = {
  id: 'CUS',
  length: LENGTH,
  fields: {
    route: [4, 11],
    meters: [12, 14],
    account: [15, 34],
    name: [35, 54],
    address1: [55, 74],
    address2: [75, 94],
    information: [98, 117],
    extra: [118, 118],
  },
} as const satisfies FixedRecord;
const MTR = {
  id: 'MTR',
  length: LENGTH,
  fields: {
    route: [4, 11],
    readings: [12, 14],
    status: [31, 31],
    meter: [46, 57],
    sequence: [62, 69],
    information: [70, 89],
    category: [102, 102],
  },
} as const satisfies FixedRecord;
const RDG = {
  id: 'RDG',
  length: LENGTH,
  fields: {
    route: [4, 11],
    prompt: [12, 15],
    manual: [16, 16],
    direction: [17, 17],
    channel: [25, 26],
    dials: [27, 28],
    decimals: [29, 30],
    method: [31, 31],
    previous: [32, 41],
    high: [42, 51],
    low: [52, 61],
    constant: [62, 67],
  },
} as const satisfies FixedRecord;
const RFF = {
  id: 'RFF',
  length: LENGTH,
  fields: { route: [4, 11], ert: [12, 21], kind: [26, 29] },
} as const satisfies FixedRecord;

/**
 * The DOWNLOAD.DAT that MV-RS loads handhelds with: 126-character records by the published layout. Limits are what the
 * dials would show, so that the use which they allow is divided by the meter's constant; the constant is its own field.
 */
export function writeMvrsDownload(book: RouteBook): RouteBookFile[] {
  const records = new RecordWriter('MV-RS');
  const file = {
    routes: zeroPadded(book.routes.length, FILE.routes),
    cycles: '01',
    radio: book.routes.some(({ stops }) => stops.some(isRadio)) ? 'Y' : 'N',
  };
  const cycle = {
    cycle: zeroPadded(book.cycleId, CYCLE.cycle),
    routes: zeroPadded(book.routes.length, CYCLE.routes),
    readDate: `${book.readOn.slice(5, 7)}${book.readOn.slice(8)}${book.readOn.slice(0, 4)}`,
  };
  records.add({ id: 'FHD', length: LENGTH, fields: FILE }, file);
  records.add({ id: 'CHD', length: LENGTH, fields: CYCLE }, cycle);
  for (const route of book.routes) addRoute(records, route);
  records.add({ id: 'CTR', length: LENGTH, fields: CYCLE }, cycle);
  records.add({ id: 'FTR', length: LENGTH, fields: FILE }, file);
  return [{ fileName: 'DOWNLOAD.DAT', bytes: records.toBytes() }];
}

function addRoute(records: RecordWriter, { routeId, stops }: RouteBookRoute): void {
  const customers = runsOf(stops, ({ accountId }) => accountId);
  const counts = {
    route: routeId,
    flags: 'NN',
    keys: zeroPadded(stops.length, ROUTE.keys),
    readings: zeroPadded(stops.length, ROUTE.readings),
    demand: zeroPadded(0, ROUTE.demand),
    keyed: zeroPadded(stops.filter((stop) => !isRadio(stop)).length, ROUTE.keyed),
    probe: zeroPadded(0, ROUTE.probe),
    radio: zeroPadded(stops.filter(isRadio).length, ROUTE.radio),
    customers: zeroPadded(customers.length, ROUTE.customers),
    meters: zeroPadded(customers.flatMap(metersOf).length, ROUTE.meters),
  };
  records.add({ id: 'RHD', length: LENGTH, fields: ROUTE }, counts);
  for (const ofCustomer of customers) addCustomer(records, ofCustomer, routeId);
  records.add({ id: 'RTR', length: LENGTH, fields: ROUTE }, counts);
}

function addCustomer(records: RecordWriter, stops: readonly RouteBookStop[], route: string): void {
  const [stop] = stops;
  if (stop === undefined) return;
  const meters = metersOf(stops);
  const { fields } = CUS;
  records.add(
    CUS,
    {
      route,
      meters: zeroPadded(meters.length, fields.meters),
      account: stop.accountId,
      name: words(stop.customerName, fields.name),
      address1: words(stop.address, fields.address1),
      address2: words(`${stop.city} ${stop.state} ${stop.zip}`, fields.address2),
      information: words(stop.isFinal ? 'FINAL READ' : stop.rereadReason, fields.information),
      extra: 'N',
    },
    stop,
  );
  for (const ofMeter of meters) addMeter(records, ofMeter, route);
}

function addMeter(records: RecordWriter, stops: readonly RouteBookStop[], route: string): void {
  const [stop] = stops;
  if (stop === undefined) return;
  records.add(
    MTR,
    {
      route,
      readings: zeroPadded(stops.length, MTR.fields.readings),
      status: 'A',
      meter: stop.meterId,
      sequence: zeroPadded(stop.sequence, MTR.fields.sequence),
      information: words(`${stop.meterSize} ${stop.maker}`, MTR.fields.information),
      category: 'W',
    },
    stop,
  );
  for (const ofRegister of stops) addReading(records, ofRegister, route);
}

function addReading(records: RecordWriter, stop: RouteBookStop, route: string): void {
  const { fields } = RDG;
  const { high, low } = limitsOf(stop);
  records.add(
    RDG,
    {
      route,
      prompt: 'WTR',
      manual: 'Y',
      direction: 'L',
      channel: zeroPadded(stop.registerNumber, fields.channel),
      dials: zeroPadded(stop.dials, fields.dials),
      decimals: zeroPadded(stop.decimals, fields.decimals),
      method: isRadio(stop) ? 'R' : 'K',
      previous: zeroPadded(stop.previousReading, fields.previous),
      high: zeroPadded(high, fields.high),
      low: zeroPadded(low, fields.low),
      constant: zeroPadded(meterConstant(stop), fields.constant),
    },
    stop,
  );
  if (isRadio(stop)) records.add(RFF, { route, ert: stop.endpointSerial, kind: 'ERT ' }, stop);
}

function isRadio({ endpointSerial }: RouteBookStop): boolean {
  return endpointSerial !== '';
}

function metersOf(stops: readonly RouteBookStop[]): RouteBookStop[][] {
  return runsOf(stops, ({ meterId }) => meterId);
}
