import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseReadingFile } from '../../../../bridge/files/reading-file/parse-reading-file.js';
import { writeBeaconCsv } from '../../../../bridge/files/reading-file/beacon-write.js';
import { aRead, beaconReads, firstProblem, parse, problems, refusal, TODAY, withoutLines } from './read-samples.js';

// Made by hand from Badger's billing read export specification.
const HEADER =
  'Account_ID,Location_ID,Service_Point_ID,Meter_ID,Register_Number,Endpoint_SN,Read_Method,Read,Read_Unit,Billing_Read,Current_Read_Date,Backflow_Gallons';
const FIRST = '10-0042-01,L42,SP1,70012345,,130012345,Network,0123456,GAL,0123,2026-11-03 10:40,0';
const UNREAD = '10-0043-01,L43,SP1,70012346,,130012346,n/a,,GAL,,,0';

function file(...lines: string[]): string {
  return `${lines.join('\r\n')}\r\n`;
}

/** A small file with the columns that must be there. */
function small(...rows: string[]): string {
  return file('Account_ID,Meter_ID,Read,Current_Read_Date', ...rows);
}

describe('a BEACON billing-read file', () => {
  it('gives its reads as text, untouched, with line, unit, date and time', () => {
    const { format, records, declared, counted, unread } = parse(file(HEADER, FIRST, UNREAD));
    assert.equal(format, 'beacon-csv');
    assert.deepEqual(records[0], {
      ...aRead({ accountId: '10-0042-01', routeId: null, locationId: 'L42', servicePointId: 'SP1' }),
      line: 2,
      meterId: '70012345',
      endpointSerial: '130012345',
      method: 'Network',
      reading: '0123',
      unit: 'GAL',
      atBillingResolution: true,
      time: '10:40',
    });
    assert.equal(declared, null);
    assert.deepEqual(counted, { routes: 0, customers: 2, meters: 2, readings: 2 });
    assert.equal(unread, 1);
  });

  it('gives an unread meter as null, not as zero', () => {
    assert.equal(parse(file(HEADER, UNREAD)).records[0]?.reading, null);
  });

  it('names the columns that it leaves aside', () => {
    assert.deepEqual(parse(file(HEADER, FIRST)).ignoredColumns, ['Backflow_Gallons']);
  });

  it('takes the billing reading before the reading, and older header names', () => {
    const older = file('Account_ID,Meter_ID,Current_Read,Read_Time', 'A1,M1,77,2026-11-03');
    assert.equal(parse(older).records[0]?.reading, '77');
    assert.equal(parse(older).records[0]?.atBillingResolution, false);
  });

  it('never lets the full reading stand in for a blank billing reading', () => {
    const row = FIRST.replace('0123,2026', ',2026');
    assert.deepEqual(problems(file(HEADER, row)), ['line 2 Billing_Read reading-missing']);
  });

  it('reads tabs, a byte order mark, bare line feeds, quotes and blank lines', () => {
    const tabs = '\uFEFFAccount_ID\tMeter_ID\tRead\tCurrent_Read_Date\n"A,""1"""\tM1\t77\t2026-11-03 10:40:59\n\n';
    const [record] = parse(tabs).records;
    assert.deepEqual([record?.accountId, record?.reading, record?.time], ['A,"1"', '77', '10:40:59']);
  });

  it('names every missing header, and one that differs only by its letters', () => {
    const text = file('Account_ID,Location_ID,meter_id,Reading', 'A1,L1,M1,5');
    assert.deepEqual(problems(text), [
      'line 1 Meter_ID header-missing',
      'line 1 Billing_Read header-missing',
      'line 1 Current_Read_Date header-missing',
    ]);
    assert.match(firstProblem(text).message, /"meter_id"/);
  });

  it('refuses a header that stands twice', () => {
    const text = file('Account_ID,Meter_ID,Read,Read,Current_Read_Date', 'A1,M1,5,6,2026-11-03');
    assert.deepEqual(problems(text), ['line 1 Read header-doubled']);
  });

  it('lists all problems of all lines at once', () => {
    const rows = ['A1,M1,051H05,2026-11-03', 'A2,,5,2026-02-30', 'A3,M3,5,11/3/2026 10:40', 'A4,M4,5,'];
    assert.deepEqual(problems(small(...rows)), [
      'line 2 Read reading-not-a-number',
      'line 3 Meter_ID meter-missing',
      'line 3 Current_Read_Date date-invalid',
      'line 4 Current_Read_Date date-invalid',
      'line 5 Current_Read_Date date-invalid',
    ]);
  });

  it('refuses readings that Excel or a damaged dial made', () => {
    for (const reading of ['051H05', '1.23E+05', '-5', '1234567890', ' 5', '5 ', '"1,234"', '0x1F']) {
      assert.deepEqual(problems(small(`A1,M1,${reading},2026-11-03`)), ['line 2 Read reading-not-a-number'], reading);
    }
  });

  it('can keep a bad reading as its text, for the review to show', () => {
    const bytes = Buffer.from(small('A1,M1,051H05,2026-11-03'));
    assert.equal(
      parseReadingFile(bytes, { fileName: 'x', badReadings: 'keep', today: TODAY }).records[0]?.reading,
      '051H05',
    );
  });

  it('refuses unknown units, methods and registers and too long ids', () => {
    const bad = FIRST.replace('GAL', 'gal')
      .replace('Network', 'Guess')
      .replace(',,', ',X,')
      .replace('L42', 'L'.repeat(41));
    assert.deepEqual(problems(file(HEADER, bad)), [
      'line 2 Location_ID value-too-long',
      'line 2 Register_Number value-unknown',
      'line 2 Read_Method value-unknown',
      'line 2 Read_Unit value-unknown',
    ]);
  });

  it('names both lines of a meter and register that stand twice', () => {
    const issue = firstProblem(small('A1,M1,5,2026-11-03', 'A2,M2,5,2026-11-03', 'A1,M1,6,2026-11-03'));
    assert.deepEqual([issue.code, issue.rowKey], ['duplicate-read', 'line 4']);
    assert.match(issue.message, /on line 2 and again on line 4/);
  });

  it('lets a compound meter have a line for each register', () => {
    const text = file(
      'Account_ID,Meter_ID,Register_Number,Read,Current_Read_Date',
      'A,M,L,5,2026-11-03',
      'A,M,H,5,2026-11-03',
    );
    assert.equal(parse(text).records.length, 2);
  });

  it('refuses a file that is cut inside a line', () => {
    assert.deepEqual(problems(file(HEADER, FIRST, UNREAD).slice(0, -14)), ['line 3 file-cut']);
    assert.deepEqual(problems(`${small('A1,M1,5,2026-11-03')}"A2,M2`), ['line 3 line-broken']);
  });

  it('refuses a last number that may be cut, as it has no line break after it', () => {
    const text = file('Account_ID,Meter_ID,Current_Read_Date,Read', 'A1,M1,2026-11-03,1234');
    assert.equal(parse(text).records.length, 1);
    assert.deepEqual(problems(text.slice(0, -2)), ['line 2 Read file-cut']);
    assert.deepEqual(problems(text.slice(0, -3)), ['line 2 Read file-cut']);
  });

  it('refuses lines with too many or too few columns', () => {
    assert.deepEqual(problems(small('A1,M1,1,234,2026-11-03', 'A2,M2,5', 'A3,M3,5,2026-11-03')), [
      'line 2 column-count',
      'line 3 column-count',
    ]);
  });

  it('names line and column of bytes that are no text', () => {
    const damaged = Buffer.from(small('A1,M1,5,2026-11-03', 'A2,M2,5,2026-11-03'));
    const at = damaged.indexOf('A2');
    damaged[at] = 0;
    damaged[at + 3] = 0xff;
    const { issues } = refusal(damaged);
    assert.deepEqual(
      issues.map(({ message }) => message),
      [
        'Line 3, column 1 holds byte 0x00, which is not UTF-8 text.',
        'Line 3, column 4 holds a byte that is not UTF-8 text.',
      ],
    );
  });

  it('refuses a header without readings', () => {
    assert.deepEqual(problems(small()), ['line 1 no-records']);
  });

  it('refuses more than 100,000 records by that limit, and takes 100,000', () => {
    const rows = Array.from({ length: 100_000 }, (_, index) => `A${index},M${index},5,2026-11-03`);
    const full = small(rows.join('\r\n'));
    assert.equal(parse(full).records.length, 100_000);
    const error = refusal(`${full}A,M,5,2026-11-03\r\n`);
    assert.equal(error.code, 'reading-file-too-many-records');
    assert.match(error.message, /more than 100,000 records/);
  });

  it('refuses a million rows without parsing them', () => {
    const bytes = Buffer.from(
      'Account_ID,Meter_ID,Read,Current_Read_Date\n' + 'A1,M1,5,2026-11-03\n'.repeat(1_000_000),
    );
    const started = process.hrtime.bigint();
    assert.equal(refusal(bytes).code, 'reading-file-too-many-records');
    assert.ok(process.hrtime.bigint() - started < 1_000_000_000n);
  });

  it('refuses one endless line', () => {
    assert.deepEqual(problems(small(`A1,M1,${'5'.repeat(100_000)},2026-11-03`)), ['line 2 line-broken']);
  });

  it('comes back as it was written, with commas or tabs', () => {
    fc.assert(
      fc.property(beaconReads, fc.constantFrom(',' as const, '\t' as const), (records, delimiter) => {
        const text = writeBeaconCsv(records, { delimiter });
        assert.deepEqual(withoutLines(parse(text).records), records);
      }),
    );
  });

  it('gives the same reads or an error when it is cut anywhere', () => {
    const records = ['M1', 'M2', 'M3'].map((meterId) => aRead({ meterId, reading: '123456', tamper: 'T1' }));
    const text = writeBeaconCsv(records);
    for (let end = 0; end < text.length; end += 1) {
      const taken = takenFrom(text.slice(0, end));
      const whole = records.slice(0, taken.length).map(({ meterId, reading }) => [meterId, reading]);
      assert.deepEqual(taken, whole, `cut at ${end}`);
    }
  });
});

function takenFrom(text: string): unknown[] {
  try {
    return parse(text).records.map(({ meterId, reading }) => [meterId, reading]);
  } catch (error) {
    assert.equal((error as Error).name, 'CurbstopError');
    return [];
  }
}
