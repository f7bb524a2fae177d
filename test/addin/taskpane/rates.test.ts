import assert from 'node:assert/strict';
import { versionStates } from '../../../addin/taskpane/rates/version-state.js';
import { classRows, differenceText, largestRows, shareText } from '../../../addin/taskpane/sheet/impact-rows.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents } from '../../../bridge/contract/money.js';

describe('what new rates change, in the pane', () => {
  it('shows differences with their sign', () => {
    const texts = [123_456, -5, 0].map((amount) => differenceText(cents(amount)));
    assert.deepEqual(texts, ['+$1,234.56', '-$0.05', '$0.00']);
  });

  it('shows a difference as a part of what was before, to a tenth of a percent', () => {
    const shares = [
      [299_73, 25_577_49],
      [-5_00, 100_00],
      [1, 100_000_00],
      [5_00, 0],
    ].map(([difference = 0, before = 0]) => shareText(cents(difference), cents(before)));
    assert.deepEqual(shares, ['+1.2%', '-5.0%', null, null]);
  });

  it('lists the class that changes most first, whichever way', () => {
    const row = (rateClass: string, difference: number) => ({
      rateClass,
      bills: 9,
      changed: 4,
      beforeCents: cents(100),
      afterCents: cents(100 + difference),
      differenceCents: cents(difference),
    });
    assert.deepEqual(classRows([row('A', 10), row('MULTI_FAMILY', -20)]), [
      ['Multi family', '4 of 9', '$0.80', '-$0.20'],
      ['A', '4 of 9', '$1.10', '+$0.10'],
    ]);
  });

  it('names the bill of a change by account, class and use', () => {
    const change = { accountId: '01-2', billNumber: 1, service: 'water', rateClass: 'HOME', usageGallons: 1_680 };
    const amounts = { beforeCents: cents(100), afterCents: cents(150), differenceCents: cents(50) };
    assert.deepEqual(largestRows([{ ...change, ...amounts }]), [
      ['01-2, home, 1,680\u00a0gal', '$1.00', '$1.50', '+$0.50'],
    ]);
  });
});

describe('the versions of a tariff in the pane', () => {
  it('tells which is in force on a day, which come later and which were followed', () => {
    const dates = ['2027-01-01', '2026-01-01', '2000-01-01'].map(calendarDate);
    const versions = dates.map((effectiveFrom) => ({ tariffVersionId: `w@${effectiveFrom}`, effectiveFrom }));
    const on = (today: string) => [...versionStates(versions, calendarDate(today)).values()];
    assert.deepEqual(on('2026-12-31'), ['later', 'current', 'former']);
    assert.deepEqual(on('2027-01-01'), ['current', 'former', 'former']);
    assert.deepEqual(on('1999-12-31'), ['later', 'later', 'later']);
  });
});
