import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addDays, calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { centsToDecimalText } from '../../../../bridge/contract/money.js';
import { rateClasses, type RateClass } from '../../../../bridge/contract/services.js';
import { fullPeriod, type BilledPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import type { BillableService, BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import type { CalculatedBill } from '../../../../bridge/domain/billing/calculated-bill.js';
import { TariffBook } from '../../../../bridge/domain/billing/tariff-book.js';
import { billCharges } from '../../../../bridge/domain/ledger/bill-charges.js';
import { chargeEntry } from '../../../../bridge/domain/ledger/charge-entry.js';
import { compileTariff } from '../../../../bridge/domain/tariff/index.js';
import { loadShippedTariffs } from '../../../../bridge/files/owrs/shipped-tariffs.js';
import { OLDEST_FIRST, startingChart } from '../../../support/ledger/starting-chart.js';

const WATER: BillableService = { service: 'water', tariffId: 'water', carts: null, unmeteredGallons: null };
const SEWER: BillableService = { service: 'sewer', tariffId: 'sewer', carts: null, unmeteredGallons: null };
const garbage = (carts: number | null): BillableService => {
  return { service: 'garbage', tariffId: 'garbage', carts, unmeteredGallons: null };
};

/** A month that ends with the read date. */
function monthTo(readOn: string): BilledPeriod {
  const to = calendarDate(readOn);
  return fullPeriod(addDays(to, -31), to);
}

/** A bill read on 5 November 2026 and billed three days later. */
function input(changes: Partial<BillInput>): BillInput {
  return {
    rateClass: 'RESIDENTIAL',
    period: monthTo('2026-11-05'),
    billedTo: null,
    billedOn: calendarDate('2026-11-08'),
    usageGallons: 0,
    meterSize: '5/8"',
    registers: [],
    data: [],
    pastBills: [],
    services: [],
    ...changes,
  };
}

describe('a bill', () => {
  let book: TariffBook;

  before(async () => {
    const documents = await loadShippedTariffs();
    book = new TariffBook(
      documents.map((document) => {
        const compiled = compileTariff(document);
        const tariffId = compiled.settings.service ?? '';
        const effectiveFrom = calendarDate(compiled.metadata.effectiveDate ?? '');
        return { tariffVersionId: `${tariffId}@${effectiveFrom}`, tariffId, effectiveFrom, compiled };
      }),
    );
  });

  const bill = (changes: Partial<BillInput>): CalculatedBill => calculateBill(input(changes), book);
  const total = (changes: Partial<BillInput>) => centsToDecimalText(bill(changes).totalCents);

  it('charges sewer by Ordinance 26-264', () => {
    const sewer = (rateClass: RateClass, usageGallons: number) => total({ rateClass, usageGallons, services: [SEWER] });
    assert.equal(sewer('RESIDENTIAL', 6000), '42.06');
    assert.equal(sewer('RESIDENTIAL', 0), '22.92');
    assert.equal(sewer('BUSINESS', 12_000), '141.91');
    assert.equal(sewer('BUSINESS', 5000), '55.88');
    assert.equal(sewer('MULTIFAMILY', 5001), '55.89');
  });

  it('charges garbage by Ordinance 26-265, by the cart', () => {
    const carts = (rateClass: RateClass, count: number) => total({ rateClass, services: [garbage(count)] });
    assert.equal(carts('RESIDENTIAL', 1), '20.00');
    assert.equal(carts('RESIDENTIAL', 3), '40.00');
    assert.equal(carts('BUSINESS', 2), '40.03');
    assert.equal(carts('BUSINESS', 4), '80.06');
    assert.equal(carts('REDUCED', 1), '0.00');
  });

  it('charges water by meter size with 2,500 gallons included (the sample table)', () => {
    const water = (usageGallons: number, meterSize = '5/8"') => total({ usageGallons, meterSize, services: [WATER] });
    assert.equal(water(0), '21.50');
    assert.equal(water(2500), '21.50');
    assert.equal(water(2500, '3/4"'), '24.00');
    assert.equal(water(6000), '40.40');
    assert.equal(water(12_000), '74.20');
  });

  it('takes water and sewer rates by the read date, and garbage rates by the bill date', () => {
    const early = { period: monthTo('2026-02-14'), billedOn: calendarDate('2026-02-17') };
    assert.equal(total({ ...early, usageGallons: 6000, services: [SEWER] }), '37.60');
    const late = { ...early, period: monthTo('2026-02-15') };
    assert.equal(total({ ...late, usageGallons: 6000, services: [SEWER] }), '42.06');
    const newYear = { period: monthTo('2025-12-30'), billedOn: calendarDate('2026-01-01') };
    assert.equal(total({ ...newYear, services: [garbage(1)] }), '20.00');
    assert.equal(total({ ...newYear, billedOn: calendarDate('2025-12-31'), services: [garbage(1)] }), '18.00');
  });

  it('keeps the version and the inputs that repeat it', () => {
    const [water, waste] = bill({ usageGallons: 6000, services: [garbage(2), WATER] }).charges;
    assert.deepEqual(
      [water?.tariffVersionId, water?.inputs],
      ['water@2000-01-01', { usage_gallons: '6000', meter_size: '5/8"' }],
    );
    assert.deepEqual([waste?.tariffVersionId, waste?.inputs], ['garbage@2026-01-01', { carts: '2' }]);
  });

  it('shows services in the order of the trade, whatever order they are given in', () => {
    const { charges } = bill({ services: [garbage(1), SEWER, WATER] });
    assert.deepEqual(
      charges.map((charge) => charge.service),
      ['water', 'sewer', 'garbage'],
    );
  });

  it('bills the agreed gallons where no meter measures', () => {
    const well = { ...SEWER, unmeteredGallons: 6000 };
    assert.equal(total({ usageGallons: 0, meterSize: null, services: [well] }), '42.06');
    assert.equal(total({ usageGallons: 99_000, services: [{ ...SEWER, unmeteredGallons: 0 }] }), '22.92');
  });

  it('is nothing when there is no service', () => assert.deepEqual(bill({}), { charges: [], totalCents: 0 }));

  it('is refused when the number of carts is not known', () => {
    assert.throws(() => bill({ services: [garbage(null)] }), { code: 'carts-missing' });
  });

  it('is refused when a business has more carts than the ordinance allows', () => {
    assert.throws(() => bill({ rateClass: 'BUSINESS', services: [garbage(5)] }), { name: /Error/ });
  });

  it('is refused when no rates were in force, or the tariff is unknown', () => {
    const before2000 = { period: monthTo('1999-12-31'), services: [WATER] };
    assert.throws(() => bill(before2000), { code: 'no-tariff-in-force', message: /"water".*1999-12-31/ });
    assert.throws(() => bill({ services: [{ ...WATER, tariffId: 'gas' }] }), { code: 'no-tariff-in-force' });
  });

  it('adds up: lines to charges, charges to the total, and its entry to zero', () => {
    const facts = fc.record({
      rateClass: fc.constantFrom(...rateClasses),
      usageGallons: fc.integer({ min: 0, max: 3_000_000 }),
      meterSize: fc.constantFrom('5/8"', '3/4"', '1"', '2"', '4"'),
      services: fc.subarray([WATER, SEWER, garbage(2)]),
    });
    fc.assert(
      fc.property(facts, (given) => {
        const { charges, totalCents } = bill(given);
        for (const { lines, amountCents } of charges) {
          assert.equal(sum(lines.map((line) => line.amountCents)), amountCents);
        }
        assert.equal(sum(charges.map((charge) => charge.amountCents)), totalCents);
        const effectiveOn = calendarDate('2026-11-08');
        const books = { chart: startingChart(), rule: OLDEST_FIRST, items: [] };
        const entry = chargeEntry(
          { kind: 'bill', accountId: 'A', effectiveOn, memo: '', charges: billCharges(charges, books.chart) },
          books,
        );
        const postings = entry?.postings ?? [];
        assert.equal(sum(postings.map((posting) => posting.amountCents)), 0);
        const owed = postings.filter((posting) => posting.accountId === 'A').map((posting) => posting.amountCents);
        assert.equal(sum(owed), totalCents);
      }),
      { numRuns: 60 },
    );
  });
});

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}
