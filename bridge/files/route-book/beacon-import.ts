import { stringify } from 'csv-stringify/sync';
import type { RouteBook, RouteBookFile, RouteBookRoute, RouteBookStop } from '../../contract/route-book.js';
import { Exact, plain } from '../../domain/metering/exact.js';
import { unitOfMeasure } from '../../domain/metering/unit-of-measure.js';
import { Misfits } from '../record-writer.js';
import { fileNamePart } from '../file-name-part.js';
import { safeWords } from './load-text.js';
import { meterConstant } from '../../domain/metering/meter-constant.js';

type Cells = (stop: RouteBookStop, route: RouteBookRoute) => string;

/** A column of an accounts and assets import; `max` is the longest text that an id may have there. */
interface Column {
  readonly header: string;
  readonly cell: Cells;
  readonly max?: number;
}

const COLUMNS: readonly Column[] = [
  { header: 'Account_ID', cell: ({ accountId }) => accountId, max: 32 },
  { header: 'Account_Full_Name', cell: ({ customerName }) => safeWords(customerName) },
  { header: 'Service_Point_ID', cell: ({ premisesId }) => premisesId, max: 40 },
  { header: 'Location_ID', cell: ({ premisesId }) => premisesId, max: 40 },
  { header: 'Location_Address_Line1', cell: ({ address }) => safeWords(address) },
  { header: 'Location_City', cell: ({ city }) => safeWords(city) },
  { header: 'Location_State', cell: ({ state }) => safeWords(state) },
  { header: 'Location_Zip', cell: ({ zip }) => safeWords(zip) },
  { header: 'Service_Point_Route', cell: (_, { routeId }) => routeId },
  { header: 'Meter_ID', cell: ({ meterId }) => meterId, max: 24 },
  { header: 'Meter_SN', cell: ({ meterId }) => meterId, max: 24 },
  { header: 'Register_Number', cell: registerNumber },
  { header: 'Register_Unit_Of_Measure', cell: ({ unit }) => unitOfMeasure(unit).unit },
  { header: 'Register_Resolution', cell: resolution },
  { header: 'Endpoint_SN', cell: ({ endpointSerial }) => endpointSerial, max: 20 },
  { header: 'Read_Sequence', cell: ({ sequence }) => String(sequence) },
  { header: 'High_Read_Limit', cell: ({ highReading }) => highReading ?? '', max: 9 },
  { header: 'Low_Read_Limit', cell: ({ lowReading }) => lowReading ?? '', max: 9 },
];

/**
 * An import of accounts and assets for Badger BEACON: tab separated, a line per register, in walking order. Limits are
 * reading values; one that is not known is blank, which leaves in BEACON what it has.
 */
export function writeBeaconImport(book: RouteBook): RouteBookFile[] {
  const misfits = new Misfits('imports into BEACON');
  const rows = book.routes.flatMap((route) =>
    route.stops.map((stop) => COLUMNS.map((column) => cellOf(column, stop, route, misfits))),
  );
  misfits.throwIfAny();
  const text = stringify([COLUMNS.map(({ header }) => header), ...rows], { delimiter: '\t', record_delimiter: '\r\n' });
  return [{ fileName: `cycle-${fileNamePart(book.cycleId)}-beacon-import.txt`, bytes: Buffer.from(text, 'utf8') }];
}

function cellOf({ header, cell, max }: Column, stop: RouteBookStop, route: RouteBookRoute, misfits: Misfits): string {
  const text = cell(stop, route);
  const tooLong = max !== undefined && text.length > max;
  if (tooLong || /\p{Cc}/u.test(text)) {
    const what = tooLong ? `holds ${max} characters, not "${text}"` : 'holds one line of text, without tabs';
    misfits.add(stop, header, `the BEACON column ${header} ${what}`);
  }
  return text;
}

/** BEACON tells the registers of a compound meter by a letter, and the only one of any other by a blank. */
function registerNumber({ isCompound, registerNumber: number }: RouteBookStop): string {
  if (!isCompound) return '';
  return number === 1 ? 'L' : 'H';
}

/** The size of one count in the unit of measure, as exact decimal text; hundreds of cubic feet are counted as cubic feet. */
function resolution(stop: RouteBookStop): string {
  const power = unitOfMeasure(stop.unit).powerOfTen - stop.decimals;
  return plain(new Exact(10).pow(power).times(meterConstant(stop)));
}
