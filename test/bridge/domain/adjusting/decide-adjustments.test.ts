import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { SheetCell } from '../../../../bridge/contract/commands/push-sheet.js';
import { cents } from '../../../../bridge/contract/money.js';
import { decideAdjustments, type AdjustmentFacts } from '../../../../bridge/domain/adjusting/decide-adjustments.js';
import { item } from '../../../support/ledger/given-items.js';
import { OLDEST_FIRST, startingChart } from '../../../support/ledger/starting-chart.js';

const facts: AdjustmentFacts = {
  accounts: new Map([['10-0042-01', { accountId: '10-0042-01', services: ['water', 'garbage'] }]]),
  posted: new Map([['done', { receipt: 12, reversedBy: null }]]),
  limitCents: cents(50_000),
  adjustedToday: new Map(),
  personName: 'Dana',
  today: calendarDate('2026-11-23'),
  chart: startingChart(),
  rule: OLDEST_FIRST,
  openItems: [item(7, 'water', 2000), item(8, 'garbage', 2000)],
  nextEntryNumber: 9,
};

function decide(changes: Readonly<Record<string, SheetCell>>, key = 'k1') {
  const row = { account: '10-0042-01', service: 'water', kind: 'leak', amount: '-12.34', reason: 'Leak', note: null };
  const wanted = { ...row, ...changes };
  return decideAdjustments([{ key, sheetRow: 7, wanted, changedColumns: Object.keys(wanted) }], facts);
}

const codes = (changes: Readonly<Record<string, SheetCell>>, key?: string) =>
  decide(changes, key).issues.map(({ column, code }) => `${column} ${code}`);

describe('deciding on adjustments', () => {
  it('makes a credit that lowers what the customer owes and our revenue', () => {
    const { adjustments, issues } = decide({});
    assert.deepEqual(issues, []);
    assert.deepEqual(adjustments[0]?.entry, {
      kind: 'adjustment',
      effectiveOn: '2026-11-23',
      accountId: '10-0042-01',
      memo: 'Adjustment (leak), water: Leak',
      reverses: null,
      postings: [
        { ledgerAccount: '4010', accountId: null, amountCents: 1234 },
        { ledgerAccount: '1110', accountId: '10-0042-01', amountCents: -1234 },
      ],
      allocations: [{ credit: { line: 1 }, item: { entryNumber: 7, lineNumber: 1 }, amountCents: 1234 }],
    });
  });

  it('makes a charge the other way, with the City as creditor where the service is the City’s', () => {
    const postings = decide({ service: 'garbage', amount: '5.00' }).adjustments[0]?.entry.postings;
    assert.deepEqual(
      postings?.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['1130', 500],
        ['2120', -500],
      ],
    );
  });

  it('lets every row see what the rows above have left open', () => {
    const rows = [row('a', 5, { amount: '-15.00' }), row('b', 6, { amount: '-15.00' })];
    const [, second] = decideAdjustments(rows, facts).adjustments;
    assert.deepEqual(
      second?.entry.postings.map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]),
      [
        ['4010', 1500],
        ['1110', -500],
        ['2400', -1000],
      ],
    );
  });

  const row = (key: string, sheetRow: number, changes: Readonly<Record<string, SheetCell>> = {}) => {
    const typed = {
      account: '10-0042-01',
      service: 'water',
      kind: 'leak',
      amount: '-10.00',
      reason: 'Leak',
      note: null,
    };
    return { key, sheetRow, wanted: { ...typed, ...changes }, changedColumns: ['amount'] };
  };

  it('counts what the person adjusted on the account today, and all rows of the push, towards the limit', () => {
    const earlier = { ...facts, adjustedToday: new Map([['10-0042-01', { credits: 49_000, charges: 0 }]]) };
    assert.deepEqual(decideAdjustments([row('a', 5)], earlier).issues, []);
    const both = decideAdjustments([row('a', 5), row('b', 6)], earlier);
    assert.deepEqual(both.adjustments, []);
    assert.match(both.issues[0]?.message ?? '', /credits on account 10-0042-01 would be \$510\.00, above/);
    const correction = decideAdjustments([row('c', 7, { amount: '490.00' })], earlier);
    assert.deepEqual(correction.issues, [], 'a correction the other way is not added to the slip');
  });

  it('takes nothing from the limit for a row that is refused for something else', () => {
    const rows = [row('a', 5, { amount: '-300.00', reason: null }), row('b', 6, { amount: '-300.00' })];
    const { adjustments, issues } = decideAdjustments(rows, facts);
    assert.deepEqual([adjustments.map(({ key }) => key), issues.map(({ code }) => code)], [['b'], ['missing']]);
  });

  it('refuses amounts whose sum no ledger could hold, row by row', () => {
    const huge = ['a', 'b', 'c'].map((key, index) => row(key, 5 + index, { amount: '9999999999999.99' }));
    assert.deepEqual(
      decideAdjustments(huge, facts).issues.map(({ code }) => code),
      Array(3).fill('above-limit'),
    );
  });

  it('takes an amount up to the limit either way, and refuses a cent more', () => {
    for (const amount of ['500.00', '-500.00']) assert.deepEqual(codes({ amount }), [], amount);
    for (const amount of ['500.01', '-500.01']) assert.deepEqual(codes({ amount }), ['amount above-limit'], amount);
  });

  it('refuses zero', () => assert.deepEqual(codes({ amount: '0.00' }), ['amount zero-amount']));

  it('refuses an account that is not there, and a service that the account has not', () => {
    assert.deepEqual(codes({ account: '99-9999-99' }), ['account unknown-account']);
    assert.deepEqual(codes({ service: 'sewer' }), ['service service-not-on-account']);
  });

  it('says everything that a row lacks, but not that the note is missing', () => {
    const empty = { account: null, service: null, kind: null, amount: null, reason: null };
    assert.deepEqual(codes(empty), [
      'account missing',
      'service missing',
      'kind missing',
      'amount missing',
      'reason missing',
    ]);
  });

  it('says what is missing and what is wrong together', () => {
    assert.deepEqual(codes({ account: 'x', amount: '0.00', reason: null }), [
      'reason missing',
      'account unknown-account',
      'amount zero-amount',
    ]);
  });

  it('refuses to change a row that was posted, and names its receipt', () => {
    const { issues } = decide({ amount: '1.00' }, 'done');
    assert.deepEqual(
      issues.map(({ code }) => code),
      ['already-posted'],
    );
    assert.match(issues[0]?.message ?? '', /receipt 12/);
  });

  it('decides on each row by itself', () => {
    const row = { account: '10-0042-01', service: 'water', kind: 'leak', amount: '-1.00', reason: 'Leak', note: null };
    const change = (key: string, wanted: typeof row) => ({ key, sheetRow: 5, wanted, changedColumns: ['amount'] });
    const decision = decideAdjustments(
      [change('a', row), change('b', { ...row, account: 'x' }), change('c', row)],
      facts,
    );
    assert.deepEqual(
      [decision.adjustments.map(({ key }) => key), decision.issues.map(({ rowKey }) => rowKey)],
      [['a', 'c'], ['b']],
    );
  });
});
