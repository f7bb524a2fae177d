import type { CalendarDate } from '../../contract/calendar-date.js';
import { readRecord, type ReadRecord } from '../../contract/reading-file.js';
import { DAYS_OF_STEP, NEPTUNE_TYPES, type NeptuneField } from './neptune-layout.js';
import { parseCompactDate } from './read-time.js';
import type { RecordFields } from './record-fields.js';

type Fields<Id extends 'PRMDT' | 'MTRDT' | 'RDGDT'> = RecordFields<NeptuneField<Id>>;

/** The records above a reading. */
export interface NeptuneStop {
  readonly routeId: string;
  readonly premises: Fields<'PRMDT'>;
  readonly meter: Fields<'MTRDT'>;
}

const LEAKS = ['intermittent', 'continuous'] as const;
const BACKFLOWS = ['minor', 'major'] as const;

/**
 * Turns one RDGDT record into a read record without its date, which stands elsewhere; a field that does not decode becomes
 * an issue.
 */
export function readNeptuneReading(fields: Fields<'RDGDT'>, stop: NeptuneStop, keepBadReadings: boolean): ReadRecord {
  const { routeId, premises, meter } = stop;
  const newMeterId = meter.text('changedMeter') || null;
  const { register, unit } = typeOf(fields);
  return readRecord({
    line: fields.line,
    routeId,
    accountId: premises.text('account') || null,
    locationId: premises.text('premises') || null,
    meterId: meter.text('meter'),
    register,
    unit,
    endpointSerial: fields.text('endpoint') || null,
    reading: readingOf(fields, keepBadReadings),
    readCode: fields.text('readCode') || null,
    troubleCodes: [meter.text('condition1'), meter.text('condition2')].filter(isCode),
    previousReading: fields.text('previous') || null,
    // A meter has one constant there, with which its first register was loaded; a high one may count by another.
    meterConstant: register === 'H' ? null : meter.text('multiplier') || null,
    dials: fields.countOrBlank('dials'),
    decimals: fields.countOrBlank('decimals'),
    changedOut: newMeterId !== null,
    newMeterId,
    newEndpointSerial: fields.text('changedEndpoint') || null,
    leak: flagOf(fields, 'leak', LEAKS),
    backflow: flagOf(fields, 'backflow', BACKFLOWS),
    noFlowDays: daysOf(fields, 'noFlow'),
    leakDays: daysOf(fields, 'leak35'),
    reentries: fields.countOrBlank('reentries'),
    sequence: meter.countOrBlank('sequence'),
    changedSequence: meter.countOrBlank('changedSequence') || null,
  });
}

/** The date of a record that holds one; zeros mean none. */
export function neptuneDate<Field extends string>(fields: RecordFields<Field>, name: Field): CalendarDate | null {
  const raw = fields.text(name);
  if (/^0*$/.test(raw)) return null;
  const date = parseCompactDate(raw);
  if (date === null) {
    const fix = 'Dates are written YYYYMMDD. Check the clock of the handheld.';
    fields.add(name, 'date-invalid', `holds "${raw}", which is no real date`, fix);
  }
  return date;
}

function typeOf(fields: Fields<'RDGDT'>): { readonly register: string; readonly unit: string | null } {
  const name = fields.text('type');
  const type = Object.hasOwn(NEPTUNE_TYPES, name) ? NEPTUNE_TYPES[name] : undefined;
  if (type) return type;
  const fix = `Neptune writes one of: ${Object.keys(NEPTUNE_TYPES).join(', ')}.`;
  fields.add('type', 'value-unknown', `holds "${name}"`, fix);
  return { register: '', unit: null };
}

function readingOf(fields: Fields<'RDGDT'>, keepBadReadings: boolean): string | null {
  const text = fields.text('reading');
  if (text === '') return null;
  if (!/^\d{1,10}$/.test(text) && !keepBadReadings) {
    fields.add(
      'reading',
      'reading-not-a-number',
      `holds "${text}", which is no reading of digits`,
      'Read the meter again, or blank the field so that it counts as unread.',
    );
  }
  return text;
}

/** A flag of the endpoint: blank and 0 are quiet, 1 and 2 have their words. */
function flagOf<Word extends string>(
  fields: Fields<'RDGDT'>,
  name: 'leak' | 'backflow',
  flags: readonly [Word, Word],
): Word | null {
  const digit = fields.text(name);
  if (digit === '' || digit === '0') return null;
  const word = digit === '1' ? flags[0] : digit === '2' ? flags[1] : null;
  if (word === null) fields.add(name, 'value-unknown', `holds "${digit}"`, 'Neptune writes 0, 1 or 2.');
  return word;
}

/** A step of a 35-day counter as days; blank tells nothing. */
function daysOf(fields: Fields<'RDGDT'>, name: 'noFlow' | 'leak35'): number | null {
  const digit = fields.text(name);
  if (digit === '') return null;
  const days = /^[0-7]$/.test(digit) ? DAYS_OF_STEP[Number(digit)] : undefined;
  if (days === undefined) fields.add(name, 'value-unknown', `holds "${digit}"`, 'Neptune writes 0 to 7.');
  return days ?? null;
}

function isCode(text: string): boolean {
  return !/^0*$/.test(text);
}
