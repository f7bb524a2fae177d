import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import type { TariffBook } from '../../../../bridge/domain/billing/tariff-book.js';
import { givenBill, givenBook, givenService, twoPart, TWO_LINES } from './given-book.js';
import { charged, NEW, OLD, PRORATED, shown } from './given-crossing.js';

describe('a period that crosses into new rates', () => {
  it('is priced as a whole by the rates on its read date, unless these say otherwise', () => {
    const book = givenBook({ ...OLD, settings: ['crossing: days', PRORATED] }, { ...NEW, settings: [TWO_LINES] });
    const charge = charged(book);
    // 30.00 and 9.001 x 4.00 = 36.004: 66.00.
    assert.deepEqual(shown(charge), ['Base: 3000', 'By use: 3600']);
    assert.deepEqual([charge.tariffVersionId, charge.segments], ['water@2026-02-15', []]);
  });

  it('is divided by days where these say so: each version has its share of the use and of what it prorates', () => {
    const settings = ['crossing: days', PRORATED, TWO_LINES];
    const charge = charged(givenBook({ ...OLD, settings }, { ...NEW, settings }));
    // 26 of 30 days: 7,801 of 9,001 gallons (7,800.87), 20.00 x 26/30 = 17.333 and 7.801 x 3.00 = 23.403, in all 40.74.
    // 4 of 30 days: 1,200 gallons (1,200.13), 30.00 x 4/30 = 4.00 and 1.2 x 4.00 = 4.80.
    assert.deepEqual(shown(charge), [
      'Base, Jan 20 to Feb 14: 1734',
      'By use, Jan 20 to Feb 14: 2340',
      'Base, Feb 15 to Feb 18: 400',
      'By use, Feb 15 to Feb 18: 480',
    ]);
    assert.equal(charge.amountCents, 4954);
    assert.equal(charge.tariffVersionId, 'water@2026-02-15');
    const [before, after] = charge.segments;
    assert.deepEqual(before?.inputs, {
      usage_gallons: '7801',
      meter_size: '5/8"',
      days_billed: '26',
      days_full: '30',
    });
    assert.deepEqual(
      [before.tariffVersionId, before.firstDay, before.lastDay, before.days, before.ofDays, before.amountCents],
      ['water@2000-01-01', '2026-01-20', '2026-02-14', 26, null, 4074],
    );
    assert.deepEqual([after?.tariffVersionId, after?.days, after?.amountCents], ['water@2026-02-15', 4, 880]);
  });

  it('takes the days’ share of a whole bill by rates that prorate nothing, so that no base is charged twice', () => {
    const book = givenBook(
      { ...OLD, settings: [TWO_LINES] },
      { ...NEW, settings: ['crossing: days', PRORATED, TWO_LINES] },
    );
    const charge = charged(book);
    // 20.00 and 27.003 for the whole, 26/30 of 20.00 = 17.33 and of 27.00 = 23.40.
    assert.deepEqual(shown(charge), [
      'Base, Jan 20 to Feb 14: 1733',
      'By use, Jan 20 to Feb 14: 2340',
      'Base, Feb 15 to Feb 18: 400',
      'By use, Feb 15 to Feb 18: 480',
    ]);
    const [before] = charge.segments;
    assert.deepEqual([before?.ofDays, before?.inputs['usage_gallons']], [30, '9001']);
  });

  it('takes the days’ share too where use is averaged, capped or rounded, which is done once for the whole', () => {
    const settings = ['crossing: days', PRORATED, 'usage: {rounding: {to: 1, how: up}}'];
    const charge = charged(givenBook({ ...OLD, settings }, { ...NEW, settings }));
    // 9,001 gallons are billed as 10: 20.00 + 30.00, 26/30 of it 43.33; 30.00 + 40.00, 4/30 of it 9.33.
    assert.deepEqual(
      charge.segments.map(({ amountCents, ofDays }) => [amountCents, ofDays]),
      [
        [4333, 30],
        [933, 30],
      ],
    );
  });

  it('is not divided where the new rates begin with its first day, and is where they begin on its last', () => {
    const settings = ['crossing: days', PRORATED];
    const from = (date: string) => charged(givenBook({ ...OLD, settings }, { ...NEW, settings, from: date }));
    assert.deepEqual(from('2026-01-20').segments, []);
    assert.deepEqual(
      from('2026-01-21').segments.map(({ days }) => days),
      [1, 29],
    );
    assert.match(shown(from('2026-01-21'))[0] ?? '', /, Jan 20: /);
    assert.deepEqual(
      from('2026-02-18').segments.map(({ days }) => days),
      [29, 1],
    );
    assert.deepEqual(from('2026-02-19').segments, []);
  });

  it('has a part for each version that was in force in it', () => {
    const settings = ['crossing: days', PRORATED];
    const between = { ...NEW, settings, from: '2026-02-01', classes: { RESIDENTIAL: twoPart(60, 0) } };
    const charge = charged(givenBook({ ...OLD, settings }, { ...NEW, settings }, between));
    assert.deepEqual(
      charge.segments.map(({ firstDay, lastDay, days }) => [firstDay, lastDay, days]),
      [
        ['2026-01-20', '2026-01-31', 12],
        ['2026-02-01', '2026-02-14', 14],
        ['2026-02-15', '2026-02-18', 4],
      ],
    );
    assert.equal(charge.segments[1]?.amountCents, 2800);
  });

  it('is refused when some of its days have no rates', () => {
    const book = givenBook({ ...NEW, settings: ['crossing: days', PRORATED] });
    assert.throws(() => charged(book), { code: 'no-tariff-in-force', message: /2026-01-20/ });
  });

  it('divides what a percentage of the water bill is taken of, and charges a fee with the part of its date alone', () => {
    const water = { ...OLD, classes: { RESIDENTIAL: ['bill: 30'] } };
    const sewer = (from: string, share: string) => ({
      tariffId: 'sewer',
      from,
      settings: ['crossing: days', PRORATED, 'fees: [{fee: visit, description: Visit, amount: 5}]'],
      classes: { RESIDENTIAL: ['service_charge: 0', `bill: service_charge+${share}*water_bill`] },
    });
    const book = givenBook(water, sewer('2000-01-01', '0.5'), sewer('2026-02-15', '0.9'));
    const fee = { service: null, name: 'fee_visit', value: '1', effectiveFrom: calendarDate('2026-01-25') };
    const services = [givenService('sewer'), givenService('water')];
    const sewerCharge = calculateBill(givenBill({ services, data: [fee] }), book).charges[1];
    // Water 30.00: 26.00 for 26 days, half of it, and the fee; 4.00 for 4 days, 90% of it.
    assert.deepEqual(
      sewerCharge?.segments.map(({ amountCents }) => amountCents),
      [1300 + 500, 360],
    );
  });

  describe('with equal rates before and after makes up the whole', () => {
    const bills = (fields: readonly string[], ...settings: string[]) => {
      const version = (from: string) => {
        return { tariffId: 'water', from, settings: ['crossing: days', ...settings], classes: { RESIDENTIAL: fields } };
      };
      const services = [givenService('water')];
      const of = (book: TariffBook) => charged(book, { services, usageGallons: 9000 }).amountCents;
      return [of(givenBook(version('2000-01-01'))), of(givenBook(version('2000-01-01'), version('2026-02-15')))];
    };

    it('where a base and a rate by use have names of one family', () => {
      const fields = ['flat_rate: 20', 'flat_rate_commodity: 3*usage_ccf'];
      const bill = [...fields, 'commodity_charge: flat_rate_commodity', 'bill: flat_rate+commodity_charge'];
      assert.deepEqual(bills(bill), [4700, 4700]);
    });

    it('where use is multiplied or divided by what depends on use itself', () => {
      assert.deepEqual(bills(['rate: 1+0.1*usage_ccf', 'bill: usage_ccf*rate']), [1710, 1710]);
      assert.deepEqual(bills(['bill: usage_ccf*usage_ccf']), [8100, 8100]);
      assert.deepEqual(bills(['bill: usage_ccf^2']), [8100, 8100]);
      assert.deepEqual(bills(['part: usage_ccf+1', 'bill: usage_ccf/part']), [90, 90]);
    });

    it('where tiers have prices that depend on use, or a map chooses by it', () => {
      const tiers = [
        'tier_starts: [0, 5]',
        'tier_prices: [rate, 3]',
        'rate: 0.1*usage_ccf',
        'commodity_charge: Tiered',
      ];
      // 4 x 0.90 and 5 x 3.00.
      const prorated = 'proration: {tiers: [commodity_charge]}';
      assert.deepEqual(bills([...tiers, 'bill: commodity_charge'], prorated), [1860, 1860]);
      const map = ['bill: {depends_on: level, values: {0: usage_ccf, 9: 2*usage_ccf}}', 'level: usage_ccf'];
      assert.deepEqual(bills(map), [1800, 1800]);
    });

    it('where the class itself says what days and use the bill has', () => {
      assert.deepEqual(bills(['proration: 0.5', 'bill: 20*proration']), [1000, 1000]);
      assert.deepEqual(bills(['usage_ccf: 4', 'bill: 2.5*usage_ccf']), [1000, 1000]);
    });
  });

  it('charges nothing twice that does not prorate: a base, a free block, an allowance, a floor', () => {
    const commodity = ['tier_starts: [0, 3]', 'tier_prices: [0, 5]', 'commodity_charge: Tiered'];
    const sum = 'bill: base+commodity_charge';
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['proration: {tiers: [commodity_charge]}', ['base: 20', ...commodity, sum]],
      ['proration: {times: [base]}', ['base: 20', ...commodity, sum]],
      ['proration: {times: [base]}\nbill_minimum: {amount: 30}', ['base: 2', 'commodity_charge: 0', sum]],
      [
        'proration: {times: [base]}\nlimits: [{component: commodity_charge, minimum: 15}]',
        ['base: 20', 'commodity_charge: usage_ccf*1', sum],
      ],
      [
        'proration: {times: [base]}\nallowances: [{component: commodity_charge, usage: 2}]',
        ['base: 20', 'commodity_charge: usage_ccf*5', sum],
      ],
    ];
    for (const [settings, fields] of cases) {
      const version = (from: string) => ({
        tariffId: 'water',
        from,
        settings: ['crossing: days', ...settings.split('\n')],
        classes: { RESIDENTIAL: fields },
      });
      const whole = charged(givenBook(version('2000-01-01'))).amountCents;
      const divided = charged(givenBook(version('2000-01-01'), version('2026-02-15'))).amountCents;
      assert.equal(divided, whole, settings);
    }
  });

  it('leaves garbage whole, which is billed for a month to come', () => {
    const garbage = (from: string) => ({
      tariffId: 'garbage',
      from,
      settings: ['crossing: days', 'proration: {times: [cart_charge]}'],
      classes: { RESIDENTIAL: [`cart_charge: ${from === '2026-02-15' ? 20 : 18}`, 'bill: cart_charge*carts'] },
    });
    const charge = charged(givenBook(garbage('2000-01-01'), garbage('2026-02-15')), {
      services: [givenService('garbage')],
    });
    assert.deepEqual([charge.amountCents, charge.segments], [2000, []]);
  });
});
