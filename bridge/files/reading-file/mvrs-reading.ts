import { readRecord, type ReadRecord } from '../../contract/reading-file.js';
import type { MvrsFields } from './mvrs-fields.js';
import { parseMvrsDate, parseMvrsTime } from './read-time.js';

/** What the records above a reading say of it. */
export interface MvrsStop {
  readonly routeId: string;
  readonly accountId: string | null;
  readonly meterId: string;
  readonly changedOut: boolean;
  readonly sequence: number | null;
}

/** Turns one RDG record into a read record; a field that does not decode becomes an issue. */
export function readMvrsReading(fields: MvrsFields<'RDG'>, stop: MvrsStop, keepBadReadings: boolean): ReadRecord {
  const reading = readReading(fields, keepBadReadings);
  return readRecord({
    line: fields.line,
    routeId: stop.routeId,
    accountId: stop.accountId,
    meterId: stop.meterId,
    changedOut: stop.changedOut,
    sequence: stop.sequence,
    register: fields.digits('channel'),
    reading,
    date: readDate(fields, reading !== null),
    time: readTime(fields),
    method: fields.text('method') || null,
    readCode: fields.text('readCode') || null,
    skipCode: readCode(fields, 'skipReason'),
    troubleCodes: [readCode(fields, 'trouble1'), readCode(fields, 'trouble2')].filter((code) => code !== null),
    readerId: fields.text('reader') || null,
    previousReading: fields.digitsOrBlank('previous'),
    meterConstant: constantOf(fields),
    dials: fields.countOrBlank('dials'),
    decimals: fields.countOrBlank('decimals'),
    readOrder: fields.countOrBlank('order') || null,
  });
}

function readReading(fields: MvrsFields<'RDG'>, keepBadReadings: boolean): string | null {
  const raw = fields.raw('reading');
  if (raw.trim() === '') return null;
  if (!/^\d{10}$/.test(raw) && !keepBadReadings) {
    fields.add(
      'reading',
      'reading-not-a-number',
      `holds "${raw}", which is no reading of ten digits`,
      'Read the meter again, or blank the field and give a skip reason so that it counts as unread.',
    );
  }
  return raw;
}

function readDate(fields: MvrsFields<'RDG'>, needed: boolean) {
  const raw = fields.text('date');
  if (raw === '' && !needed) return null;
  const date = parseMvrsDate(raw);
  if (date === null) {
    const what = raw === '' ? 'is blank although there is a reading' : `holds "${raw}", which is no real date`;
    fields.add('date', 'date-invalid', what, 'Dates are written MMDDYYYY. Check the clock of the handheld.');
  }
  return date;
}

function readTime(fields: MvrsFields<'RDG'>): string | null {
  const raw = fields.text('time');
  if (raw === '') return null;
  const time = parseMvrsTime(raw);
  if (time === null) {
    const fix = 'Times are written HHMMSS. Check the clock of the handheld.';
    fields.add('time', 'time-invalid', `holds "${raw}", which is no time of day`, fix);
  }
  return time;
}

/** What the reader keyed is what stands at the meter; the other constant is the one that the device was loaded with. */
function constantOf(fields: MvrsFields<'RDG'>): string | null {
  const keyed = fields.text('newConstant');
  return /^0*$/.test(keyed) ? fields.text('constant') || null : keyed;
}

/** A three-character code; blank and 000 mean none. */
function readCode(fields: MvrsFields<'RDG'>, name: 'skipReason' | 'trouble1' | 'trouble2'): string | null {
  const raw = fields.text(name);
  if (raw === '' || raw === '000') return null;
  if (!/^[0-9A-Z]{1,3}$/.test(raw)) {
    fields.add(name, 'code-invalid', `holds "${raw}", which is no code`, 'Unload the handheld again.');
  }
  return raw;
}
