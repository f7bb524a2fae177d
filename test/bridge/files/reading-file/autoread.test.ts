import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { writeAutoreadReturn } from '../../../../bridge/files/reading-file/autoread-write.js';
import { aRead, autoreadReads, parse, problems, refusal, withoutLines } from './read-samples.js';

/** A record made by hand: texts at positions counted from 1, as the published layout counts. */
function record(...fields: readonly (readonly [position: number, text: string])[]): string {
  let line = '';
  for (const [position, text] of fields) line = line.padEnd(position - 1) + text;
  return line.padEnd(91);
}

const FIRST = record(
  [1, '100042'],
  [13, '70012345'],
  [43, 'M'],
  [44, '001111'],
  [53, '1103'],
  [57, '07'],
  [59, '44411222'],
  [70, '33.2442'],
  [81, '-86.8164'],
);
const UNREAD = record([1, '100043'], [13, '80000001'], [43, 'M'], [57, '12']);

const file = (...lines: string[]) => lines.map((line) => `${line}\r\n`).join('');

describe('what Sensus AutoRead gives back', () => {
  it('gives each field from its published position, and a note as a trouble code', () => {
    const { records, unread, format } = parse(file(FIRST, UNREAD));
    assert.equal(format, 'autoread');
    assert.deepEqual(records[0], {
      ...aRead({ routeId: null, accountId: '100042', meterId: '70012345', reading: '001111' }),
      line: 1,
      date: calendarDate('2026-11-03'),
      readCode: 'M',
      troubleCodes: ['07'],
    });
    assert.deepEqual([records[1]?.reading, records[1]?.date, records[1]?.troubleCodes], [null, null, ['12']]);
    assert.equal(unread, 1);
  });

  it('has the year of the last such day', () => {
    const on = (day: string) => parse(file(FIRST.replace('1103', day))).records[0]?.date;
    assert.equal(on('1123'), '2026-11-23');
    assert.equal(on('1124'), '2025-11-24');
    assert.equal(on('0229'), '2024-02-29');
  });

  it('tells the low register of a compound meter by its name, and so the high one', () => {
    const low = record([1, '100043'], [13, '80000001(L)'], [43, 'M'], [44, '000009'], [53, '1103']);
    assert.deepEqual(
      parse(file(FIRST, UNREAD, low)).records.map(({ meterId, register }) => [meterId, register]),
      [
        ['70012345', ''],
        ['80000001', 'H'],
        ['80000001', 'L'],
      ],
    );
  });

  it('is refused for lines of another length, and for what does not decode', () => {
    const low = FIRST.replace('70012345', '70012346');
    assert.deepEqual(problems(file(FIRST, low, UNREAD.slice(0, 90))), ['line 3 line-length']);
    assert.equal(refusal(file(FIRST, UNREAD.slice(0, 90))).code, 'reading-file-unknown');
    assert.deepEqual(problems(file(FIRST.replace('001111', '00H111'))), ['line 1 reading reading-not-a-number']);
    assert.deepEqual(problems(file(FIRST, FIRST.replace('70012345', '70012346').replace('1103', '1331'))), [
      'line 2 month date-invalid',
    ]);
    assert.deepEqual(problems(file(FIRST, FIRST.replace('70012345', '70012346').replace('1103', '    '))), [
      'line 2 month date-invalid',
    ]);
    assert.deepEqual(problems(file(FIRST, FIRST)), ['line 2 meter duplicate-read']);
  });

  it('is no workbook for an account number that begins with PK', () => {
    const named = FIRST.replace('100042', 'PK0042');
    assert.deepEqual(
      parse(file(named, UNREAD)).records.map(({ accountId }) => accountId),
      ['PK0042', '100043'],
    );
  });

  it('comes back as it was written', () => {
    fc.assert(
      fc.property(autoreadReads, (records) => {
        assert.deepEqual(withoutLines(parse(writeAutoreadReturn(records)).records), withoutLines(records));
      }),
    );
  });
});
