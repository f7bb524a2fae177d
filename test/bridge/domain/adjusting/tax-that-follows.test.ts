import assert from 'node:assert/strict';
import fc from 'fast-check';
import { cents, sumCents } from '../../../../bridge/contract/money.js';
import type { AdjustmentKind } from '../../../../bridge/contract/sheets/adjustments.js';
import type { BilledService } from '../../../../bridge/domain/adjusting/adjustment-facts.js';
import { taxThatFollows, type TaxedAdjustment } from '../../../../bridge/domain/adjusting/tax-that-follows.js';

/** Corrects a charge by one amount after the other, and gives what tax went along with each. */
function taxesOf(billed: BilledService, amounts: readonly number[], before: readonly TaxedAdjustment[] = []): number[] {
  const made = [...before];
  return amounts.map((amount) => {
    const amountCents = cents(amount);
    const taxCents = taxThatFollows(amountCents, billed, made);
    made.push({ kind: 'misread', amountCents, taxCents });
    return taxCents;
  });
}

const total = (taxes: readonly number[]) => taxes.reduce((sum, tax) => sum + tax, 0);
const given = (kind: AdjustmentKind, amount: number, tax: number): TaxedAdjustment => {
  return { kind, amountCents: cents(amount), taxCents: cents(tax) };
};

describe('the tax that follows a correction', () => {
  const bill = { serviceCents: cents(1_230), taxCents: cents(49) };

  it('is reckoned on all corrections of the charge so far: two halves of 12.30 give back its 0.49 and not 0.50', () => {
    assert.deepEqual(taxesOf(bill, [-615, -615]), [-25, -24]);
    assert.deepEqual(taxesOf(bill, [-1_230]), [-49]);
    assert.deepEqual(taxesOf(bill, [-615, 615]), [-25, 25]);
  });

  it('counts the tax that a leak credit gave, and leaves out goodwill and a leak credit without tax', () => {
    assert.deepEqual(taxesOf(bill, [-615], [given('leak', -615, -24)]), [-25]);
    assert.deepEqual(taxesOf(bill, [-615], [given('leak', -615, 0)]), [-25]);
    assert.deepEqual(taxesOf(bill, [-615], [given('goodwill', -615, 0)]), [-25]);
  });

  it('never goes the other way, where a leak credit gave more of the tax than its part', () => {
    assert.deepEqual(taxesOf(bill, [-1, -614], [given('leak', -615, -27)]), [0, -22]);
  });

  it('is none where the bill had no tax or no charge', () => {
    assert.deepEqual(taxesOf({ serviceCents: cents(1_230), taxCents: cents(0) }, [-615]), [0]);
    assert.deepEqual(taxesOf({ serviceCents: cents(0), taxCents: cents(0) }, [615]), [0]);
  });
});

describe('the tax of any charge', () => {
  const billed = fc
    .record({ service: fc.integer({ min: 1, max: 300_000 }), percent: fc.integer({ min: 0, max: 25 }) })
    .chain(({ service, percent }) =>
      fc
        .integer({ min: -1, max: 1 })
        .map((off) => Math.max(0, Math.round((service * percent) / 100) + off))
        .map((tax): BilledService => ({ serviceCents: cents(service), taxCents: cents(tax) })),
    );
  /** A bill with the pieces in which its whole charge is credited. */
  const split = billed.chain((bill) =>
    fc.array(fc.integer({ min: 1, max: bill.serviceCents }), { maxLength: 8 }).map((cuts) => {
      const places = [0, ...new Set(cuts), bill.serviceCents].toSorted((a, b) => a - b);
      const pieces = places.slice(1).map((place, index) => (places[index] ?? 0) - place);
      return { bill, pieces: pieces.filter((piece) => piece !== 0) };
    }),
  );

  it('is given back exactly by any split of a whole credit, each piece a credit', () => {
    fc.assert(
      fc.property(split, ({ bill, pieces }) => {
        const taxes = taxesOf(bill, pieces);
        assert.equal(total(taxes), 0 - bill.taxCents);
        assert.ok(taxes.every((tax) => tax <= 0));
      }),
    );
  });

  it('is never given back beyond what was billed, by as many of the pieces as there are', () => {
    fc.assert(
      fc.property(split, fc.nat(8), ({ bill, pieces }, count) => {
        assert.ok(0 - total(taxesOf(bill, pieces.slice(0, count))) <= bill.taxCents);
      }),
    );
  });

  it('comes to the same in whatever order the pieces are credited', () => {
    const shuffled = split.chain(({ bill, pieces }) => {
      const some = pieces.slice(1);
      return fc.shuffledSubarray(some, { minLength: some.length }).map((other) => ({ bill, some, other }));
    });
    fc.assert(
      fc.property(shuffled, ({ bill, some, other }) => {
        assert.equal(total(taxesOf(bill, some)), total(taxesOf(bill, other)));
      }),
    );
  });

  it('is given back exactly after a leak credit too, whose tax was reckoned by itself and is within what was billed', () => {
    const afterLeak = fc.tuple(split, fc.integer({ min: -2, max: 2 })).map(([{ bill, pieces }, off]) => {
      const [leak = -1, ...rest] = pieces;
      const share = Math.floor((bill.taxCents * -leak) / bill.serviceCents) + off;
      return { bill, leak: given('leak', leak, 0 - Math.min(bill.taxCents, Math.max(0, share))), rest };
    });
    fc.assert(
      fc.property(afterLeak, ({ bill, leak, rest }) => {
        fc.pre(rest.length > 0 && leak.taxCents !== 0);
        const taxes = taxesOf(bill, rest, [leak]);
        assert.equal(total(taxes) + leak.taxCents, 0 - bill.taxCents);
        assert.ok(taxes.every((tax) => tax <= 0));
      }),
    );
  });

  it('follows a charge and its credit back to nothing', () => {
    fc.assert(
      fc.property(billed, fc.integer({ min: 1, max: 300_000 }), (bill, amount) => {
        assert.equal(sumCents(taxesOf(bill, [amount, -amount]).map(cents)), 0);
      }),
    );
  });
});
