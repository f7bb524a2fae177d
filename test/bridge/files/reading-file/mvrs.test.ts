import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { MVRS_LENGTH } from '../../../../bridge/files/reading-file/mvrs-layout.js';
import { writeMvrsUpload } from '../../../../bridge/files/reading-file/mvrs-write.js';
import { aRead, firstProblem, mvrsReads, parse, problems, refusal, withoutLines } from './read-samples.js';

/** A record made by hand: texts at positions counted from 1, as the published layout counts. */
function record(id: string, ...fields: readonly (readonly [position: number, text: string])[]): string {
  let line = id;
  for (const [position, text] of fields) line = line.padEnd(position - 1) + text;
  assert.ok(line.length <= MVRS_LENGTH);
  return line.padEnd(MVRS_LENGTH);
}

const ROUTE = [4, '00000012'] as const;

function reading(channel: string, value: string): string {
  return record(
    'RDG',
    ROUTE,
    [12, 'WTR L000000'],
    [23, channel],
    [26, 'R0000010'],
    [34, value.padEnd(10)],
    [44, '0001'],
    [48, value.trim() === '' ? '' : '11032026'],
    [56, value.trim() === '' ? '' : '104059'],
    [62, value.trim() === '' ? 'N004' : 'N000'],
    [66, '0012015'],
    [73, '00NJSMITH'],
    [85, '00012'],
    [90, '0701'],
    [97, '000000'],
    [103, '001'],
    [106, '0000000100'],
  );
}

const FILE_COUNTS = [8, '001000002000002000003'] as const;
const ROUTE_COUNTS = [
  [18, '0003'],
  [38, '00020002'],
] as const;

const LINES = [
  record('FHD', FILE_COUNTS),
  record('CHD', [4, '07'], [10, '11012026']),
  record('RHD', ROUTE, ...ROUTE_COUNTS),
  record('CUS', ROUTE, [12, '001'], [15, '10-0042-01'], [35, 'DOE JANE'], [55, '12 ELM ST'], [95, '000 N']),
  record('MTR', ROUTE, [12, '002'], [31, 'A'], [46, '70012345'], [62, '00000040'], [92, 'Y'], [94, 'W']),
  reading('001', '0000123456'),
  record('RFF', ROUTE, [12, '12345678'], [26, 'ERT '], [55, '04']),
  reading('002', '0000000077'),
  record('CUS', ROUTE, [12, '001'], [15, '10-0043-01'], [99, 'N']),
  record('MTR', ROUTE, [12, '001'], [46, '70012346']),
  reading('001', ''),
  record('RTR', ROUTE, ...ROUTE_COUNTS),
  record('CTR', [4, '07']),
  record('FTR', FILE_COUNTS),
];

function file(lines: readonly string[] = LINES): string {
  return lines.map((line) => `${line}\r\n`).join('');
}

/** The file with one line (counted from 1) changed. */
function with1(line: number, change: (text: string) => string): string {
  return file(LINES.map((text, index) => (index === line - 1 ? change(text) : text)));
}

/** Puts text at a position of a line, both counted from 1. */
function put(line: number, position: number, text: string): string {
  return with1(line, (old) => old.slice(0, position - 1) + text + old.slice(position - 1 + text.length));
}

describe('an MV-RS UPLOAD.DAT', () => {
  it('gives each field from its published position', () => {
    const { records } = parse(file());
    assert.deepEqual(records[0], {
      ...aRead({ routeId: '00000012', accountId: '10-0042-01', meterId: '70012345', register: '001' }),
      line: 6,
      endpointSerial: '12345678',
      reading: '0000123456',
      date: calendarDate('2026-11-03'),
      time: '10:40:59',
      method: 'R',
      readCode: 'N',
      troubleCodes: ['012', '015'],
      tamper: '04',
      readerId: 'JSMITH',
      previousReading: '0000000100',
      meterConstant: '000001',
      dials: 7,
      decimals: 1,
      changedOut: true,
      sequence: 40,
      readOrder: 1,
    });
  });

  it('gives the meter constant that the reader keyed, where one was, before the one that the device was loaded with', () => {
    const constant = (keyed: string) => parse(put(6, 97, keyed)).records[0]?.meterConstant;
    assert.deepEqual(
      ['000100', '000000', '      '].map((keyed) => constant(keyed)),
      ['000100', '000001', '000001'],
    );
  });

  it('gives a blank reading with its skip reason as unread', () => {
    const { records, unread } = parse(file());
    assert.deepEqual([records[2]?.reading, records[2]?.skipCode, records[2]?.date], [null, '004', null]);
    assert.equal(unread, 1);
  });

  it('counts routes, customers, meters and readings as its headers and trailers do', () => {
    const { declared, counted, routes, cycles } = parse(file());
    assert.deepEqual(counted, { routes: 1, customers: 2, meters: 2, readings: 3 });
    assert.deepEqual(declared, counted);
    assert.deepEqual(routes, [{ routeId: '00000012', customers: 2, meters: 2, readings: 3 }]);
    assert.deepEqual(cycles, ['07']);
  });

  it('may come without cycle records, but not with one of the two', () => {
    const drop = (...ids: string[]) => file(LINES.filter((line) => !ids.includes(line.slice(0, 3))));
    assert.equal(parse(drop('CHD', 'CTR')).records.length, 3);
    assert.deepEqual(problems(drop('CHD')), ['line 12 record-order']);
    assert.deepEqual(problems(drop('CTR')), ['line 13 record-order']);
  });

  it('is refused when a count differs from what is there', () => {
    assert.deepEqual(problems(put(1, 8, '002')), ['line 1 routes count-differs']);
    assert.deepEqual(problems(put(1, 23, '000004')), ['line 1 readings count-differs']);
    assert.deepEqual(problems(put(3, 38, '0003')), ['line 3 customers count-differs']);
    assert.deepEqual(problems(put(4, 12, '002')), ['line 4 meters count-differs']);
    assert.deepEqual(problems(put(5, 12, '001')), ['line 5 readings count-differs']);
    assert.deepEqual(problems(put(12, 42, '0001')), ['line 12 meters count-differs']);
    assert.deepEqual(problems(put(14, 17, '000009')), ['line 14 meters count-differs']);
    assert.match(firstProblem(put(5, 12, '001')).message, /positions 12-14\) states 1 but 2 were found/);
  });

  it('is refused when a line is lost, and says which counts no longer fit', () => {
    const without = file(LINES.filter((_, index) => index !== 7));
    assert.deepEqual(problems(without), [
      'line 5 readings count-differs',
      'line 3 readings count-differs',
      'line 11 readings count-differs',
      'line 1 readings count-differs',
      'line 13 readings count-differs',
    ]);
  });

  it('is refused when it is cut, and says where', () => {
    const cut = file().slice(0, 8 * 128);
    assert.deepEqual(problems(cut), ['line 8 file-cut']);
    assert.equal(
      firstProblem(cut).message,
      'The file is cut: it ends at line 8, inside route 00000012; nothing was taken.',
    );
    assert.match(firstProblem(file().slice(0, 8 * 128 + 40)).message, /line 9, in the middle of a line, inside route/);
    assert.deepEqual(problems(file().slice(0, 13 * 128)), ['line 13 file-cut']);
  });

  it('may lack the very last line break', () => {
    assert.equal(parse(file().slice(0, -2)).records.length, 3);
  });

  it('is refused for lines of another length', () => {
    assert.deepEqual(problems(with1(9, (line) => line.trimEnd()))[0], 'line 9 line-length');
    assert.match(firstProblem(with1(9, (line) => `${line} `)).message, /127 characters/);
  });

  it('is refused once, and by its line ends, where these are LF or CR alone', () => {
    for (const [end, name] of [
      ['\n', '(LF)'],
      ['\r', '(CR)'],
    ] as const) {
      const { issues } = refusal(file().replaceAll('\r\n', end));
      assert.deepEqual(
        issues.map(({ code, message }) => [code, message.includes(`column 127 with`), message.includes(name)]),
        [['line-ends', true, true]],
      );
    }
  });

  it('may begin with a byte order mark', () => {
    assert.equal(parse(`\uFEFF${file()}`).records.length, 3);
  });

  it('is refused for unknown records and for records out of order', () => {
    assert.deepEqual(problems(put(7, 1, 'XYZ')), ['line 7 record-unknown']);
    const swapped = [...LINES];
    [swapped[4], swapped[5]] = [LINES[5] ?? '', LINES[4] ?? ''];
    assert.match(firstProblem(file(swapped)).message, /Line 5: RDG stands after CUS, where CSX or MTR must come/);
    assert.deepEqual(problems(`${file()}${LINES[13]}\r\n`), ['line 15 record-order']);
  });

  it('is refused when a record names another route than the one it stands in', () => {
    assert.deepEqual(problems(put(6, 11, '3')), ['line 6 route route-differs']);
  });

  it('is refused for readings, dates, times and codes that do not decode', () => {
    assert.deepEqual(problems(put(6, 34, '0000051H05')), ['line 6 reading reading-not-a-number']);
    assert.match(firstProblem(put(6, 34, '0000051H05')).message, /positions 34-43\) holds "0000051H05"/);
    assert.deepEqual(problems(put(6, 34, '    123456')), ['line 6 reading reading-not-a-number']);
    assert.deepEqual(problems(put(6, 48, '02302026')), ['line 6 date date-invalid']);
    assert.deepEqual(problems(put(6, 48, '        ')), ['line 6 date date-invalid']);
    assert.deepEqual(problems(put(6, 56, '246000')), ['line 6 time time-invalid']);
    assert.deepEqual(problems(put(6, 67, '*12')), ['line 6 trouble1 code-invalid']);
    assert.deepEqual(problems(put(6, 23, '0 1')), ['line 6 channel not-digits']);
    assert.deepEqual(problems(put(7, 12, '1234A678')), ['line 7 ert ert-invalid']);
    assert.deepEqual(problems(put(10, 46, '        ')), ['line 10 meter value-missing']);
  });

  it('names line and column of a byte that is no text', () => {
    assert.match(firstProblem(put(4, 36, '\0')).message, /Line 4, column 36 holds byte 0x00/);
  });

  it('names both lines of a meter and register that stand twice', () => {
    assert.match(
      firstProblem(put(8, 23, '001')).message,
      /Meter 70012345, register 001, is on line 6 and again on line 8/,
    );
  });

  it('lists all problems at once', () => {
    const lines = [...LINES];
    lines[5] = reading('001', '00001234H6');
    lines[7] = (lines[7] ?? '').replace('11032026', '13032026');
    assert.deepEqual(problems(file(lines)), ['line 6 reading reading-not-a-number', 'line 8 date date-invalid']);
  });

  it('is not searched for problems without end', () => {
    assert.equal(refusal(`${file()}${'junk\r\n'.repeat(100_000)}`).issues.length, 1_000);
  });
});

describe('writing an MV-RS UPLOAD.DAT', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(mvrsReads, fc.boolean(), (records, inCycle) => {
        const cycle = { number: '07', readDate: calendarDate('2026-11-01') };
        const file = parse(writeMvrsUpload(records, inCycle ? { cycle } : {}));
        assert.deepEqual(withoutLines(file.records), records);
        assert.deepEqual(file.cycles, inCycle ? ['07'] : []);
      }),
    );
  });

  it('makes records of 126 characters that end with CR LF', () => {
    const text = writeMvrsUpload([aRead({ register: '001', reading: '0000000005' })]).toString('latin1');
    assert.equal(text.length, 7 * 128);
    assert.ok(
      text
        .split('\r\n')
        .slice(0, -1)
        .every((line) => line.length === 126),
    );
  });

  it('refuses a value that does not fit its field', () => {
    const read = aRead({ register: '001', meterId: '1234567890123' });
    assert.throws(() => writeMvrsUpload([read]), { name: 'CurbstopError', code: 'mvrs-value-too-long' });
  });
});

describe('a damaged MV-RS UPLOAD.DAT', () => {
  it('never gives another set of reads when it is cut, wherever', () => {
    const whole = Buffer.from(file(), 'latin1');
    const reads = numbersIn(whole);
    for (let end = 0; end < whole.length - 2; end += 1) {
      assert.equal(numbersIn(whole.subarray(0, end)), null, `cut at ${end}`);
    }
    assert.deepEqual(numbersIn(whole.subarray(0, -1)) ?? reads, reads);
  });

  it('gives the same numbers or an error when two lines that follow each other change places', () => {
    fc.assert(
      fc.property(mvrsReads, fc.nat(), (records, pick) => {
        const lines = writeMvrsUpload(records).toString('latin1').split('\r\n').slice(0, -1);
        const at = pick % (lines.length - 1);
        const [first = '', second = ''] = lines.slice(at, at + 2);
        const swapped = [...lines.slice(0, at), second, first, ...lines.slice(at + 2)];
        const found = numbersIn(Buffer.from(file(swapped), 'latin1'));
        assert.ok(found === null || JSON.stringify(found) === JSON.stringify(numbersIn(writeMvrsUpload(records))));
      }),
    );
  });

  it('gives the same numbers or an error when a line is lost or doubled', () => {
    fc.assert(
      fc.property(mvrsReads, fc.nat(), fc.boolean(), (records, pick, lost) => {
        const lines = writeMvrsUpload(records).toString('latin1').split('\r\n').slice(0, -1);
        const at = pick % lines.length;
        const changed = lines.flatMap((line, index) => (index === at ? (lost ? [] : [line, line]) : [line]));
        const found = numbersIn(Buffer.from(file(changed), 'latin1'));
        assert.ok(found === null || JSON.stringify(found) === JSON.stringify(numbersIn(writeMvrsUpload(records))));
      }),
    );
  });

  it('never takes a reading with a byte that is no digit', () => {
    fc.assert(
      fc.property(fc.integer({ min: 34, max: 43 }), fc.integer({ min: 0, max: 255 }), (position, byte) => {
        fc.pre(byte < 0x30 || byte > 0x39);
        const bytes = Buffer.from(file(), 'latin1');
        bytes[5 * 128 + position - 1] = byte;
        assert.equal(numbersIn(bytes), null);
      }),
    );
  });

  it('answers any damage with reads or with a refusal that a person can read', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { maxLength: 8 }), (flips) => {
        const bytes = Buffer.from(file(), 'latin1');
        for (const [at, byte] of flips) bytes[at % bytes.length] = byte;
        numbersIn(bytes);
      }),
    );
  });
});

/** Each reading with its meter and register, sorted; null when the file is refused. Any other failure is thrown. */
function numbersIn(bytes: Buffer): string[] | null {
  try {
    return parse(bytes)
      .records.map((read) => `${read.accountId} ${read.meterId} ${read.register} ${read.reading}`)
      .sort();
  } catch (error) {
    assert.equal((error as Error).name, 'CurbstopError', String((error as Error).stack));
    return null;
  }
}
