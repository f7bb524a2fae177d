import assert from 'node:assert/strict';
import type { ReadReply } from '../../../bridge/contract/api.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { barsOfPast, barsOfUse, pastRows } from '../../../addin/taskpane/reading/past-reads.js';

const past: ReadReply['past'] = [
  { readOn: calendarDate('2026-10-20'), reading: 1204, days: 30, gallons: 4200, estimated: false },
  { readOn: calendarDate('2026-09-20'), reading: 1162, days: 31, gallons: 5100, estimated: true },
];

const read: ReadReply = {
  ...{ rowKey: 'M1/1', accountId: 'A1', customerName: 'C', address: 'A', meterId: 'M1', register: '' },
  ...{ status: 'exception', exceptions: [], reading: 1250, readOn: calendarDate('2026-11-19'), days: 30 },
  ...{ gallons: 4600, usualGallons: 4300, limits: null, codes: '', past, trail: [] },
};

describe('the uses of a read and those before it', () => {
  it('are bars from the oldest on, the read under review at the end, estimates told apart', () => {
    assert.deepEqual(
      barsOfUse(read).map(({ name, gallons, kind }) => [name, gallons, kind]),
      [
        ['Sep 26', 5100, 'estimated'],
        ['Oct 26', 4200, 'read'],
        ['Now', 4600, 'now'],
      ],
    );
    assert.match(barsOfUse(read)[0]?.text ?? '', /Sep 20, 2026: 5,100 gallons, estimated/);
  });

  it('have a bar each where two reads are of one month, as where an account ends', () => {
    const final = { readOn: calendarDate('2026-10-27'), reading: 1210, days: 7, gallons: 600, estimated: false };
    assert.deepEqual(
      barsOfPast([final, ...past]).map(({ name, gallons }) => [name, gallons]),
      [
        ['Sep 26', 5100],
        ['10/20/26', 4200],
        ['10/27/26', 600],
      ],
    );
  });

  it('have no bar for a read that is missing', () => {
    assert.equal(barsOfUse({ ...read, readOn: null, gallons: null }).length, 2);
  });

  it('are rows of a table, the newest first, and a reading stays as the dials show it', () => {
    assert.deepEqual(pastRows(past), [
      ['Oct 20, 2026', '1204', '30', '4,200'],
      ['Sep 20, 2026, estimated', '1162', '31', '5,100'],
    ]);
  });
});
