import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import type { EntryKind } from '../../../../bridge/contract/journal-entry.js';
import { cents } from '../../../../bridge/contract/money.js';
import type { AppliedCredit } from '../../../../bridge/domain/ledger/applied-credit.js';
import type { Chart } from '../../../../bridge/domain/ledger/chart.js';
import { depositAppliedEntry } from '../../../../bridge/domain/ledger/entries/deposit-and-refund-entries.js';
import { returnedPaymentEntries } from '../../../../bridge/domain/ledger/entries/returned-payment-entries.js';
import { transferEntries } from '../../../../bridge/domain/ledger/entries/transfer-entries.js';
import { recoveryEntries, writeOffEntry } from '../../../../bridge/domain/ledger/entries/write-off-entries.js';
import type { OpenItem } from '../../../../bridge/domain/ledger/open-item.js';
import { ACCOUNT, item, sides, sumOf } from '../../../support/ledger/given-items.js';
import {
  ACCOUNTING,
  from,
  OLDEST_FIRST,
  startingChart,
  WHEN_COLLECTED,
} from '../../../support/ledger/starting-chart.js';

const ON = calendarDate('2026-11-23');
const COLLECTED = startingChart([from('2000-01-01', WHEN_COLLECTED)]);
const UTILITY_BEARS = startingChart([from('2000-01-01', { ...WHEN_COLLECTED, writeOffBearer: 'utility' })]);
const TYPES = COLLECTED.chargeTypes.map(({ chargeType }) => chargeType);
const OPEN = [item(1, 'water', 2655), item(2, 'sewer', 4206)];

const books = (chart: Chart, items: readonly OpenItem[] = OPEN) => ({ chart, rule: OLDEST_FIRST, items });
const input = (amount: number) => {
  return { accountId: ACCOUNT, effectiveOn: ON, amountCents: cents(amount), memo: 'As told' };
};

/** So much of an item that a credit of a kind pays; an entry credits each receivable once, water last. */
function paid(entryNumber: number, kind: EntryKind, of: OpenItem, appliedOn = '2026-11-10'): AppliedCredit {
  const lineNumber = TYPES.length - TYPES.indexOf(of.chargeType);
  return { credit: { entryNumber, lineNumber }, kind, appliedOn: calendarDate(appliedOn), item: of };
}

describe('entries of accounts where what is the City’s is due to it once it is collected', () => {
  it('a returned payment is not collected any more', () => {
    const payment = { accountId: ACCOUNT, entryNumber: 9, amountCents: cents(5000) };
    const applied = [paid(9, 'payment', item(2, 'sewer', 4206)), paid(9, 'payment', item(1, 'water', 794))];
    const { entries } = returnedPaymentEntries(payment, { applied, creditCents: cents(0) }, COLLECTED, {
      on: ON,
      memo: 'NSF',
    });
    assert.deepEqual(entries.map(sides), [
      [
        ['1010', null, -5000],
        ['1120', ACCOUNT, 4206],
        ['1110', ACCOUNT, 794],
        ['2115', null, -4206],
        ['2110', null, 4206],
      ],
    ]);
  });

  it('a deposit that is applied is collected', () => {
    assert.deepEqual(sides(depositAppliedEntry(input(5000), books(COLLECTED))), [
      ['2300', ACCOUNT, 5000],
      ['1120', ACCOUNT, -4206],
      ['1110', ACCOUNT, -794],
      ['2115', null, 4206],
      ['2110', null, -4206],
      ['1010', null, 5000],
      ['1020', null, -5000],
    ]);
  });

  it('a write-off that the City bears is never collected, one that the utility bears becomes due as if it were', () => {
    assert.deepEqual(sides(writeOffEntry(input(6861), books(COLLECTED))), [
      ['2115', null, 4206],
      ['1190', null, 2655],
      ['1120', ACCOUNT, -4206],
      ['1110', ACCOUNT, -2655],
    ]);
    assert.deepEqual(sides(writeOffEntry(input(6861), books(UTILITY_BEARS))), [
      ['1190', null, 6861],
      ['1120', ACCOUNT, -4206],
      ['1110', ACCOUNT, -2655],
      ['2115', null, 4206],
      ['2110', null, -4206],
    ]);
  });

  it('a recovery takes the oldest write-off back as it was posted, and its money is collected', () => {
    const writtenOff = [
      paid(30, 'write-off', item(5, 'sewer', 1000)),
      paid(20, 'write-off', item(2, 'sewer', 4206)),
      paid(20, 'write-off', item(1, 'water', 2655)),
    ];
    const recover = (chart: Chart) => recoveryEntries(input(5000), writtenOff, { chart, rule: OLDEST_FIRST });
    const city = recover(COLLECTED);
    assert.deepEqual(
      city.reinstatements.map(({ entry, writeOffEntry: about, amountCents }) => [about, amountCents, sides(entry)]),
      [
        [
          20,
          5000,
          [
            ['1120', ACCOUNT, 4206],
            ['1110', ACCOUNT, 794],
            ['2115', null, -4206],
            ['1190', null, -794],
          ],
        ],
      ],
    );
    assert.deepEqual(sides(city.payment), [
      ['1010', null, 5000],
      ['1120', ACCOUNT, -4206],
      ['1110', ACCOUNT, -794],
      ['2115', null, 4206],
      ['2110', null, -4206],
    ]);
    assert.deepEqual(sides(recover(UTILITY_BEARS).reinstatements[0]?.entry ?? null).slice(2), [
      ['1190', null, -5000],
      ['2115', null, -4206],
      ['2110', null, 4206],
    ]);
  });

  it('a transfer is no collection, and follows the City’s share to where today’s rules look for it', () => {
    const chart = startingChart([from('2000-01-01', ACCOUNTING), from('2026-11-01', WHEN_COLLECTED)]);
    const transfer = { ...input(6861), otherAccountId: '10-0043-01' };
    assert.deepEqual(
      transferEntries(transfer, books(chart)).map(({ entry }) => sides(entry)),
      [
        [
          ['1120', ACCOUNT, -4206],
          ['1110', ACCOUNT, -2655],
          ['1120', '10-0043-01', 4206],
          ['1110', '10-0043-01', 2655],
          ['2110', null, 4206],
          ['2115', null, -4206],
        ],
      ],
    );
  });
});

describe('entries that take credits back', () => {
  const payment = { accountId: ACCOUNT, entryNumber: 9, amountCents: cents(5000) };
  const giveBack = (applied: readonly AppliedCredit[], credit: number) =>
    returnedPaymentEntries(payment, { applied, creditCents: cents(credit) }, startingChart(), { on: ON, memo: 'NSF' });

  it('release the newest credit that was applied, and no more than is needed', () => {
    const applied = [paid(11, 'application', item(1, 'water', 2000)), paid(12, 'application', item(2, 'sewer', 2500))];
    const { entries } = giveBack(applied, 1000);
    assert.deepEqual(entries.map(sides), [
      [
        ['1120', ACCOUNT, 2500],
        ['1110', ACCOUNT, 1500],
        ['2400', ACCOUNT, -4000],
      ],
      [
        ['1010', null, -5000],
        ['2400', ACCOUNT, 5000],
      ],
    ]);
  });

  it('say what is lacking where the credit was refunded, and post nothing', () => {
    const { entries, lackingCents } = giveBack([paid(11, 'application', item(1, 'water', 2000))], 1000);
    assert.deepEqual([entries, lackingCents], [[], 2000]);
  });

  it('are not dated before what they take back was applied', () => {
    const { entries } = giveBack([paid(9, 'payment', item(1, 'water', 5000), '2026-12-01')], 0);
    assert.equal(entries[0]?.effectiveOn, '2026-12-01');
  });

  it('settle the debit by the old credit, which so stays whole, and release its items', () => {
    const parts = fc.array(fc.tuple(fc.constantFrom(...TYPES), fc.integer({ min: 1, max: 10_000 })), { minLength: 1 });
    fc.assert(
      fc.property(parts, fc.constantFrom(startingChart(), COLLECTED), (given, chart) => {
        const applied = given.map(([type, size], index) => paid(9, 'payment', item(100 + index, type, size)));
        const amountCents = cents(given.reduce((sum, [, size]) => sum + size, 0));
        const { entries } = returnedPaymentEntries(
          { ...payment, amountCents },
          { applied, creditCents: cents(0) },
          chart,
          { on: ON, memo: 'NSF' },
        );
        const [entry = null] = entries;
        assert.equal(sumOf(entry), 0);
        const perCredit = new Map<number, number>();
        for (const { credit, amountCents: amount } of entry?.allocations ?? []) {
          assert.ok('entryNumber' in credit);
          perCredit.set(credit.lineNumber, (perCredit.get(credit.lineNumber) ?? 0) + amount);
        }
        assert.ok([...perCredit.values()].every((sum) => sum === 0));
        for (const { item: settled, amountCents: amount } of entry?.allocations ?? []) {
          if ('line' in settled) assert.equal(entry?.postings[settled.line]?.amountCents, amount);
        }
      }),
    );
  });

  it('refuse more than is open or written off', () => {
    const chart = startingChart();
    assert.throws(() => writeOffEntry(input(6862), books(chart)), RangeError);
    assert.throws(() => depositAppliedEntry(input(6862), books(chart)), RangeError);
    assert.throws(() => transferEntries({ ...input(6862), otherAccountId: 'x' }, books(chart)), RangeError);
    assert.throws(() => recoveryEntries(input(1), [], { chart, rule: OLDEST_FIRST }), RangeError);
  });
});
