import { readRecord, type ReadRecord } from '../../contract/reading-file.js';
import { BILLING_READ, type BeaconColumns, type BeaconField } from './beacon-columns.js';
import type { FileIssues } from './file-issues.js';
import { parseBeaconTime, type ReadTime } from './read-time.js';

/** Longest text of each field, from Badger's billing read export specification. */
const MAX_LENGTH: Readonly<Partial<Record<BeaconField, number>>> = {
  account: 32,
  location: 40,
  servicePoint: 40,
  meter: 24,
  register: 1,
  endpoint: 20,
  method: 7,
  unit: 12,
};
const ONE_OF: Readonly<Partial<Record<BeaconField, readonly string[]>>> = {
  register: ['', 'L', '0', 'H', '2'],
  method: ['', 'AMR', 'Fixed', 'Manual', 'Network', 'n/a'],
  unit: ['', 'GAL', 'CUBIC_FEET', 'CUBIC_METER', 'LITER', 'AF', 'OIL_BARREL', 'FLUID_BARREL'],
};
const READING_DIGITS = 9;
const QUIET_TAMPER = new Set(['', '0', 'N', 'No', 'n/a']);

/** What a cell of one column may hold. */
interface CellRule {
  readonly field: BeaconField;
  readonly index: number;
  readonly allowed: readonly string[] | undefined;
  readonly max: number;
}

/** Turns the rows of one BEACON file into records; whatever is wrong with a row becomes an issue. */
export class BeaconRowReader {
  readonly #rules: readonly CellRule[];
  /** A file has few moments and many lines. */
  readonly #moments = new Map<string, ReadTime | null>();
  /** Words that most lines share are kept once. */
  readonly #words = new Map<string, string>();

  constructor(
    private readonly columns: BeaconColumns,
    private readonly keepBadReadings: boolean,
    private readonly issues: FileIssues,
  ) {
    this.#rules = (Object.keys(columns.at) as BeaconField[]).map((field) => ({
      field,
      index: columns.at[field]?.index ?? -1,
      allowed: ONE_OF[field],
      max: MAX_LENGTH[field] ?? Infinity,
    }));
  }

  read(row: readonly string[], line: number): ReadRecord {
    const text = (field: BeaconField) => row[this.columns.at[field]?.index ?? -1]?.trim() ?? '';
    const word = (field: BeaconField) => this.word(text(field));
    for (const rule of this.#rules) this.check(rule, row[rule.index]?.trim() ?? '', line);
    if (text('meter') === '') this.add('meter', line, 'meter-missing', 'has no meter', 'Every line needs its meter.');
    const reading = this.reading(row, line);
    const moment = this.moment(text('date'), reading !== null, line);
    const tamper = text('tamper');
    return readRecord({
      line,
      routeId: word('route') || null,
      accountId: text('account') || null,
      locationId: text('location') || null,
      servicePointId: text('servicePoint') || null,
      meterId: text('meter'),
      register: word('register'),
      endpointSerial: text('endpoint') || null,
      reading,
      unit: word('unit') || null,
      atBillingResolution: this.columns.at.reading?.header === BILLING_READ,
      date: moment?.date ?? null,
      time: moment?.time ?? null,
      method: word('method') || null,
      readCode: this.word(joined(text('readCode'), text('readCode2'), text('readCode3'))) || null,
      troubleCodes: separateWords(`${text('trouble')} ${text('exception')}`),
      tamper: QUIET_TAMPER.has(tamper) ? null : tamper,
      readerId: word('reader') || null,
      sequence: this.sequence(text('sequence'), line),
    });
  }

  private word(text: string): string {
    const known = this.#words.get(text);
    if (known !== undefined) return known;
    this.#words.set(text, text);
    return text;
  }

  private check({ field, allowed, max }: CellRule, text: string, line: number): void {
    if (text === '' && allowed === undefined) return;
    if (/[\t\r\n]/.test(text)) {
      this.add(field, line, 'line-break', 'holds a line break or a tab', 'One line of the file is one register.');
    } else if (allowed !== undefined && !allowed.includes(text)) {
      const list = allowed.map((word) => word || 'blank').join(', ');
      this.add(field, line, 'value-unknown', `holds "${text}"`, `BEACON writes one of: ${list}.`);
    } else if (text.length > max) {
      this.add(field, line, 'value-too-long', `holds ${text.length} characters`, `At most ${max} are allowed.`);
    }
  }

  private reading(row: readonly string[], line: number): string | null {
    const text = row[this.columns.at.reading?.index ?? -1] ?? '';
    const other = row[this.columns.otherReading] ?? '';
    if (text === '') {
      // The two columns may differ in resolution, so the one never stands in for the other.
      if (other !== '') {
        this.add('reading', line, 'reading-missing', `is blank while the other reading is ${other}`, RESOLUTION);
      }
      return null;
    }
    if (!this.keepBadReadings && !isReading(text)) {
      this.add('reading', line, 'reading-not-a-number', `holds "${text}", which is no meter reading`, BAD_READING);
    }
    return text;
  }

  private sequence(text: string, line: number): number | null {
    if (text === '') return null;
    if (/^\d{1,9}$/.test(text)) return Number(text);
    this.add('sequence', line, 'not-digits', `holds "${text}", which is no place in a route`, 'Export the file again.');
    return null;
  }

  private moment(text: string, needed: boolean, line: number): ReadTime | null {
    if (text === '' && !needed) return null;
    const known = this.#moments.get(text);
    const moment = known === undefined ? parseBeaconTime(text) : known;
    if (known === undefined) this.#moments.set(text, moment);
    if (moment === null) {
      const what = text === '' ? 'is blank although there is a reading' : `holds "${text}", which is no real date`;
      this.add('date', line, 'date-invalid', what, BAD_DATE);
    }
    return moment;
  }

  private add(field: BeaconField, line: number, code: string, what: string, fix: string): void {
    const header = this.columns.at[field]?.header ?? field;
    this.issues.add({ code, line, field: header, message: `Line ${line}: ${header} ${what}.`, fix });
  }
}

function joined(...words: readonly string[]): string {
  return words.filter(Boolean).join(' ');
}

const NO_WORDS: readonly string[] = [];

function separateWords(text: string): readonly string[] {
  return text === ' ' ? NO_WORDS : text.split(/\s+/).filter(Boolean);
}

const RESOLUTION = 'Set the billing resolution of this meter in BEACON and export again.';
const BAD_READING =
  'A reading is up to 9 digits. Read the meter again, or clear the reading so that it counts as unread.';
const BAD_DATE = 'Dates are written 2026-11-03 10:40. Do not open and save the file in Excel, which rewrites them.';

function isReading(text: string): boolean {
  return /^\d+(\.\d+)?$/.test(text) && text.replace('.', '').length <= READING_DIGITS;
}
