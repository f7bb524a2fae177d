import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import { depositInterest, type DepositChange } from '../../../../bridge/domain/ledger/deposit-interest.js';

const change = (on: string, amount: number, isInterest = false): DepositChange => {
  return { on: calendarDate(on), amountCents: cents(amount), isInterest };
};
const rule = (effectiveFrom: string, annualRatePercent: string, daysInYear: 360 | 365 = 365) => {
  return { effectiveFrom: calendarDate(effectiveFrom), value: { annualRatePercent, daysInYear } };
};
const earned = (changes: DepositChange[], rules: ReturnType<typeof rule>[], until: string): number =>
  depositInterest(changes, rules, calendarDate(until));

describe('what a deposit earns', () => {
  const deposit = change('2026-01-01', 10_000);

  it('is balance x rate x days: a year at three percent of $100.00 is $3.00', () => {
    assert.equal(earned([deposit], [rule('2000-01-01', '3')], '2027-01-01'), 300);
    assert.equal(earned([deposit], [rule('2000-01-01', '3', 360)], '2026-12-27'), 300);
    assert.equal(earned([deposit], [rule('2000-01-01', '0.25')], '2027-01-01'), 25);
  });

  it('is rounded once, half up: 18.25 percent of $10.00 is half a cent a day', () => {
    const small = change('2026-01-01', 1_000);
    const days = ['2026-01-01', '2026-01-02', '2026-01-03', '2026-01-04'];
    assert.deepEqual(
      days.map((until) => earned([small], [rule('2000-01-01', '18.25')], until)),
      [0, 1, 1, 2],
    );
    assert.equal(earned([small], [rule('2000-01-01', '18.2499')], '2026-01-02'), 0);
  });

  it('goes by the balance of each day, in whatever order changes come', () => {
    // 181 days of $100.00 and 184 of $40.00 at 3.65 percent: one cent a day of each $100.00.
    const changes = [change('2026-07-01', -6_000), deposit];
    assert.equal(earned(changes, [rule('2000-01-01', '3.65')], '2027-01-01'), Math.round(181 + 184 * 0.4));
  });

  it('goes by the rule of each day', () => {
    const rules = [rule('2026-04-11', '7.3'), rule('2000-01-01', '3.65')];
    assert.equal(earned([deposit], rules, '2026-04-21'), 100 + 20);
    assert.equal(earned([deposit], [rule('2026-04-11', '3.65')], '2026-04-21'), 10);
  });

  it('begins again where interest was added last, which then earns as well', () => {
    const paid = [deposit, change('2027-01-01', 10_000, true)];
    assert.equal(earned(paid, [rule('2000-01-01', '3.65')], '2027-01-11'), 20);
    assert.equal(earned(paid, [rule('2000-01-01', '3.65')], '2027-01-01'), 0);
  });

  it('is nothing without a deposit, a rate or a day', () => {
    assert.equal(earned([], [rule('2000-01-01', '3')], '2027-01-01'), 0);
    assert.equal(earned([deposit], [rule('2000-01-01', '0')], '2027-01-01'), 0);
    assert.equal(earned([deposit], [], '2027-01-01'), 0);
    assert.equal(earned([deposit], [rule('2000-01-01', '3')], '2026-01-01'), 0);
  });
});
