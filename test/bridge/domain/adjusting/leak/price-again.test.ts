import assert from 'node:assert/strict';
import { calendarDate } from '../../../../../bridge/contract/calendar-date.js';
import type { BilledCharge } from '../../../../../bridge/domain/adjusting/leak/leak-facts.js';
import { priceForUse, repeatedAmount } from '../../../../../bridge/domain/adjusting/leak/price-again.js';
import type { BillInput } from '../../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../../bridge/domain/billing/calculate-bill.js';
import { TariffBook, type TariffVersion } from '../../../../../bridge/domain/billing/tariff-book.js';
import { givenBill, givenService, givenVersion, twoPart, TWO_LINES } from '../../billing/given-book.js';
import { NEW, OLD, PRORATED } from '../../billing/given-crossing.js';
import { billedChargesOf } from './given-leak.js';

const billed = (versions: readonly TariffVersion[], facts: Partial<BillInput> = {}): BilledCharge[] =>
  billedChargesOf(givenBill(facts), versions);
const total = (charges: readonly BilledCharge[], gallons: number, used = 9_001) =>
  [...priceForUse(charges, { gallons, billed: used })].map(
    ([service, price]) => `${service} ${price.service} ${price.tax}`,
  );
const bill = (versions: readonly TariffVersion[], facts: Partial<BillInput>) =>
  calculateBill(givenBill(facts), new TariffBook(versions)).charges.map(({ amountCents }) => amountCents);

describe('pricing a bill again for another use', () => {
  it('gives what was billed for the same use, and for none what a bill without use would be', () => {
    const versions = [
      givenVersion({
        tariffId: 'water',
        from: '2000-01-01',
        settings: [TWO_LINES],
        classes: { RESIDENTIAL: twoPart(20, 3) },
      }),
    ];
    const charges = billed(versions);
    assert.deepEqual(charges.map(repeatedAmount), [4700]);
    assert.deepEqual(total(charges, 9_001), ['water 4700 0']);
    assert.deepEqual(total(charges, 0), ['water 2000 0']);
    assert.deepEqual(bill(versions, { usageGallons: 0 }), [2000]);
  });

  for (const [how, settings] of [
    ['each version’s days', ['crossing: days', PRORATED, TWO_LINES]],
    ['the days’ shares of the whole', ['crossing: days', TWO_LINES]],
  ] as const) {
    it(`prices ${how} where rates changed within the bill`, () => {
      const versions = [givenVersion({ ...OLD, settings }), givenVersion({ ...NEW, settings })];
      const charges = billed(versions);
      assert.equal(charges[0]?.parts.length, 2);
      for (const gallons of [9_001, 0]) {
        const [amount] = bill(versions, { usageGallons: gallons });
        assert.deepEqual(total(charges, gallons), [`water ${amount} 0`]);
      }
      assert.deepEqual(charges.map(repeatedAmount), bill(versions, {}));
    });
  }

  it('leaves fees out, whatever was used', () => {
    const settings = ['fees: [{fee: visit, description: Visit, amount: 50}]'];
    const versions = [
      givenVersion({ tariffId: 'water', from: '2000-01-01', settings, classes: { RESIDENTIAL: twoPart(20, 3) } }),
    ];
    const data = [{ service: null, name: 'fee_visit', value: '1', effectiveFrom: calendarDate('2026-01-25') }];
    const charges = billed(versions, { data });
    assert.deepEqual(charges.map(repeatedAmount), [9700]);
    assert.deepEqual(total(charges, 9_001), ['water 4700 0']);
    assert.deepEqual(total(charges, 0), ['water 2000 0']);
  });

  it('takes of the water bill that the other use makes what a service takes of it', () => {
    const versions = [
      givenVersion({ tariffId: 'water', from: '2000-01-01', classes: { RESIDENTIAL: twoPart(20, 3) } }),
      givenVersion({ tariffId: 'sewer', from: '2000-01-01', classes: { RESIDENTIAL: ['bill: water_bill*0.5'] } }),
    ];
    const charges = billed(versions, { services: [givenService('sewer'), givenService('water')] });
    assert.deepEqual(total(charges, 9_001).sort(), ['sewer 2350 0', 'water 4700 0']);
    assert.deepEqual(total(charges.toReversed(), 0).sort(), ['sewer 1000 0', 'water 2000 0']);
  });

  it('stops registers earlier, each by its share, where rates go by readings', () => {
    const settings = ['usage: {rounding: {to: 1, how: down, at: register}}'];
    const versions = [
      givenVersion({ tariffId: 'water', from: '2000-01-01', settings, classes: { RESIDENTIAL: twoPart(20, 3) } }),
    ];
    const registers = [
      { previous: '1500', current: '10500' },
      { previous: '0', current: '1' },
    ];
    const charges = billed(versions, { registers });
    // 1 to 10 thousands.
    assert.deepEqual(total(charges, 9_001), ['water 4700 0']);
    assert.deepEqual(total(charges, 0), ['water 2000 0']);
    // 4,500 of the first register: 1 to 6.
    assert.deepEqual(total(charges, 4_500), ['water 3500 0']);
  });
});
