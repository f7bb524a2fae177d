import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { DraftEntry } from '../../../../bridge/contract/journal-entry.js';
import { cents } from '../../../../bridge/contract/money.js';
import { applicationEntry } from '../../../../bridge/domain/ledger/application-entry.js';
import type { AccountBooks } from '../../../../bridge/domain/ledger/charge-entry.js';
import type { OpenItem } from '../../../../bridge/domain/ledger/open-item.js';
import { paymentEntry } from '../../../../bridge/domain/ledger/payment-entry.js';
import { ACCOUNT, applications, item, sides, sumOf } from '../../../support/ledger/given-items.js';
import {
  ACCOUNTING,
  from,
  OLDEST_FIRST,
  startingChart,
  WHEN_COLLECTED,
} from '../../../support/ledger/starting-chart.js';

const BOOKS: Omit<AccountBooks, 'items'> = { chart: startingChart(), rule: OLDEST_FIRST };
const OPEN = [item(1, 'water', 2655), item(2, 'sewer', 4206), item(3, 'garbage', 2000)];
const ON = calendarDate('2026-11-23');

function pay(amount: number, items: readonly OpenItem[], books = BOOKS): DraftEntry {
  const input = { accountId: ACCOUNT, receivedOn: ON, amountCents: cents(amount), memo: 'Payment' };
  return paymentEntry(input, { ...books, items });
}

describe('the entry for a payment', () => {
  it('pays garbage, then sewer, then water of one due date, so that water stays open last', () => {
    const entry = pay(5000, OPEN);
    assert.deepEqual(sides(entry), [
      ['1010', null, 5000],
      ['1130', ACCOUNT, -2000],
      ['1120', ACCOUNT, -3000],
    ]);
    assert.deepEqual(applications(entry), [
      ['1130', 3, 2000],
      ['1120', 2, 3000],
    ]);
  });

  it('leaves what is over as unapplied credit', () => {
    assert.deepEqual(sides(pay(10_000, OPEN)), [
      ['1010', null, 10_000],
      ['1130', ACCOUNT, -2000],
      ['1120', ACCOUNT, -4206],
      ['1110', ACCOUNT, -2655],
      ['2400', ACCOUNT, -1139],
    ]);
  });

  it('credits a receivable once, also where it pays several items of it', () => {
    const entry = pay(600, [item(1, 'water', 400), item(2, 'water', 500, { dueOn: '2026-11-28' })]);
    assert.deepEqual(sides(entry), [
      ['1010', null, 600],
      ['1110', ACCOUNT, -600],
    ]);
    assert.deepEqual(applications(entry), [
      ['1110', 1, 400],
      ['1110', 2, 200],
    ]);
  });

  it('pays nothing that was charged after it came', () => {
    const later = item(4, 'water', 700, { chargedOn: '2026-11-24', dueOn: '2026-12-14' });
    assert.deepEqual(sides(pay(500, [later])), [
      ['1010', null, 500],
      ['2400', ACCOUNT, -500],
    ]);
  });

  it('makes due to the City what is collected for it where the rules of the charge’s day say so', () => {
    const chart = startingChart([from('2000-01-01', ACCOUNTING), from('2026-11-01', WHEN_COLLECTED)]);
    const newer = { chargedOn: '2026-11-08', dueOn: '2026-11-28' };
    const items = [...OPEN, item(5, 'sewer', 4000, newer), item(6, 'garbage', 2000, newer)];
    assert.deepEqual(sides(pay(12_861, items, { ...BOOKS, chart })), [
      ['1010', null, 12_861],
      ['1130', ACCOUNT, -4000],
      ['1120', ACCOUNT, -6206],
      ['1110', ACCOUNT, -2655],
      ['2125', null, 2000],
      ['2120', null, -2000],
      ['2115', null, 2000],
      ['2110', null, -2000],
    ]);
  });

  it('refuses a payment that is not more than zero', () => {
    for (const amount of [0, -1]) assert.throws(() => pay(amount, []), RangeError);
  });

  it('always balances, and never credits a receivable with more than is open on it', () => {
    const types = BOOKS.chart.chargeTypes.map(({ chargeType }) => chargeType);
    const open = fc.array(fc.tuple(fc.constantFrom(...types), fc.integer({ min: 1, max: 10_000 })));
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 50_000 }), open, (amount, given) => {
        const items = given.map(([type, size], index) => item(index + 1, type, size));
        const entry = pay(amount, items);
        assert.equal(sumOf(entry), 0);
        for (const { chargeType, receivable } of BOOKS.chart.chargeTypes) {
          const debt = given.filter(([type]) => type === chargeType).reduce((sum, [, size]) => sum + size, 0);
          const credited = sides(entry).find(([name]) => name === receivable)?.[2] ?? 0;
          assert.ok(-credited <= debt, chargeType);
        }
      }),
    );
  });
});

describe('the entry that applies unapplied credit', () => {
  const apply = (amount: number, items: readonly OpenItem[], since = '2026-11-01') => {
    const credit = { accountId: ACCOUNT, creditCents: cents(amount), since: calendarDate(since) };
    return applicationEntry(credit, ON, { ...BOOKS, items });
  };

  it('takes from the credit what it pays, and leaves the rest', () => {
    const entry = apply(10_000, OPEN);
    assert.deepEqual(sides(entry), [
      ['2400', ACCOUNT, 8861],
      ['1130', ACCOUNT, -2000],
      ['1120', ACCOUNT, -4206],
      ['1110', ACCOUNT, -2655],
    ]);
    assert.equal(entry?.kind, 'application');
  });

  it('is none where nothing is open', () => {
    assert.equal(apply(10_000, []), null);
  });

  it('has the day from which both the credit and the charge are there', () => {
    assert.equal(apply(100, OPEN)?.effectiveOn, '2026-11-23');
    assert.equal(apply(100, OPEN, '2026-11-25')?.effectiveOn, '2026-11-25');
    const later = item(4, 'water', 700, { chargedOn: '2026-11-30' });
    assert.equal(apply(100, [later], '2026-11-25')?.effectiveOn, '2026-11-30');
  });
});
