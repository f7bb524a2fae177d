import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { ageAmounts, agingBand, totalOfAged } from '../../../../bridge/domain/ledger/aging.js';

const DUE = calendarDate('2026-10-28');

describe('the age of what is open', () => {
  it('counts from the day after the due date, in bands of 30 days', () => {
    const bands = [-5, 0, 1, 30, 31, 60, 61, 90, 91, 400].map((days) => agingBand(DUE, addDays(DUE, days)));
    assert.deepEqual(bands, [
      ...['notDue', 'notDue', 'days1', 'days1', 'days31'],
      ...['days31', 'days61', 'days61', 'over90', 'over90'],
    ]);
  });

  it('adds up to what is open, on any day', () => {
    const amounts = fc.array(fc.record({ days: fc.integer({ min: -200, max: 200 }), amount: fc.nat(1_000_000) }));
    fc.assert(
      fc.property(amounts, (given) => {
        const open = given.map(({ days, amount }) => ({ dueOn: addDays(DUE, days), openCents: cents(amount) }));
        const total = given.reduce((sum, { amount }) => sum + amount, 0);
        assert.equal(totalOfAged(ageAmounts(open, DUE)), total);
      }),
    );
  });
});
