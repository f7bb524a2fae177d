import assert from 'node:assert/strict';
import {
  balanceFacts,
  billRows,
  chargeRows,
  paymentRows,
  serviceFacts,
} from '../../../addin/taskpane/account/account-facts.js';
import { accountView, tabOf } from '../../../addin/taskpane/view.js';
import { words } from '../../../addin/taskpane/words.js';
import type { AccountDetailReply } from '../../../bridge/contract/account-detail.js';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { cents } from '../../../bridge/contract/money.js';

const NOTHING = { notDue: cents(0), days1: cents(0), days31: cents(0), days61: cents(0), over90: cents(0) };
const DAY = calendarDate('2026-11-20');

const detail: AccountDetailReply = {
  ...{ accountId: 'A1', customerName: 'C', address: 'A', rateClass: 'RESIDENTIAL', status: 'active' },
  ...{ openedOn: DAY, closedOn: null, meters: [], today: DAY, services: [], past: [], notes: [] },
  ...{
    olderNotes: 0,
    workOrders: [],
    waiting: [],
    bills: [],
    payments: [],
    calls: [],
    balanceCents: cents(61_50),
    creditCents: cents(0),
    laterCents: cents(0),
  },
  aging: [
    { ...NOTHING, name: 'Water', notDue: cents(40_00), days31: cents(10_00) },
    { ...NOTHING, name: 'Sewer', over90: cents(11_50) },
  ],
};

describe('the facts of an account', () => {
  it('have its class and status in words', () => {
    assert.equal(words.account.standing('RESIDENTIAL', 'active'), 'Residential, active');
  });

  it('have what is open by age over all charges, without ages of which nothing is open', () => {
    assert.deepEqual(
      balanceFacts(detail).map(({ label, value }) => [label, value]),
      [
        ['Not due', '$40.00'],
        ['31–60 days past due', '$10.00'],
        ['Over 90 days past due', '$11.50'],
        ['Open', '$61.50'],
        ['Balance', '$61.50'],
      ],
    );
  });

  it('take unapplied credit off, and tell apart what is dated later', () => {
    const credit = { ...detail, creditCents: cents(70_00), laterCents: cents(5_25), balanceCents: cents(-3_25) };
    assert.deepEqual(
      balanceFacts(credit)
        .slice(-3)
        .map(({ label, value }) => [label, value]),
      [
        ['Unapplied credit', '-$70.00'],
        ['Dated later', '$5.25'],
        ['Balance', '-$3.25'],
      ],
    );
    const even = { ...detail, aging: [], balanceCents: cents(0) };
    assert.deepEqual(balanceFacts(even), [{ label: 'Balance', value: '$0.00' }]);
  });

  it('have for each charge what is past due of what is open', () => {
    assert.deepEqual(chargeRows(detail.aging), [
      ['Water', '$10.00', '$50.00'],
      ['Sewer', '$11.50', '$11.50'],
    ]);
  });

  it('name each service with its tariff, its carts or unmetered gallons, and its end', () => {
    const service = { startedOn: DAY, endedOn: null, carts: null, unmeteredGallons: null };
    assert.deepEqual(
      serviceFacts([
        { ...service, service: 'water', tariff: 'Residential water', unmeteredGallons: 4000 },
        { ...service, service: 'garbage', tariff: 'Carts', carts: 2, endedOn: DAY },
      ]),
      [
        { label: 'Water', value: 'Residential water, 4,000 gallons unmetered' },
        { label: 'Garbage', value: 'Carts, 2 carts, ended Nov 20, 2026' },
      ],
    );
  });

  it('have bills and payments as rows, a returned payment marked', () => {
    const bill = { billNumber: 7, billedOn: DAY, dueOn: calendarDate('2026-12-10'), gallons: 4200 };
    assert.deepEqual(billRows([{ ...bill, totalCents: cents(123_456) }]), [
      ['Nov 20, 2026', 'Dec 10, 2026', '4,200', '$1,234.56'],
    ]);
    const payment = { paymentNumber: 1, receivedOn: DAY, source: 'Mail', amountCents: cents(5000), isReturned: false };
    assert.deepEqual(paymentRows([payment, { ...payment, isReturned: true }]), [
      ['Nov 20, 2026', 'Mail', '$50.00'],
      ['Nov 20, 2026, returned', 'Mail', '$50.00'],
    ]);
  });
});

describe('the view of an account', () => {
  it('belongs to the tab that it was opened from, and leads back past other accounts', () => {
    const fromSheet = accountView('A1', { at: 'sheet' });
    assert.equal(tabOf(fromSheet), 'sheet');
    assert.equal(tabOf(accountView('A1', { at: 'accounts', searched: 'oak' })), 'home');
    assert.deepEqual(accountView('A2', fromSheet), { at: 'account', accountId: 'A2', from: { at: 'sheet' } });
  });
});
