import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { fullPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import type { BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import { catchUpBill, type HeldPeriod } from '../../../../bridge/domain/billing/catch-up-bill.js';
import { PricedBills } from '../../../../bridge/domain/billing/priced-bills.js';
import type { TariffBook } from '../../../../bridge/domain/billing/tariff-book.js';
import { givenBill, givenBook, givenService, twoPart } from './given-book.js';

const PERIOD = givenBill().period;
const BEFORE = fullPeriod(calendarDate('2025-12-19'), PERIOD.from);

/** Rates by dwelling units, from a day. */
const sewer = (unit: number, from = '2000-01-01') => ({
  ...{ tariffId: 'sewer', from },
  classes: { RESIDENTIAL: [`bill: ${unit}*dwelling_units`], BUSINESS: ['bill: 30+usage_ccf'] },
});
const water = (base: number, from = '2000-01-01', settings: readonly string[] = []) => ({
  ...{ tariffId: 'water', from, settings },
  classes: { RESIDENTIAL: twoPart(base, 3), BUSINESS: twoPart(2 * base, 4) },
});

const BOOKS: readonly TariffBook[] = [
  givenBook(water(10), sewer(20)),
  // The same versions by name, with other rates.
  givenBook(water(11), sewer(20)),
  // A version that begins within the period, by whole bills and by days.
  givenBook(water(10), water(12, '2026-02-01'), sewer(20)),
  givenBook(water(10), water(12, '2026-02-01', ['crossing: days']), sewer(20), sewer(21, '2026-02-20')),
];

const held: HeldPeriod = {
  period: BEFORE,
  billedOn: calendarDate('2026-01-22'),
  gallonsSinceBill: 2000,
  services: [givenService('water')],
};

const BOTH = [givenService('water'), givenService('sewer')];
const AGREED = [givenService('sewer', { unmeteredGallons: 4000 })];

const units = (value: string, effectiveFrom: string) => ({
  ...{ service: null, name: 'dwelling_units', value, effectiveFrom: calendarDate(effectiveFrom) },
});

const MORE_UNITS = [units('2', '2020-01-01'), units('3', '2026-02-01')];

interface Asked {
  readonly input: Partial<BillInput>;
  readonly book: TariffBook;
  readonly earlier: readonly HeldPeriod[];
}

/** One thing at a time changes, so that bills differ by just that. */
const change: fc.Arbitrary<(asked: Asked) => Asked> = fc.oneof(
  fc.constantFrom(...BOOKS).map((book) => (asked: Asked) => ({ ...asked, book })),
  fc
    .constantFrom([], [held], [{ ...held, gallonsSinceBill: 500 }], [{ ...held, services: [givenService('sewer')] }])
    .map((earlier) => (asked: Asked) => ({ ...asked, earlier })),
  fc
    .oneof(
      fc.record({ rateClass: fc.constantFrom('RESIDENTIAL' as const, 'BUSINESS' as const) }),
      fc.record({ usageGallons: fc.constantFrom(0, 3000, 9001) }),
      fc.record({ meterSize: fc.constantFrom('5/8"', '1"', null) }),
      fc.record({ services: fc.constantFrom([givenService('water')], BOTH, AGREED) }),
      fc.record({ data: fc.constantFrom([], [units('2', '2020-01-01')], MORE_UNITS) }),
      fc.record({ billedOn: fc.constantFrom(calendarDate('2026-02-21'), calendarDate('2026-02-19')) }),
      fc.record({ period: fc.constantFrom(PERIOD, { ...PERIOD, to: calendarDate('2026-02-10'), days: 22 }) }),
    )
    .map((facts) => (asked: Asked) => ({ ...asked, input: { ...asked.input, ...facts } })),
);

function outcome(price: () => unknown): unknown {
  try {
    return price();
  } catch (error) {
    return (error as { code?: unknown }).code;
  }
}

describe('bills that are remembered', () => {
  const fresh = (input: BillInput, earlier: readonly HeldPeriod[], book: TariffBook) =>
    earlier.length === 0 ? calculateBill(input, book) : catchUpBill(input, earlier, book);

  it('are to the cent those that are calculated anew, whatever of account, read, period or rates changed in between', () => {
    let remembered = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 5, maxLength: 60 }), (changes) => {
        const priced = new PricedBills();
        const seen = new Set<unknown>();
        let asked: Asked = {
          input: { services: BOTH, data: MORE_UNITS },
          book: givenBook(water(10), sewer(20)),
          earlier: [],
        };
        for (const next of changes) {
          asked = next(asked);
          const { input, book, earlier } = asked;
          const bill = outcome(() => priced.price(givenBill(input), earlier, book));
          assert.deepEqual(
            bill,
            outcome(() => fresh(givenBill(input), earlier, book)),
          );
          if (typeof bill === 'object' && seen.has(bill)) remembered += 1;
          seen.add(bill);
        }
      }),
    );
    assert.ok(remembered > 100, `only ${remembered} bills were remembered`);
  });

  it('are one object where they are made of the same, by whichever reading of the books', () => {
    const priced = new PricedBills();
    const bill = priced.price(givenBill(), [], givenBook(water(10)));
    assert.equal(priced.price(givenBill(), [], givenBook(water(10))), bill);
    assert.notEqual(priced.price(givenBill({ usageGallons: 9002 }), [], givenBook(water(10))), bill);
    assert.notEqual(priced.price(givenBill(), [], givenBook(water(11))), bill);
  });

  it('are not touched by rates that begin after the last day that they are priced by', () => {
    const priced = new PricedBills();
    const bill = priced.price(givenBill(), [], givenBook(water(10)));
    assert.equal(priced.price(givenBill(), [], givenBook(water(10), water(12, '2026-02-22'))), bill);
    assert.notEqual(priced.price(givenBill(), [], givenBook(water(10), water(12, '2026-02-21'))), bill);
  });
});
