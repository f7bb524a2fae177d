import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import {
  suspenseReleaseEntry,
  suspenseReturnEntry,
} from '../../../../bridge/domain/payments/suspense-release-entry.js';
import { ACCOUNT, applications, item, sides, sumOf } from '../../../support/ledger/given-items.js';
import { from, OLDEST_FIRST, startingChart, WHEN_COLLECTED } from '../../../support/ledger/starting-chart.js';

const releasedOn = calendarDate('2026-11-23');
const OPEN = [item(1, 'water', 2655), item(2, 'sewer', 4206), item(3, 'garbage', 2000)];

describe('the entry that takes a payment out of suspense', () => {
  const release = (amount: number, chart = startingChart()) =>
    suspenseReleaseEntry(
      { accountId: ACCOUNT, releasedOn, amountCents: cents(amount), memo: 'Found' },
      { chart, rule: OLDEST_FIRST, items: OPEN },
    );

  it('pays what the account owes by the rule, out of suspense and not out of cash', () => {
    const entry = release(10_000);
    assert.deepEqual(sides(entry), [
      ['2410', null, 10_000],
      ['1130', ACCOUNT, -2000],
      ['1120', ACCOUNT, -4206],
      ['1110', ACCOUNT, -2655],
      ['2400', ACCOUNT, -1139],
    ]);
    assert.deepEqual(applications(entry), [
      ['1130', 3, 2000],
      ['1120', 2, 4206],
      ['1110', 1, 2655],
    ]);
    assert.deepEqual([entry.kind, entry.accountId, entry.effectiveOn], ['suspense-release', ACCOUNT, '2026-11-23']);
  });

  it('makes due to the City what it collects, where the City is owed what is collected', () => {
    const entry = release(2500, startingChart([from('2000-01-01', WHEN_COLLECTED)]));
    assert.deepEqual(sides(entry), [
      ['2410', null, 2500],
      ['1130', ACCOUNT, -2000],
      ['1120', ACCOUNT, -500],
      ['2125', null, 2000],
      ['2120', null, -2000],
      ['2115', null, 500],
      ['2110', null, -500],
    ]);
    assert.equal(sumOf(entry), 0);
  });

  it('gives it back to the payer out of cash, with no account', () => {
    const entry = suspenseReturnEntry({ releasedOn, amountCents: cents(700), memo: 'Sent back' }, startingChart());
    assert.deepEqual(sides(entry), [
      ['2410', null, 700],
      ['1010', null, -700],
    ]);
    assert.deepEqual([entry.kind, entry.accountId, entry.allocations], ['suspense-release', null, []]);
  });
});
