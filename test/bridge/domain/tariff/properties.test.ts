import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TariffError } from '../../../../bridge/contract/tariff-document.js';
import { type PricedBill, type BillInputs, priceBill } from '../../../../bridge/domain/tariff/index.js';
import { billOf, centsOf, givenHome } from './given-tariff.js';
import { randomTariff } from './random-tariff.js';

function tryPrice(fields: readonly string[], settings: readonly string[], data: BillInputs): PricedBill | null {
  try {
    return priceBill(givenHome(fields, settings), 'HOME', data);
  } catch (error) {
    if (error instanceof TariffError) return null;
    throw error;
  }
}

function withoutDaysAndAverage(data: BillInputs): BillInputs {
  return Object.fromEntries(Object.entries(data).filter(([name]) => !['days_billed', 'winter_average'].includes(name)));
}

describe('every bill', () => {
  it('has lines that add up to its cents, whatever the settings', () => {
    let bills = 0;
    fc.assert(
      fc.property(randomTariff(3), ({ fields, settings, inputs }) => {
        for (const data of inputs) {
          const bill = tryPrice(fields, settings, data);
          if (bill === null) continue;
          bills += 1;
          assert.equal(
            centsOf(bill).reduce((sum, cents) => sum + cents, 0),
            bill.billCents,
          );
        }
      }),
      { numRuns: 300, endOnFailure: true },
    );
    assert.ok(bills > 300, `${bills} bills`);
  });

  it('is the plain one where the settings change nothing', () => {
    const nothing = [
      'usage: {share: 100%, maximum: 1000000000000, winter_average: {use: average}}',
      'allowances: [{component: commodity_charge, usage: 0}]',
      'limits: [{component: surcharge, minimum: 0-10^20, maximum: 10^20}]',
      'proration: {times: [service_charge, commodity_charge], allowances: true}',
      'bill_minimum: {amount: 0-10^20}',
      'taxes: [{component: no_tax, rate: 0%, on: bill}]',
      'fees: [{fee: none, amount: 1}]',
    ];
    fc.assert(
      fc.property(randomTariff(3), ({ fields, inputs }) => {
        for (const given of inputs) {
          const data = withoutDaysAndAverage(given);
          const plain = tryPrice(fields, [], data);
          if (plain === null) continue;
          const dressed = tryPrice(fields, nothing, data);
          assert.equal(dressed?.bill.toFixed(30), plain.bill.toFixed(30));
          assert.equal(dressed?.billCents, plain.billCents);
        }
      }),
      { numRuns: 200, endOnFailure: true },
    );
  });

  it('costs no less for more use when prices do not fall', () => {
    const usage = fc.integer({ min: 0, max: 60_000 }).map((gallons) => gallons / 1000);
    const ascending = fc
      .array(fc.integer({ min: 0, max: 900 }), { minLength: 3, maxLength: 3 })
      .map((prices) => prices.toSorted((a, b) => a - b));
    const setting = fc.subarray([
      'usage: {rounding: {to: 1, how: down}}',
      'allowances: [{component: commodity_charge, usage: 3}]',
      'dwelling_units: {tiers: [commodity_charge], allowances: true}',
      'limits: [{component: commodity_charge, minimum: 4, maximum: 60}]',
      'bill_minimum: {amount: 20}',
      'taxes: [{component: tax, rate: 4%, on: bill}]',
    ]);
    fc.assert(
      fc.property(usage, usage, ascending, setting, (one, other, prices, settings) => {
        const fields = [
          'tier_starts: [0, 6, 21]',
          `tier_prices: [${prices.map((price) => price / 100).join(', ')}]`,
          'commodity_charge: Tiered',
          'bill: 9+commodity_charge',
        ];
        const price = (use: number) =>
          Number(billOf(fields, { usage_ccf: String(use), dwelling_units: '2' }, settings));
        assert.ok(price(Math.min(one, other)) <= price(Math.max(one, other)));
      }),
      { numRuns: 150 },
    );
  });
});
