import fc from 'fast-check';
import { addDays, calendarDate, type CalendarDate } from '../../../../bridge/contract/calendar-date.js';
import { CurbstopError, type Issue } from '../../../../bridge/contract/problem.js';
import { readRecord, type ReadingFile, type ReadRecord } from '../../../../bridge/contract/reading-file.js';
import { parseReadingFile } from '../../../../bridge/files/reading-file/parse-reading-file.js';

/** The day on which the files of these tests are read. */
export const TODAY = calendarDate('2026-11-23');

/** Parses a file given as text or bytes. */
export function parse(file: string | Buffer): ReadingFile {
  return parseReadingFile(Buffer.isBuffer(file) ? file : Buffer.from(file, 'utf8'), {
    fileName: 'reads.dat',
    today: TODAY,
  });
}

/** The refusal of a file; fails when the file is taken. */
export function refusal(file: string | Buffer): CurbstopError {
  try {
    parse(file);
  } catch (error) {
    if (error instanceof CurbstopError) return error;
    throw error;
  }
  throw new Error('The file was taken although it should be refused.');
}

/** The problems of a file in short: "line 3 date date-invalid". */
export function problems(file: string | Buffer): string[] {
  return refusal(file).issues.map(({ rowKey, column, code }) => [rowKey, column, code].filter(Boolean).join(' '));
}

/** The first problem of a file. */
export function firstProblem(file: string | Buffer): Issue {
  const [issue] = refusal(file).issues;
  if (issue === undefined) throw new Error('The refusal lists no problem.');
  return issue;
}

/** A read without anything odd. */
export function aRead(changes: Partial<ReadRecord> = {}): ReadRecord {
  return readRecord({
    line: 0,
    routeId: 'R1',
    accountId: 'A1',
    meterId: 'M1',
    reading: '000123',
    date: calendarDate('2026-11-03'),
    ...changes,
  });
}

/** What the reads say, without the line on which each stands. */
export function withoutLines(records: readonly ReadRecord[]): ReadRecord[] {
  return records.map((record) => ({ ...record, line: 0 }));
}

const TWO = { minLength: 1, maxLength: 2 };
const DIGITS = [...'0123456789'];
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789'];

/** Text of digits or of capitals and digits. */
const digits = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...DIGITS), minLength, maxLength });
const word = (minLength: number, maxLength: number) =>
  fc.string({ unit: fc.constantFrom(...LETTERS), minLength, maxLength });
const orNull = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const dates: fc.Arbitrary<CalendarDate> = fc
  .integer({ min: 0, max: 20_000 })
  .map((days) => addDays(calendarDate('2000-01-01'), days));
const twoDigits = (max: number) => fc.integer({ min: 0, max }).map((value) => String(value).padStart(2, '0'));

/** Reads as BEACON can hold them: awkward ids with quotes, commas, tabs excepted, and unread meters. */
export const beaconReads: fc.Arbitrary<ReadRecord[]> = fc.uniqueArray(
  fc
    .record({
      id: fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 20 }),
      accountId: orNull(word(1, 32)),
      routeId: orNull(word(1, 8)),
      locationId: orNull(word(1, 40)),
      endpointSerial: orNull(word(1, 20)),
      register: fc.constantFrom('', 'L', '0', 'H', '2'),
      reading: orNull(
        fc.oneof(
          digits(1, 9),
          fc.tuple(digits(1, 6), digits(1, 3)).map((parts) => parts.join('.')),
        ),
      ),
      unit: orNull(fc.constantFrom('GAL', 'CUBIC_FEET', 'CUBIC_METER', 'LITER')),
      method: orNull(fc.constantFrom('AMR', 'Fixed', 'Manual', 'Network', 'n/a')),
      date: dates,
      time: orNull(fc.tuple(twoDigits(23), twoDigits(59)).map((parts) => parts.join(':'))),
      troubleCodes: fc.array(word(1, 4), { maxLength: 2 }),
      readerId: orNull(word(1, 5)),
    })
    .map(({ id, ...rest }) => aRead({ ...rest, atBillingResolution: true, meterId: `M${id.trim()}` })),
  { minLength: 1, maxLength: 30, selector: ({ meterId }) => meterId },
);

const mvrsRead = fc.record({
  reading: orNull(digits(10, 10)),
  date: dates,
  time: orNull(fc.tuple(twoDigits(23), twoDigits(59), twoDigits(59)).map((parts) => parts.join(':'))),
  method: orNull(fc.constantFrom('R', 'K')),
  readCode: orNull(fc.constantFrom('N', 'E')),
  skipCode: orNull(digits(3, 3).filter((code) => code !== '000')),
  troubleCodes: fc.array(
    digits(3, 3).filter((code) => code !== '000'),
    { maxLength: 2 },
  ),
  readerId: orNull(word(1, 9)),
  previousReading: orNull(digits(10, 10)),
  meterConstant: orNull(digits(6, 6)),
  dials: orNull(fc.integer({ min: 1, max: 10 })),
  decimals: orNull(fc.integer({ min: 0, max: 3 })),
  endpointSerial: orNull(digits(8, 10)),
});

/** Reads as MV-RS can hold them: routes of customers of meters of one or two registers. */
export const mvrsReads: fc.Arbitrary<ReadRecord[]> = fc
  .array(fc.array(fc.array(fc.array(mvrsRead, TWO), TWO), { minLength: 1, maxLength: 4 }), TWO)
  .map((routes) =>
    routes.flatMap((customers, route) =>
      customers.flatMap((meters, customer) =>
        meters.flatMap((registers, meter) =>
          registers.map((read, register) =>
            aRead({
              ...read,
              routeId: `R${route}`,
              accountId: `1${route}-${customer}`,
              meterId: `${route}${customer}${meter}`,
              register: `00${register + 1}`,
              sequence: 10 * (customer + 1),
              readOrder: customer + 1,
              changedOut: (route + customer + meter) % 3 === 0,
            }),
          ),
        ),
      ),
    ),
  );

const daysOfSteps = orNull(fc.constantFrom(0, 1, 3, 8, 15, 22, 35));

const neptuneRead = fc.record({
  reading: orNull(digits(1, 10)),
  readCode: fc.constantFrom('MK', 'RF'),
  previousReading: orNull(digits(10, 10)),
  dials: orNull(fc.integer({ min: 1, max: 8 })),
  decimals: orNull(fc.integer({ min: 0, max: 3 })),
  endpointSerial: orNull(digits(10, 13)),
  newEndpointSerial: orNull(digits(10, 13)),
  leak: orNull(fc.constantFrom('intermittent' as const, 'continuous' as const)),
  backflow: orNull(fc.constantFrom('minor' as const, 'major' as const)),
  noFlowDays: daysOfSteps,
  leakDays: daysOfSteps,
  reentries: orNull(fc.integer({ min: 0, max: 99 })),
});
const neptuneMeter = fc.record({
  date: dates,
  troubleCodes: fc.array(
    word(1, 4).filter((code) => !/^0*$/.test(code)),
    { maxLength: 2 },
  ),
  meterConstant: orNull(digits(6, 6)),
  newMeterId: orNull(word(1, 20)),
  sequence: orNull(fc.integer({ min: 0, max: 999_999 })),
  changedSequence: orNull(fc.integer({ min: 1, max: 999_999 })),
});
const neptuneStop = fc.tuple(
  neptuneMeter,
  fc.oneof(
    neptuneRead.map((read) => [{ ...read, register: '' }]),
    fc.tuple(neptuneRead, neptuneRead).map(([low, high]) => [
      { ...low, register: 'L' },
      { ...high, register: 'H', meterConstant: null },
    ]),
  ),
);

/** Reads as a Neptune system can hold them: routes of premises of meters of one register, or of a low and a high one. */
export const neptuneReads: fc.Arbitrary<ReadRecord[]> = fc
  .array(fc.array(fc.array(neptuneStop, TWO), { minLength: 1, maxLength: 4 }), TWO)
  .map((routes) =>
    routes.flatMap((premises, route) =>
      premises.flatMap((meters, place) =>
        meters.flatMap(([facts, registers], meter) =>
          registers.map((read) =>
            aRead({
              ...facts,
              ...read,
              routeId: `R${route}`,
              accountId: `1${route}-${place}`,
              locationId: `${route}-${place}`,
              meterId: `${route}${place}${meter}`,
              changedOut: facts.newMeterId !== null,
            }),
          ),
        ),
      ),
    ),
  );

/** Reads as AutoRead can hold them, the first of them read. */
export const autoreadReads: fc.Arbitrary<ReadRecord[]> = fc
  .array(
    fc.record({
      reading: orNull(digits(1, 9)),
      readCode: orNull(fc.constantFrom('M', 'R')),
      troubleCodes: fc.array(
        digits(1, 2).filter((code) => !/^0*$/.test(code)),
        { maxLength: 1 },
      ),
      ago: fc.integer({ min: 0, max: 364 }),
      accountId: orNull(word(1, 12)),
    }),
    { minLength: 1, maxLength: 30 },
  )
  .map((reads) =>
    reads.map(({ ago, ...read }, index) => {
      const reading = index === 0 ? '001' : read.reading;
      const date = reading === null ? null : addDays(TODAY, -ago);
      return aRead({
        ...read,
        reading,
        date,
        routeId: null,
        meterId: `M${index}`,
        register: index % 2 === 0 ? '' : '1',
      });
    }),
  );
