import { calendarDate, isCalendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { readRecord, type ReadingFile, type ReadRecord } from '../../contract/reading-file.js';
import { AUTOREAD, LOW_REGISTER } from './autoread-layout.js';
import { countRecords } from './count-records.js';
import { addDuplicateIssues } from './duplicate-reads.js';
import type { FileIssues } from './file-issues.js';
import { fixedLines, type FixedLine } from './fixed-lines.js';
import type { ParseOptions } from './parse-options.js';
import { RecordFields } from './record-fields.js';

type Fields = RecordFields<keyof typeof AUTOREAD.fields>;

/** Parses what Sensus AutoRead gives back; problems go to `issues`. The format has no counts to reconcile. */
export function parseAutoread(bytes: Buffer, options: ParseOptions, issues: FileIssues): ReadingFile {
  const read: ReadRecord[] = [];
  for (const line of fixedLines(bytes, issues)) {
    if (!hasLength(line, issues)) continue;
    read.push(readRegister(new RecordFields(AUTOREAD, line.text, line.line, issues), options));
  }
  const records = withHighRegisters(read);
  addDuplicateIssues(records, 'meter', issues);
  return {
    format: 'autoread',
    fileName: options.fileName,
    records,
    declared: null,
    counted: countRecords(records),
    unread: records.filter(({ reading }) => reading === null).length,
    routes: [],
    cycles: [],
    ignoredColumns: [],
  };
}

function hasLength({ text, line }: FixedLine, issues: FileIssues): boolean {
  if (text.length === AUTOREAD.length) return true;
  issues.add({
    code: 'line-length',
    line,
    field: '',
    message: `Line ${line} has ${text.length} characters; every AutoRead record has ${AUTOREAD.length}.`,
    fix: 'Copy the file as binary, and do not open it in an editor that trims blanks.',
  });
  return false;
}

function readRegister(fields: Fields, { keepBadReadings, today }: ParseOptions): ReadRecord {
  const meter = fields.needed('meter');
  const isLow = meter.endsWith(LOW_REGISTER);
  const reading = readingOf(fields, keepBadReadings);
  const register = fields.text('register');
  const note = fields.text('note');
  return readRecord({
    line: fields.line,
    accountId: fields.text('account') || null,
    meterId: isLow ? meter.slice(0, -LOW_REGISTER.length) : meter,
    register: isLow ? 'L' : REGISTER_NUMBER.test(register) ? register : '',
    reading,
    date: dateOf(fields, reading !== null, today),
    readCode: fields.text('readCode') || null,
    troubleCodes: /^0*$/.test(note) ? [] : [note],
  });
}

/** Other texts in its field are the id of a radio register, which says nothing of which register it is. */
const REGISTER_NUMBER = /^(0*[12]|[LH])$/;

/** Where the low register of a meter has a line, the line of the meter's own name is that of the high one. */
function withHighRegisters(records: readonly ReadRecord[]): ReadRecord[] {
  const compound = new Set(records.filter(({ register }) => register === 'L').map(({ meterId }) => meterId));
  return records.map((record) =>
    record.register === '' && compound.has(record.meterId) ? { ...record, register: 'H' } : record,
  );
}

function readingOf(fields: Fields, keepBadReadings: boolean): string | null {
  const text = fields.text('reading');
  if (text === '') return null;
  if (!/^\d{1,9}$/.test(text) && !keepBadReadings) {
    fields.add(
      'reading',
      'reading-not-a-number',
      `holds "${text}", which is no reading of digits`,
      'Read the meter again, or blank the field so that it counts as unread.',
    );
  }
  return text;
}

/** The format gives no year: it is the last such day up to today. */
function dateOf(fields: Fields, needed: boolean, today: CalendarDate): CalendarDate | null {
  const text = fields.raw('month') + fields.raw('day');
  if (text.trim() === '' && !needed) return null;
  const date = /^\d{4}$/.test(text) ? lastSuchDay(text, today) : null;
  if (date === null) {
    const what =
      text.trim() === '' ? 'is blank although there is a reading' : `and day hold "${text}", which is no day`;
    fields.add('month', 'date-invalid', what, 'Month and day are two digits each. Check the clock of the handheld.');
  }
  return date;
}

/** The 29th of February comes back within eight years. */
const YEARS_BACK = 8;

function lastSuchDay(monthAndDay: string, today: CalendarDate): CalendarDate | null {
  const year = Number(today.slice(0, 4));
  const days = Array.from({ length: YEARS_BACK + 1 }, (_, back) => {
    return `${String(year - back).padStart(4, '0')}-${monthAndDay.slice(0, 2)}-${monthAndDay.slice(2)}`;
  });
  const found = days.find((day) => isCalendarDate(day) && day <= today);
  return found === undefined ? null : calendarDate(found);
}
