import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import {
  readingLayoutSchema,
  readingLayoutsSchema,
  type ReadingLayout,
} from '../../../../bridge/contract/settings/reading-layouts.js';
import { chooseLayout } from '../../../../bridge/files/reading-file/choose-layout.js';
import { parseReadingFile } from '../../../../bridge/files/reading-file/parse-reading-file.js';
import { startingReadingLayouts } from '../../../../migrations/starting-reading-layouts.js';
import { aRead, TODAY } from './read-samples.js';

const [RADIX] = readingLayoutsSchema.parse(startingReadingLayouts);

/** A tab-separated file with names, a line before them and a count after the last reading. */
const READY = readingLayoutSchema.parse({
  name: 'READy',
  returned: {
    shape: 'delimited',
    delimiter: '\t',
    names: true,
    headerLines: 1,
    trailerLines: 1,
    trailerCount: { at: 2 },
    dateFormat: 'MM/DD/YYYY',
    timeFormat: 'HHmm',
    decimals: 2,
    blankReading: 'refuse',
    noCode: ['0', '00'],
    columns: {
      account: { at: 'Acct' },
      meter: { at: 'Meter' },
      reading: { at: 'Value' },
      date: { at: 'Day' },
      time: { at: 'Time' },
      trouble1: { at: 'Code' },
      leak: { at: 'Leak' },
      changedSequence: { at: 'New Seq' },
    },
  },
});
const READY_LINES = [
  'READy export',
  'Acct\tMeter\tValue\tDay\tTime\tCode\tLeak\tNew Seq\tExtra',
  '10-0042-01\t70012345\t12345\t11/3/2026\t1040\t07\t2\t25\tx',
  '10-0043-01\t70012346\t5\t11/03/2026\t\t00\t\t\t',
  'END\t2',
];

const join = (lines: readonly string[], end = '\r\n') => lines.map((line) => line + end).join('');
const put = (index: number, text: string) => join(READY_LINES.map((line, at) => (at === index ? text : line)));

function parse(layout: ReadingLayout | undefined, text: string | Buffer, badReadings: 'refuse' | 'keep' = 'refuse') {
  assert.ok(layout);
  const bytes = Buffer.isBuffer(text) ? text : Buffer.from(text, 'utf8');
  return parseReadingFile(bytes, { fileName: 'reads.txt', today: TODAY, format: layout, badReadings });
}

function problems(layout: ReadingLayout | undefined, text: string | Buffer): string[] {
  try {
    parse(layout, text);
  } catch (error) {
    if (error instanceof CurbstopError) {
      return error.issues.map(({ rowKey, column, code }) => [rowKey, column, code].filter(Boolean).join(' '));
    }
    throw error;
  }
  throw new Error('The file was taken although it should be refused.');
}

describe('a reading file of fixed width, by a layout', () => {
  const LINE = '   101100042 001234511032670012345  ';

  it('gives each field from its position', () => {
    const { records, format } = parse(RADIX, join([LINE], '\n'));
    assert.equal(format, 'layout:Radix');
    assert.deepEqual(records, [
      {
        ...aRead({ routeId: '101', accountId: '100042', meterId: '70012345', reading: '0012345' }),
        line: 1,
        date: calendarDate('2026-11-03'),
      },
    ]);
  });

  it('is refused for lines of another length, by their number', () => {
    assert.deepEqual(problems(RADIX, join([LINE, LINE.slice(0, 35)])), ['line 2 line-length']);
  });

  it('names the position of what does not decode', () => {
    assert.deepEqual(problems(RADIX, join([LINE.replace('110326', '133126')])), ['line 1 date date-invalid']);
    assert.deepEqual(problems(RADIX, join([LINE.replace('0012345', '00H2345')])), [
      'line 1 reading reading-not-a-number',
    ]);
    assert.equal(parse(RADIX, join([LINE.replace('0012345', '00H2345')]), 'keep').records[0]?.reading, '00H2345');
  });
});

describe('a delimited reading file, by a layout', () => {
  it('gives each column by its name, codes as they are, and the point that the layout puts into a reading', () => {
    const { records, declared, ignoredColumns } = parse(READY, join(READY_LINES));
    assert.deepEqual(records[0], {
      ...aRead({ routeId: null, accountId: '10-0042-01', meterId: '70012345', reading: '123.45' }),
      line: 3,
      date: calendarDate('2026-11-03'),
      time: '10:40',
      troubleCodes: ['07'],
      leak: 'continuous',
      changedSequence: 25,
    });
    assert.deepEqual([records[1]?.reading, records[1]?.troubleCodes, records[1]?.leak], ['0.05', [], null]);
    assert.deepEqual(declared, { readings: 2 });
    assert.deepEqual(ignoredColumns, ['Extra']);
  });

  it('compares the count of the last line with the readings', () => {
    assert.deepEqual(problems(READY, put(4, 'END\t3')), ['line 5 trailerCount count-differs']);
    assert.deepEqual(problems(READY, put(4, 'END\tmany')), ['line 5 trailerCount not-digits']);
    assert.deepEqual(problems(READY, join(READY_LINES.slice(0, 4))), ['line 4 trailerCount count-differs']);
  });

  it('is refused for a blank reading where the layout says that there is none', () => {
    const blank = READY_LINES[3]?.replace('\t5\t', '\t\t') ?? '';
    assert.deepEqual(problems(READY, put(3, blank)), ['line 4 Value reading-missing']);
  });

  it('is refused for missing names, other numbers of columns, and what does not decode', () => {
    assert.deepEqual(problems(READY, put(1, READY_LINES[1]?.replace('Leak', 'leak') ?? '')), [
      'line 2 Leak header-missing',
    ]);
    assert.deepEqual(problems(READY, put(2, 'a\tb')), ['line 3 column-count']);
    const bad = '10\t7\t12.5\t31/12/2026\t2500\t\t9\tx\t';
    assert.deepEqual(problems(READY, put(2, bad)), [
      'line 3 Value reading-not-a-number',
      'line 3 Day date-invalid',
      'line 3 Time time-invalid',
      'line 3 Leak value-unknown',
      'line 3 New Seq not-digits',
    ]);
  });

  it('goes by the places of columns where no line names them', () => {
    const { delimiter, columns } = {
      delimiter: ';',
      columns: { meter: { at: 3 }, reading: { at: 1 }, date: { at: 2 } },
    };
    const layout = readingLayoutSchema.parse({ name: 'P', returned: { shape: 'delimited', delimiter, columns } });
    assert.deepEqual(
      parse(layout, '007;2026-11-03;M1\n').records.map(({ meterId, reading }) => [meterId, reading]),
      [['M1', '007']],
    );
    assert.deepEqual(problems(layout, '007;2026-11-03\n'), ['line 1 column-count']);
    assert.deepEqual(problems(layout, '007;2026-11-03;M1'), ['line 1 file-cut']);
  });

  it('answers any bytes with reads or with a refusal that a person can read', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        try {
          parse(READY, Buffer.from(bytes));
        } catch (error) {
          assert.ok(error instanceof CurbstopError, String(error));
        }
      }),
    );
  });
});

describe('a reading layout', () => {
  const faults = (changes: Record<string, unknown>) => {
    const { returned } = READY;
    const found = readingLayoutSchema.safeParse({ name: 'X', returned: { ...returned, ...changes } });
    return found.error?.issues.map(({ message }) => message) ?? [];
  };

  it('must have the meter, the reading and the date, each in a column of its own', () => {
    assert.deepEqual(faults({ columns: { meter: { at: 'A' }, reading: { at: 'A' } } }), [
      'has no column for the date',
      'has the meter and the reading in one column',
    ]);
  });

  it('of fixed width gives a position and a length for each column, within the line', () => {
    const columns = { meter: { at: 1, length: 5 }, reading: { at: 6, length: 5 }, date: { at: 11 } };
    const fixed = {
      shape: 'fixed',
      delimiter: undefined,
      names: false,
      lineLength: 8,
      trailerLines: 0,
      trailerCount: undefined,
    };
    assert.deepEqual(faults({ ...fixed, columns }), [
      'has a column from 6 that reaches past the line',
      'must give the first position and the length of each column',
    ]);
  });

  it('must name the meter, for an account alone can have two registers, or a meter that was changed', () => {
    const columns = { account: { at: 1 }, route: { at: 2 }, reading: { at: 3 }, date: { at: 4 } };
    const loaded = { shape: 'delimited', delimiter: ',', columns: { account: { at: 1 } } };
    const words =
      'has no column for the meter, and an account alone does not tell which register or which meter was read';
    const byAccount = readingLayoutSchema.safeParse({
      name: 'By account',
      returned: { shape: 'delimited', delimiter: ',', columns },
      loaded,
    });
    assert.deepEqual(
      byAccount.error?.issues.map(({ path, message }) => [path[0], message]),
      [
        ['returned', words],
        ['loaded', words],
      ],
    );
  });

  it('may not bear the name of a vendor’s format, and each has a name of its own', () => {
    assert.equal(readingLayoutSchema.safeParse({ ...READY, name: 'neptune' }).success, false);
    assert.equal(readingLayoutsSchema.safeParse([READY, READY]).success, false);
    assert.equal(readingLayoutsSchema.safeParse(startingReadingLayouts).success, true);
  });
});

describe('choosing the layout of a file that nobody named', () => {
  const own = RADIX ? [RADIX] : [];

  it("takes the open cycle's own only where the content is no vendor's", () => {
    assert.equal(chooseLayout(Buffer.from('   101100042 0012345110326'), own), RADIX);
    assert.equal(chooseLayout(Buffer.from('COMHD'), own), null);
    assert.equal(chooseLayout(Buffer.from('anything'), []), null);
  });

  it('asks where two open cycles have layouts of their own, and where a vendor’s file has all the names of one', () => {
    const ask = (bytes: string, layouts: readonly ReadingLayout[]) => {
      assert.throws(
        () => chooseLayout(Buffer.from(bytes), layouts),
        (error) => error instanceof CurbstopError && error.code === 'layout-not-told',
      );
    };
    ask('anything', [...own, READY]);
    const columns = { meter: { at: 'Meter_ID' }, reading: { at: 'Read' }, date: { at: 'Current_Read_Date' } };
    const alike = { name: 'Like BEACON', returned: { shape: 'delimited', delimiter: ',', names: true, columns } };
    ask('Account_ID,Meter_ID,Read,Current_Read_Date\n', [readingLayoutSchema.parse(alike)]);
  });
});
