import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { behindOn, type Arrangement } from '../../../../bridge/domain/late-charges/arrangement.js';

const ARRANGEMENT: Arrangement = {
  ...{ arrangementNumber: 1, accountId: '01-0001-01', amountCents: cents(10_000), end: null, enteredBy: 7 },
  ...{ fromOn: calendarDate('2026-11-01'), untilOn: calendarDate('2027-01-05') },
  instalments: [
    { dueOn: calendarDate('2026-12-05'), amountCents: cents(4000) },
    { dueOn: calendarDate('2027-01-05'), amountCents: cents(6000) },
  ],
};

describe('how far an arrangement is behind', () => {
  const behind = (on: string, paid: number, billed: number, open = 99_999) => {
    const since = { paidCents: cents(paid), billedCents: cents(billed), openCents: cents(open) };
    return behindOn(ARRANGEMENT, since, calendarDate(on));
  };

  it('is what instalments and later bills that are over come to, less what was paid since', () => {
    assert.deepEqual([behind('2026-12-05', 0, 0), behind('2026-12-06', 0, 0)], [0, 4000]);
    assert.deepEqual([behind('2026-12-06', 4000, 0), behind('2026-12-06', 3999, 0)], [0, 1]);
    assert.equal(behind('2026-12-20', 7000, 7000), 4000, 'the bill alone was paid');
    assert.equal(behind('2026-12-20', 4000, 7000), 7000, 'the instalment alone was paid');
    assert.equal(behind('2026-12-20', 11_000, 7000), 0);
    assert.equal(behind('2027-01-06', 4000, 0), 6000, 'after the last day all of it');
  });

  it('is never less than nothing, nor more than is open: what was written off is not behind', () => {
    assert.equal(behind('2026-12-06', 9000, 0), 0);
    assert.equal(behind('2026-12-06', 0, 0, 1500), 1500);
  });
});
