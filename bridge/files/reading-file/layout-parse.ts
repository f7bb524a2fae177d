import type { CalendarDate } from '../../contract/calendar-date.js';
import { formatOfLayout, readRecord, type ReadingFile, type ReadRecord } from '../../contract/reading-file.js';
import type { ReadingLayout, ReturnField, ReturnLayout } from '../../contract/settings/reading-layouts.js';
import { countByRoute } from './count-records.js';
import { addDuplicateIssues } from './duplicate-reads.js';
import type { FileIssues } from './file-issues.js';
import { layoutLines, type LayoutLine } from './layout-lines.js';
import { dateOfLayout, timeOfLayout } from './layout-text.js';
import type { ParseOptions } from './parse-options.js';

/** Parses a file of readings by a layout of the utility's own; problems go to `issues`. */
export function parseByLayout(
  bytes: Buffer,
  { name, returned }: ReadingLayout,
  options: ParseOptions,
  issues: FileIssues,
): ReadingFile {
  const { body, trailer, ignoredColumns } = layoutLines(bytes, returned, issues);
  const reader = new LayoutRow(returned, options.keepBadReadings, issues);
  const isCut = issues.list.length > 0;
  const records = isCut ? [] : body.map((line) => reader.read(line));
  const declared = isCut ? null : reader.count(trailer, records.length);
  addDuplicateIssues(records, 'meter', issues);
  const { counted, routes } = countByRoute(records);
  return {
    format: formatOfLayout(name),
    fileName: options.fileName,
    records,
    declared: declared === null ? null : { readings: declared },
    counted,
    unread: records.filter(({ reading }) => reading === null).length,
    routes,
    cycles: [],
    ignoredColumns,
  };
}

const LEAKS: Readonly<Record<string, ReadRecord['leak']>> = { '1': 'intermittent', '2': 'continuous' };
const BACKFLOWS: Readonly<Record<string, ReadRecord['backflow']>> = { '1': 'minor', '2': 'major' };

class LayoutRow {
  constructor(
    private readonly layout: ReturnLayout,
    private readonly keepBadReadings: boolean,
    private readonly issues: FileIssues,
  ) {}

  read(line: LayoutLine): ReadRecord {
    const text = (field: ReturnField) => this.text(line, field) || null;
    const code = (field: ReturnField) => this.code(line, field);
    if (text('meter') === null) this.add(line, 'meter', 'meter-missing', 'is blank', 'Every line needs its meter.');
    const reading = this.reading(line);
    const newMeterId = text('newMeter');
    return readRecord({
      line: line.line,
      routeId: text('route'),
      accountId: text('account'),
      locationId: text('location'),
      meterId: text('meter') ?? '',
      register: text('register') ?? '',
      endpointSerial: text('endpoint'),
      reading,
      unit: text('unit'),
      date: this.date(line, reading !== null),
      time: this.time(line),
      method: text('method'),
      readCode: code('readCode'),
      skipCode: code('skipCode'),
      troubleCodes: [code('trouble1'), code('trouble2')].filter((each) => each !== null),
      tamper: code('tamper'),
      leak: this.flag(line, 'leak', LEAKS),
      backflow: this.flag(line, 'backflow', BACKFLOWS),
      readerId: text('reader'),
      note: text('note'),
      previousReading: text('previousReading'),
      sequence: this.number(line, 'sequence'),
      changedSequence: this.number(line, 'changedSequence'),
      readOrder: this.number(line, 'readOrder'),
      changedOut: newMeterId !== null,
      newMeterId,
      newEndpointSerial: text('newEndpoint'),
    });
  }

  /** The count of the last line, compared with what was found; null where the layout has none. */
  count(trailer: LayoutLine | null, found: number): number | null {
    const { trailerCount } = this.layout;
    if (trailerCount === undefined) return null;
    const text = trailer === null ? '' : trimmed(trailer.text(trailerCount));
    const line = trailer?.line ?? 1;
    const add = (code: string, message: string) =>
      this.issues.add({ code, line, field: 'trailerCount', message, fix: 'Export the file again; nothing was taken.' });
    if (!/^\d{1,9}$/.test(text)) add('not-digits', `Line ${line}: the count of readings is "${text}".`);
    else if (Number(text) !== found) {
      add('count-differs', `Line ${line} counts ${Number(text)} readings but ${found} were found.`);
    }
    return found;
  }

  private text(line: LayoutLine, field: ReturnField): string {
    const column = this.layout.columns[field];
    return column === undefined ? '' : trimmed(line.text(column));
  }

  private code(line: LayoutLine, field: ReturnField): string | null {
    const text = this.text(line, field);
    return text === '' || this.layout.noCode.includes(text) ? null : text;
  }

  private reading(line: LayoutLine): string | null {
    const { blankReading, decimals, shape, columns } = this.layout;
    // Only fields of fixed width are padded: elsewhere a blank stands where a digit was.
    const column = columns.reading;
    const text = shape === 'fixed' || column === undefined ? this.text(line, 'reading') : line.text(column);
    if (text === '') {
      if (blankReading === 'refuse') this.add(line, 'reading', 'reading-missing', 'is blank', BLANK_FIX);
      return null;
    }
    const isNumber = decimals === undefined ? /^\d{1,15}(\.\d{1,6})?$/.test(text) : /^\d{1,15}$/.test(text);
    if (isNumber) return withPoint(text, decimals ?? 0);
    if (!this.keepBadReadings) {
      this.add(line, 'reading', 'reading-not-a-number', `holds "${text}", which is no meter reading`, READING_FIX);
    }
    return text;
  }

  private date(line: LayoutLine, needed: boolean): CalendarDate | null {
    const text = this.text(line, 'date');
    if (text === '' && !needed) return null;
    const date = dateOfLayout(text, this.layout.dateFormat);
    if (date === null) {
      const what =
        text === ''
          ? 'is blank although there is a reading'
          : `holds "${text}", which is no date written as ${this.layout.dateFormat}`;
      this.add(line, 'date', 'date-invalid', what, 'Correct the date, or the layout.');
    }
    return date;
  }

  private time(line: LayoutLine): string | null {
    const text = this.text(line, 'time');
    if (text === '') return null;
    const time = timeOfLayout(text, this.layout.timeFormat);
    if (time === null) {
      const what = `holds "${text}", which is no time written as ${this.layout.timeFormat}`;
      this.add(line, 'time', 'time-invalid', what, 'Correct the time, or the layout.');
    }
    return time;
  }

  private number(line: LayoutLine, field: 'sequence' | 'changedSequence' | 'readOrder'): number | null {
    const text = this.text(line, field);
    if (text === '') return null;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    this.add(line, field, 'not-digits', `holds "${text}" where digits must stand`, 'Export the file again.');
    return null;
  }

  private flag<Word>(line: LayoutLine, field: 'leak' | 'backflow', words: Readonly<Record<string, Word>>): Word | null {
    const text = this.code(line, field);
    if (text === null || text === '0') return null;
    const word = Object.hasOwn(words, text) ? words[text] : undefined;
    if (word === undefined) this.add(line, field, 'value-unknown', `holds "${text}"`, 'It must be 0, 1 or 2.');
    return word ?? null;
  }

  private add({ line }: LayoutLine, field: ReturnField, code: string, what: string, fix: string): void {
    const at = this.layout.columns[field]?.at ?? field;
    const where =
      typeof at === 'number' ? `${field} (${this.layout.shape === 'fixed' ? 'position' : 'column'} ${at})` : at;
    const named = typeof at === 'number' ? field : at;
    this.issues.add({ code, line, field: named, message: `Line ${line}: ${where} ${what}.`, fix });
  }
}

const BLANK_FIX =
  'The layout says that every meter has a reading. Read the meter, or let the layout take blanks as unread.';
const READING_FIX = 'Read the meter again, or clear the reading so that it counts as unread.';

/** Only blanks around a value are padding. */
function trimmed(text: string): string {
  return text.replace(/^ +| +$/g, '');
}

/** Puts the point that the file leaves out, so that the digits mean what they are. */
function withPoint(digits: string, decimals: number): string {
  if (decimals === 0) return digits;
  const padded = digits.padStart(decimals + 1, '0');
  return `${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}
