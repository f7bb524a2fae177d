import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { DraftEntry } from '../../../../bridge/contract/journal-entry.js';
import { cents } from '../../../../bridge/contract/money.js';
import { billCharges } from '../../../../bridge/domain/ledger/bill-charges.js';
import { chargeEntry, type AccountBooks } from '../../../../bridge/domain/ledger/charge-entry.js';
import { ACCOUNT, applications, item, sides, sumOf } from '../../../support/ledger/given-items.js';
import {
  ACCOUNTING,
  from,
  OLDEST_FIRST,
  startingChart,
  WHEN_COLLECTED,
} from '../../../support/ledger/starting-chart.js';

const chart = startingChart();
const BOOKS: AccountBooks = { chart, rule: OLDEST_FIRST, items: [] };

function charge(charges: readonly (readonly [string, number])[], books: Partial<AccountBooks> = {}): DraftEntry | null {
  return chargeEntry(
    {
      kind: 'bill',
      accountId: ACCOUNT,
      effectiveOn: calendarDate('2026-11-23'),
      memo: 'Bill',
      charges: charges.map(([chargeType, amount]) => ({ chargeType, amountCents: cents(amount) })),
    },
    { ...BOOKS, ...books },
  );
}

describe('the entry for charges', () => {
  it('debits the receivable and credits revenue for water, and the City for sewer and garbage', () => {
    const entry = charge([
      ['water', 2655],
      ['sewer', 4206],
      ['garbage', 2000],
    ]);
    assert.deepEqual(sides(entry), [
      ['1110', ACCOUNT, 2655],
      ['4010', null, -2655],
      ['1120', ACCOUNT, 4206],
      ['2110', null, -4206],
      ['1130', ACCOUNT, 2000],
      ['2120', null, -2000],
    ]);
    assert.deepEqual(entry?.allocations, []);
  });

  it('owes tax to whom it is paid on to, on a receivable of its own', () => {
    assert.deepEqual(sides(charge([['water-tax', 106]])), [
      ['1141', ACCOUNT, 106],
      ['2200', null, -106],
    ]);
  });

  it('goes the other way for a credit, the debit first, and pays what is open of its charge type', () => {
    const items = [item(7, 'water', 300), item(8, 'water', 900, { dueOn: '2026-11-28' }), item(9, 'sewer', 5000)];
    const entry = charge([['water', -500]], { items });
    assert.deepEqual(sides(entry), [
      ['4010', null, 500],
      ['1110', ACCOUNT, -500],
    ]);
    assert.deepEqual(applications(entry), [
      ['1110', 7, 300],
      ['1110', 8, 200],
    ]);
  });

  it('makes unapplied credit of what there is no charge of its type for', () => {
    const entry = charge([['water', -500]], { items: [item(7, 'water', 300), item(9, 'sewer', 5000)] });
    assert.deepEqual(sides(entry), [
      ['4010', null, 500],
      ['1110', ACCOUNT, -300],
      ['2400', ACCOUNT, -200],
    ]);
    assert.deepEqual(applications(entry), [['1110', 7, 300]]);
  });

  it('pays nothing that is charged later', () => {
    const entry = charge([['water', -500]], { items: [item(7, 'water', 300, { chargedOn: '2026-11-24' })] });
    assert.deepEqual(sides(entry).at(-1), ['2400', ACCOUNT, -500]);
  });

  it('takes from the City what is open where the rules of its day put it, and what is paid from what is due to it', () => {
    const changed = startingChart([from('2000-01-01', ACCOUNTING), from('2026-11-01', WHEN_COLLECTED)]);
    const items = [item(7, 'sewer', 300), item(8, 'sewer', 400, { chargedOn: '2026-11-08', dueOn: '2026-11-28' })];
    assert.deepEqual(sides(charge([['sewer', -1000]], { chart: changed, items })), [
      ['2110', null, 600],
      ['2115', null, 400],
      ['1120', ACCOUNT, -700],
      ['2400', ACCOUNT, -300],
    ]);
    assert.deepEqual(sides(charge([['sewer', 1000]], { chart: changed })), [
      ['1120', ACCOUNT, 1000],
      ['2115', null, -1000],
    ]);
  });

  it('leaves zero charges out, and is none at all when nothing is left', () => {
    assert.equal(charge([['garbage', 0]]), null);
    assert.equal(charge([]), null);
    assert.equal(
      sides(
        charge([
          ['garbage', 0],
          ['water', 1],
        ]),
      ).length,
      2,
    );
  });

  it('always balances, and applies every credit to a receivable wholly', () => {
    const types = chart.chargeTypes.map(({ chargeType }) => chargeType);
    const amount = fc.integer({ min: -1_000_000, max: 1_000_000 });
    const charges = fc.uniqueArray(fc.tuple(fc.constantFrom(...types), amount), { selector: ([type]) => type });
    const items = fc.array(fc.tuple(fc.constantFrom(...types), fc.integer({ min: 1, max: 500_000 })));
    fc.assert(
      fc.property(charges, items, (given, open) => {
        const entry = charge(given, { items: open.map(([type, size], index) => item(index + 1, type, size)) });
        assert.equal(sumOf(entry), 0);
        const credits = (entry?.postings ?? []).filter(
          ({ ledgerAccount, amountCents }) => amountCents < 0 && chart.byReceivable(ledgerAccount) !== null,
        );
        const credited = credits.reduce((sum, { amountCents }) => sum - amountCents, 0);
        const applied = (entry?.allocations ?? []).reduce((sum, { amountCents }) => sum + amountCents, 0);
        assert.equal(applied, credited);
      }),
    );
  });
});

describe('what a bill charges', () => {
  const line = (amount: number, kind?: 'tax') => ({ amountCents: cents(amount), ...(kind ? { kind } : {}) });

  it('is each service’s amount, and by itself the lines that are tax', () => {
    const charges = billCharges(
      [
        { service: 'water', amountCents: cents(2761), lines: [line(2655), line(100, 'tax'), line(6, 'tax')] },
        { service: 'garbage', amountCents: cents(2000), lines: [line(2000)] },
      ],
      chart,
    );
    assert.deepEqual(charges, [
      { chargeType: 'water', amountCents: 2655 },
      { chargeType: 'water-tax', amountCents: 106 },
      { chargeType: 'garbage', amountCents: 2000 },
    ]);
  });
});
