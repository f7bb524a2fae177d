import type { RouteBook, RouteBookFile, RouteBookStop } from '../../contract/route-book.js';
import { NEPTUNE } from '../reading-file/neptune-layout.js';
import { writeNeptuneFile, type NeptuneRoute } from '../reading-file/neptune-write.js';
import { runsOf } from '../runs-of.js';
import { fileNamePart } from '../file-name-part.js';
import { words, zeroPadded } from './load-text.js';
import { meterConstant } from '../../domain/metering/meter-constant.js';
import { limitsOf } from './stop-limits.js';

type Premises = NeptuneRoute['premises'][number];
type Meter = Premises['meters'][number];

/** The file that a Neptune system is loaded with: the records that come back, without readings. Limits are reading values. */
export function writeNeptuneLoad(book: RouteBook): RouteBookFile[] {
  const routes = book.routes.map(({ routeId, name, stops }) => ({
    routeId,
    message: words(name, NEPTUNE.RTEHD.fields.message),
    premises: runsOf(stops, ({ accountId }) => accountId).flatMap(premisesOf),
  }));
  const heading = {
    description: words(book.utilityName, NEPTUNE.COMHD.fields.description),
    cycle: book.cycleId,
    madeOn: book.readOn,
    readOn: book.readOn,
  };
  return [{ fileName: `cycle-${fileNamePart(book.cycleId)}-neptune.dat`, bytes: writeNeptuneFile(heading, routes) }];
}

function premisesOf(stops: readonly RouteBookStop[]): Premises[] {
  const [stop] = stops;
  if (stop === undefined) return [];
  const { fields } = NEPTUNE.PRMDT;
  return [
    {
      values: {
        address1: words(stop.address, fields.address1),
        address2: words(`${stop.city} ${stop.state} ${stop.zip}`, fields.address2),
        name: words(stop.customerName, fields.name),
        premises: stop.premisesId,
        account: stop.accountId,
        status: stop.isFinal ? 'INAC' : 'ACTI',
        custom1: words(stop.rereadReason, fields.custom1),
      },
      owner: stop,
      meters: runsOf(stops, ({ meterId }) => meterId).flatMap(meterOf),
    },
  ];
}

function meterOf(stops: readonly RouteBookStop[]): Meter[] {
  const [stop] = stops;
  if (stop === undefined) return [];
  const { fields } = NEPTUNE.MTRDT;
  const values = {
    sequence: zeroPadded(stop.sequence, fields.sequence),
    meterKey: stop.meterId,
    meter: stop.meterId,
    size: words(stop.meterSize, fields.size),
    maker: words(stop.maker, fields.maker),
    mustRead: stop.isFinal || stop.rereadReason !== '' ? 'Y' : 'N',
    previousDate: stop.previousOn.replaceAll('-', ''),
    multiplier: zeroPadded(meterConstant(stop), fields.multiplier),
  };
  return [{ values, registers: stops.map(registerOf), readOn: null }];
}

function registerOf(stop: RouteBookStop): Meter['registers'][number] {
  const { fields } = NEPTUNE.RDGDT;
  const { high, low } = limitsOf(stop);
  return {
    type: stop.isCompound ? (stop.registerNumber === 1 ? 'LOW' : 'HIGH') : 'WTR',
    endpoint: stop.endpointSerial,
    dials: zeroPadded(stop.dials, fields.dials),
    decimals: zeroPadded(stop.decimals, fields.decimals),
    direction: 'L',
    high: zeroPadded(high, fields.high),
    low: zeroPadded(low, fields.low),
    previous: zeroPadded(stop.previousReading, fields.previous),
  };
}
