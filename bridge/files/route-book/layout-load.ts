import { stringify } from 'csv-stringify/sync';
import type { RouteBook, RouteBookFile, RouteBookRoute, RouteBookStop } from '../../contract/route-book.js';
import type { LoadField, LoadLayout } from '../../contract/settings/reading-layouts.js';
import { isPlainText, type FixedRecord, type Span } from '../fixed-width.js';
import { layoutDate } from '../reading-file/layout-text.js';
import { Misfits, RecordWriter } from '../record-writer.js';
import { fileNamePart } from '../file-name-part.js';
import { safeWords, words } from './load-text.js';
import { meterConstant } from '../../domain/metering/meter-constant.js';
import { limitsOf } from './stop-limits.js';

/** A stop where it stands. */
interface Placed {
  readonly book: RouteBook;
  readonly route: RouteBookRoute;
  readonly stop: RouteBookStop;
  readonly layout: LoadLayout;
}

/** Words that only help to find the place; they are cut where a field is too short. */
const WORDS: Partial<Record<LoadField, (placed: Placed) => string>> = {
  customer: ({ stop }) => stop.customerName,
  address: ({ stop }) => stop.address,
  city: ({ stop }) => stop.city,
  state: ({ stop }) => stop.state,
  zip: ({ stop }) => stop.zip,
  meterSize: ({ stop }) => stop.meterSize,
  maker: ({ stop }) => stop.maker,
  rereadReason: ({ stop }) => stop.rereadReason,
};

/** Ids, codes and dates, which stand at the left of a field. */
const IDS: Partial<Record<LoadField, (placed: Placed) => string>> = {
  route: ({ route }) => route.routeId,
  account: ({ stop }) => stop.accountId,
  location: ({ stop }) => stop.premisesId,
  meter: ({ stop }) => stop.meterId,
  endpoint: ({ stop }) => stop.endpointSerial,
  unit: ({ stop }) => stop.unit,
  multiplier: ({ stop }) => meterConstant(stop),
  final: ({ stop }) => (stop.isFinal ? 'Y' : 'N'),
  previousDate: ({ stop, layout }) => layoutDate(stop.previousOn, layout.dateFormat),
  readDate: ({ book, layout }) => layoutDate(book.readOn, layout.dateFormat),
};

/** Numbers, which are padded with zeros in a fixed-width file. */
const NUMBERS: Partial<Record<LoadField, (placed: Placed) => string>> = {
  sequence: ({ stop }) => String(stop.sequence),
  register: ({ stop }) => String(stop.registerNumber),
  dials: ({ stop }) => String(stop.dials),
  decimals: ({ stop }) => String(stop.decimals),
  previousReading: ({ stop, layout }) => shown(stop.previousReading, stop, layout),
  highReading: ({ stop, layout }) => shown(limitsOf(stop).high, stop, layout),
  lowReading: ({ stop, layout }) => shown(limitsOf(stop).low, stop, layout),
  highUse: ({ stop }) => String(stop.highCounts ?? ''),
  lowUse: ({ stop }) => String(stop.lowCounts ?? ''),
};

/**
 * What a device is loaded with by a layout of the utility's own, a line for each register. Throws a CurbstopError that
 * lists every value which does not fit.
 */
export function writeByLayout(book: RouteBook, name: string, layout: LoadLayout): RouteBookFile[] {
  const placed = book.routes.flatMap((route) => route.stops.map((stop) => ({ book, route, stop, layout })));
  refuseLostDecimals(placed, name, layout);
  const bytes = layout.shape === 'fixed' ? fixedBytes(placed, name, layout) : delimitedBytes(placed, name, layout);
  const ending = layout.shape === 'fixed' ? 'dat' : layout.delimiter === ',' ? 'csv' : 'txt';
  return [{ fileName: `cycle-${fileNamePart(book.cycleId)}-${fileNamePart(name)}.${ending}`, bytes }];
}

function fixedBytes(placed: readonly Placed[], name: string, layout: LoadLayout): Uint8Array {
  const spans = Object.fromEntries(
    fieldsOf(layout).map(({ field, at, length }) => [field, [Number(at), Number(at) + length - 1] as const]),
  ) as Record<LoadField, Span>;
  const record: FixedRecord<LoadField> = { id: '', length: layout.lineLength ?? 0, fields: spans };
  const writer = new RecordWriter(`"${name}"`);
  for (const each of placed) {
    const values = fieldsOf(layout).map(({ field, length }) => [field, fixedValue(field, length, each)]);
    writer.add(record, Object.fromEntries(values) as Partial<Record<LoadField, string>>, each.stop);
  }
  return writer.toBytes();
}

function fixedValue(field: LoadField, length: number, placed: Placed): string {
  const text = textOf(field, placed);
  if (WORDS[field]) return words(text, [1, length]);
  return NUMBERS[field] && text !== '' ? text.padStart(length, '0') : text;
}

function delimitedBytes(placed: readonly Placed[], name: string, layout: LoadLayout): Uint8Array {
  const fields = fieldsOf(layout);
  const misfits = new Misfits(`"${name}"`);
  const cellOf = (field: LoadField, each: Placed) => {
    const text = textOf(field, each);
    const cell = WORDS[field] ? safeWords(text) : text;
    const isPlain = !/\p{Cc}/u.test(cell) && (layout.encoding === 'utf8' || isPlainText(cell));
    if (!isPlain) misfits.add(each.stop, field, `the column ${field} holds one line of plain text, not "${text}"`);
    return cell;
  };
  const rows = layout.names
    ? [fields.map(({ at }) => String(at)), ...placed.map((each) => fields.map(({ field }) => cellOf(field, each)))]
    : placed.map((each) => {
        const cells = Array.from({ length: Math.max(...fields.map(({ at }) => Number(at))) }, () => '');
        for (const { field, at } of fields) cells[Number(at) - 1] = cellOf(field, each);
        return cells;
      });
  misfits.throwIfAny();
  const text = stringify(rows, { delimiter: layout.delimiter ?? ',', record_delimiter: '\r\n' });
  return Buffer.from(text, layout.encoding);
}

function fieldsOf({ columns }: LoadLayout) {
  return (Object.keys(columns) as LoadField[]).flatMap((field) => {
    const column = columns[field];
    return column ? [{ field, at: column.at, length: column.length ?? 0 }] : [];
  });
}

function textOf(field: LoadField, placed: Placed): string {
  return (WORDS[field] ?? IDS[field] ?? NUMBERS[field])?.(placed) ?? '';
}

/** A reading as the dials show it, or with as many digits behind the point as the layout wants. */
function shown(reading: string, { decimals }: RouteBookStop, layout: LoadLayout): string {
  return layout.decimals === undefined ? reading : `${reading}${'0'.repeat(Math.max(0, layout.decimals - decimals))}`;
}

/** Digits behind the point are never dropped. */
function refuseLostDecimals(placed: readonly Placed[], name: string, { decimals }: LoadLayout): void {
  const misfits = new Misfits(`"${name}"`);
  for (const { stop } of placed) {
    if (decimals === undefined || stop.decimals <= decimals) continue;
    misfits.add(stop, 'decimals', `the layout has ${decimals} decimals, and the register shows ${stop.decimals}`);
  }
  misfits.throwIfAny();
}
