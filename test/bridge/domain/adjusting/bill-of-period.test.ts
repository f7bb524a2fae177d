import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import type { Month } from '../../../../bridge/contract/month.js';
import { billOfPeriod, type DatedBill } from '../../../../bridge/domain/adjusting/bill-of-period.js';

const bill = (billNumber: number, periodFrom: string, periodTo: string, billedOn: string): DatedBill => ({
  ...{ billNumber, totalCents: cents(4_512), periodFrom: calendarDate(periodFrom) },
  ...{ periodTo: calendarDate(periodTo), billedOn: calendarDate(billedOn) },
});
const BILLS = [
  bill(11, '2026-08-15', '2026-09-15', '2026-09-18'),
  bill(12, '2026-09-15', '2026-10-14', '2026-10-17'),
  bill(13, '2026-10-14', '2026-11-30', '2026-12-03'),
];
const named = (month: string, bills = BILLS) => billOfPeriod(month as Month, '10-0042-01', bills);

describe('a bill that a month names', () => {
  it('is the one whose period ends or whose date is in it', () => {
    assert.equal(named('2026-10'), 12);
    assert.equal(named('2026-11'), 13, 'by the end of its period');
    assert.equal(named('2026-12'), 13, 'by its date');
  });

  it('is not guessed where several are: all are told, with what to type', () => {
    const two = [...BILLS, bill(14, '2026-10-01', '2026-10-31', '2026-11-02')];
    assert.deepEqual(named('2026-10', two), {
      column: 'bill',
      code: 'bills-of-period',
      message:
        'Account 10-0042-01 has 2 bills of 2026-10: 12 of 2026-10-17, for 2026-09-15 to 2026-10-14, $45.12; 14 of 2026-11-02, for 2026-10-01 to 2026-10-31, $45.12.',
      fix: 'Type the number of the one that you mean: 12 or 14.',
    });
  });

  it('is refused where none is, with the nearest ones', () => {
    const none = named('2026-07');
    assert.ok(typeof none !== 'number');
    assert.equal(none.code, 'no-bill-of-period');
    assert.equal(
      none.fix,
      'Type another month or a number; the nearest: 11 of 2026-09-18, for 2026-08-15 to 2026-09-15, $45.12.',
    );
    const never = named('2026-07', []);
    assert.ok(typeof never !== 'number' && /Clear the cell/.test(never.fix));
  });
});
