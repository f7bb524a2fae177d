import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { parseReadingFile } from '../../../../bridge/files/reading-file/parse-reading-file.js';
import { writeNeptuneReturn } from '../../../../bridge/files/reading-file/neptune-write.js';
import { aRead, firstProblem, neptuneReads, parse, problems, TODAY, withoutLines } from './read-samples.js';

/** A record made by hand: texts at positions counted from 1, as the published layout counts. */
function record(id: string, length: number, ...fields: readonly (readonly [position: number, text: string])[]): string {
  let line = id;
  for (const [position, text] of fields) line = line.padEnd(position - 1) + text;
  assert.ok(line.length <= length);
  return line.padEnd(length);
}

const ROUTE = [
  [6, '0001'],
  [10, '07'],
  [14, '101'],
] as const;

const reading = (type: string, value: string, ...more: readonly (readonly [number, string])[]) =>
  record('RDGDT', 255, [6, type], [10, '1550012345'], [50, '06'], [54, '00'], [79, '0000001000'], [89, value], ...more);

const LINES = [
  record('COMHD', 59, [6, '0001'], [10, '20261105'], [18, 'ALABASTER'], [58, '4N']),
  record('RTEHD', 119, ...ROUTE, [24, '20261105']),
  record('PRMDT', 307, [6, '12 ELM ST'], [58, 'DOE JANE'], [84, '10-0042'], [104, '10-0042-01'], [124, 'ACTI']),
  record(
    'MTRDT',
    288,
    [6, '000010000025'],
    [38, '70012345'],
    [58, '70099999'],
    [226, 'DIRT'],
    [230, '0000'],
    [253, '000010'],
  ),
  record(
    'RDGDT',
    255,
    [6, 'WTR'],
    [10, '1550012345'],
    [30, '1550099999'],
    [50, '06'],
    [54, '01'],
    [58, 'L'],
    [59, '0000001180'],
    [69, '0000001040'],
    [79, '0000001000'],
    [89, '0000001111'],
    [99, '0000011119'],
    [109, 'MK'],
    [111, '02'],
    [113, '3142'],
  ),
  record('ORDST', 13, [6, '20261103']),
  record('PRMDT', 307, [84, '10-0043'], [104, '10-0043-01'], [124, 'ACTI']),
  record('MTRDT', 288, [6, '000020'], [38, '80000001'], [253, '000001']),
  reading('LOW', '0000000009', [113, '0000']),
  reading('HIGH', ''),
  record('RTETR', 35, ...ROUTE, [24, '000002000002']),
  record('COMTR', 15, [6, '0001'], [10, '000001']),
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

describe('a Neptune file of readings', () => {
  it('gives each field from its published position', () => {
    assert.deepEqual(parse(file()).records[0], {
      ...aRead({ routeId: '101', accountId: '10-0042-01', locationId: '10-0042', meterId: '70012345' }),
      line: 5,
      endpointSerial: '1550012345',
      newEndpointSerial: '1550099999',
      newMeterId: '70099999',
      changedOut: true,
      reading: '0000001111',
      date: calendarDate('2026-11-03'),
      readCode: 'MK',
      reentries: 2,
      troubleCodes: ['DIRT'],
      previousReading: '0000001000',
      meterConstant: '000010',
      dials: 6,
      decimals: 1,
      sequence: 10,
      changedSequence: 25,
      noFlowDays: 8,
      backflow: 'minor',
      leakDays: 15,
      leak: 'continuous',
    });
  });

  it('tells the registers of a compound meter apart, and what was not read', () => {
    const { records, unread } = parse(file());
    assert.deepEqual(
      records.slice(1).map(({ register, reading: value }) => [register, value]),
      [
        ['L', '0000000009'],
        ['H', null],
      ],
    );
    assert.equal(unread, 1);
  });

  it('tells nothing of the constant of a high register: the one of its meter is that of the low one', () => {
    const constants = parse(file()).records.map(({ meterConstant }) => meterConstant);
    assert.deepEqual(constants, ['000010', '000001', null]);
  });

  it('has quiet flags where the endpoint says so, and none where it says nothing', () => {
    const [, low, high] = parse(file()).records;
    assert.deepEqual([low?.leak, low?.backflow, low?.noFlowDays, low?.leakDays], [null, null, 0, 0]);
    assert.deepEqual([high?.leak, high?.backflow, high?.noFlowDays, high?.leakDays], [null, null, null, null]);
  });

  it("dates a reading by its order's status, else by the route's day", () => {
    const dates = parse(file()).records.map(({ date }) => date);
    assert.deepEqual(dates, ['2026-11-03', '2026-11-05', null]);
    assert.deepEqual(problems(put(2, 24, '00000000')), ['line 9 date-missing']);
  });

  it('counts premises, meters and routes as its trailers do', () => {
    const { counted, declared, routes, cycles } = parse(file());
    assert.deepEqual(counted, { routes: 1, customers: 2, meters: 2, readings: 3 });
    assert.deepEqual(declared, { routes: 1, customers: 2, meters: 2 });
    assert.deepEqual(routes, [{ routeId: '101', customers: 2, meters: 2, readings: 3 }]);
    assert.deepEqual(cycles, ['07']);
  });

  it('is refused when a count differs from what is there', () => {
    assert.deepEqual(problems(put(11, 24, '000003')), ['line 11 premises count-differs']);
    assert.deepEqual(problems(put(11, 30, '000001')), ['line 11 meters count-differs']);
    assert.deepEqual(problems(put(12, 10, '000002')), ['line 12 routes count-differs']);
  });

  it('is refused when records are lost, moved, cut or unknown', () => {
    assert.deepEqual(problems(file(LINES.filter((_, index) => index !== 3))), [
      'line 4 record-order',
      'line 10 meters count-differs',
    ]);
    assert.deepEqual(problems(file(LINES.slice(0, -1))), ['line 11 file-cut']);
    assert.deepEqual(problems(put(7, 1, 'XXXXX')), ['line 7 record-unknown', 'line 11 premises count-differs']);
    assert.deepEqual(problems(put(11, 14, '102')), ['line 11 route route-differs']);
  });

  it('may lack the blanks at the end of its lines, but nothing that was in them', () => {
    const trimmed = with1(5, (text) => text.slice(0, 116));
    assert.equal(parse(trimmed).records[0]?.leak, 'continuous');
    assert.match(
      firstProblem(with1(5, (text) => text.slice(0, 115))).message,
      /115 characters; a RDGDT record has 255/,
    );
    assert.deepEqual(problems(with1(5, (text) => `${text}9`)), ['line 5 line-length']);
  });

  it('is refused for letters in UTF-8, which would shift what stands after them', () => {
    const text = with1(3, (line) => line.replace('DOE JANE', 'DOÉ JANE'));
    assert.match(firstProblem(Buffer.from(text, 'utf8')).message, /Line 3, column 60 holds a letter in UTF-8/);
    assert.equal(parse(Buffer.from(text, 'latin1')).records.length, 3);
  });

  it('is refused for readings, dates and flags that do not decode, each by its line and field', () => {
    assert.deepEqual(problems(put(5, 89, '00000051H5')), ['line 5 reading reading-not-a-number']);
    assert.deepEqual(problems(put(6, 6, '20261331')), ['line 6 readDate date-invalid']);
    assert.deepEqual(problems(put(5, 116, '3')), ['line 5 leak value-unknown']);
    assert.deepEqual(problems(put(5, 113, '8')), ['line 5 noFlow value-unknown']);
    assert.deepEqual(problems(put(5, 6, 'STEM')), ['line 5 type value-unknown']);
    assert.deepEqual(problems(put(4, 38, ' '.repeat(20))), ['line 4 meter value-missing']);
  });

  it('can keep a bad reading as its text, for the review to show', () => {
    const bytes = Buffer.from(put(5, 89, '00000051H5'));
    const { records } = parseReadingFile(bytes, { fileName: 'x', badReadings: 'keep', today: TODAY });
    assert.equal(records[0]?.reading, '00000051H5');
  });

  it('may bring the reading of one meter for who moves out and for who moves in', () => {
    const lines = put(8, 38, '70012345').replace('RDGDTLOW ', 'RDGDTWTR ');
    const { records } = parse(lines);
    assert.deepEqual(
      records.slice(0, 2).map(({ meterId, accountId }) => [meterId, accountId]),
      [
        ['70012345', '10-0042-01'],
        ['70012345', '10-0043-01'],
      ],
    );
  });

  it('names both lines of a register that stands twice', () => {
    assert.deepEqual(problems(put(10, 6, 'LOW ')), ['line 10 meter duplicate-read']);
  });
});

describe('writing a Neptune file of readings', () => {
  it('comes back as it was written', () => {
    fc.assert(
      fc.property(neptuneReads, (records) => {
        const bytes = writeNeptuneReturn(records, { cycle: '7', madeOn: TODAY });
        assert.deepEqual(withoutLines(parse(bytes).records), withoutLines(records));
      }),
    );
  });
});
