import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cents } from '../../../../bridge/contract/money.js';
import type { ApplicationRule } from '../../../../bridge/contract/settings/payment-application.js';
import { applyCredit } from '../../../../bridge/domain/ledger/apply-credit.js';
import type { OpenItem } from '../../../../bridge/domain/ledger/open-item.js';
import { item } from '../../../support/ledger/given-items.js';
import { OLDEST_FIRST } from '../../../support/ledger/starting-chart.js';

const SERVICE_FIRST: ApplicationRule = { ...OLDEST_FIRST, method: 'service-first' };
const PRO_RATA: ApplicationRule = { ...OLDEST_FIRST, method: 'pro-rata' };
const RULES = [OLDEST_FIRST, SERVICE_FIRST, PRO_RATA];

function paid(amount: number, items: readonly OpenItem[], rule: ApplicationRule): [number, number][] {
  const { applied } = applyCredit(cents(amount), items, rule);
  return applied.map(({ item: { ref }, amountCents }) => [ref.entryNumber, amountCents]);
}

function openOf(items: readonly OpenItem[]): number {
  return items.reduce((total, { openCents }) => total + openCents, 0);
}

const anyItems = fc
  .array(
    fc.record({
      chargeType: fc.constantFrom(...OLDEST_FIRST.order, 'of-no-order'),
      dueOn: fc.constantFrom('2026-09-01', '2026-10-01', '2026-11-01'),
      open: fc.oneof(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 1, max: 2 ** 45 })),
    }),
    { maxLength: 12 },
  )
  .map((facts) => facts.map(({ chargeType, dueOn, open }, index) => item(index + 1, chargeType, open, { dueOn })));
const anyRule = fc.constantFrom(...RULES);
const anyAmount = fc.oneof(fc.integer({ min: 1, max: 200_000 }), fc.integer({ min: 1, max: 2 ** 48 }));

describe('applying a credit to open items', () => {
  const september = { dueOn: '2026-09-28' };
  const items = [
    item(1, 'water', 3000, september),
    item(2, 'garbage', 2000, september),
    item(3, 'water', 2500),
    item(4, 'sewer', 4000),
    item(5, 'water-late-charge', 300),
  ];

  it('pays the oldest first, and of one due date by the order of charge types', () => {
    assert.deepEqual(paid(8000, items, OLDEST_FIRST), [
      [2, 2000],
      [1, 3000],
      [5, 300],
      [4, 2700],
    ]);
  });

  it('pays by the order of charge types first where the rule says so, and of one type the oldest', () => {
    assert.deepEqual(paid(9000, items, SERVICE_FIRST), [
      [5, 300],
      [2, 2000],
      [4, 4000],
      [1, 2700],
    ]);
  });

  it('pays every item its share where the rule says so, the cent over going to the largest remainder', () => {
    const three = [item(1, 'water', 100), item(2, 'sewer', 100), item(3, 'garbage', 100)];
    assert.deepEqual(paid(100, three, PRO_RATA), [
      [3, 34],
      [2, 33],
      [1, 33],
    ]);
    assert.deepEqual(paid(5, [item(1, 'water', 7), item(2, 'water', 2)], PRO_RATA), [
      [1, 4],
      [2, 1],
    ]);
  });

  it('leaves over what there is no item for', () => {
    for (const rule of RULES) {
      const { applied, leftCents } = applyCredit(cents(12_000), items, rule);
      assert.deepEqual([applied.length, leftCents], [5, 200]);
    }
    assert.deepEqual(applyCredit(cents(5), [], PRO_RATA), { applied: [], leftCents: 5 });
  });

  it('puts a charge type that the order does not name last', () => {
    assert.deepEqual(paid(10, [item(1, 'of-no-order', 10), item(2, 'water', 10)], OLDEST_FIRST), [[2, 10]]);
  });

  it('refuses an amount that is not more than zero', () => {
    for (const amount of [0, -1]) assert.throws(() => applyCredit(cents(amount), items, OLDEST_FIRST), RangeError);
  });

  it('never pays more than is open, adds up to the amount, and leaves something over only when all is paid', () => {
    fc.assert(
      fc.property(anyAmount, anyItems, anyRule, (amount, given, rule) => {
        const { applied, leftCents } = applyCredit(cents(amount), given, rule);
        assert.ok(applied.every((part) => part.amountCents > 0 && part.amountCents <= part.item.openCents));
        assert.equal(new Set(applied.map((part) => part.item)).size, applied.length);
        const sum = applied.reduce((total, part) => total + part.amountCents, 0);
        assert.equal(sum + leftCents, amount);
        if (leftCents > 0) assert.equal(sum, openOf(given));
      }),
    );
  });

  it('does not depend on the order in which the items are given', () => {
    fc.assert(
      fc.property(anyAmount, anyItems, anyRule, (amount, given, rule) => {
        assert.deepEqual(paid(amount, given.toReversed(), rule), paid(amount, given, rule));
      }),
    );
  });

  it('pays every item its exact share, rounded to the one cent or the other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), anyItems, (amount, given) => {
        const open = openOf(given);
        if (amount >= open) return;
        const parts = new Map(paid(amount, given, PRO_RATA));
        for (const { ref, openCents } of given) {
          const exact = (BigInt(amount) * BigInt(openCents)) / BigInt(open);
          const part = BigInt(parts.get(ref.entryNumber) ?? 0);
          assert.ok(part === exact || part === exact + 1n);
        }
      }),
    );
  });
});
