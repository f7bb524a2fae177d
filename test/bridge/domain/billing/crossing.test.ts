import assert from 'node:assert/strict';
import fc from 'fast-check';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { cents } from '../../../../bridge/contract/money.js';
import type { AccountDatum } from '../../../../bridge/domain/billing/account-data.js';
import { splitByDays } from '../../../../bridge/domain/billing/bill-segments.js';
import { fullPeriod, partOfPeriod } from '../../../../bridge/domain/billing/billed-period.js';
import type { BillInput } from '../../../../bridge/domain/billing/bill-input.js';
import { calculateBill } from '../../../../bridge/domain/billing/calculate-bill.js';
import type { BillCharge } from '../../../../bridge/domain/billing/calculated-bill.js';
import { shareOfDays } from '../../../../bridge/domain/billing/segment-lines.js';
import type { TariffBook } from '../../../../bridge/domain/billing/tariff-book.js';
import { givenBill, givenBook, givenService, twoPart, TWO_LINES } from './given-book.js';

const PRORATED = 'proration: {times: [service_charge]}';
const OLD = { tariffId: 'water', from: '2000-01-01', classes: { RESIDENTIAL: twoPart(20, 3) } };
const NEW = { tariffId: 'water', from: '2026-02-15', classes: { RESIDENTIAL: twoPart(30, 4) } };

function charged(book: TariffBook, facts: Partial<BillInput> = {}): BillCharge {
  const [charge] = calculateBill(givenBill(facts), book).charges;
  assert.ok(charge);
  return charge;
}

function shown({ lines }: Pick<BillCharge, 'lines'>): string[] {
  return lines.map(({ description, amountCents }) => `${description}: ${amountCents}`);
}

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

  it('charges a fee once and whole, where shares are taken of all the rest', () => {
    const version = (from: string) => ({
      tariffId: 'water',
      from,
      settings: ['crossing: days', 'fees: [{fee: visit, description: Visit, amount: 50}]'],
      classes: { RESIDENTIAL: ['bill: 30'] },
    });
    const fee = { service: null, name: 'fee_visit', value: '1', effectiveFrom: calendarDate('2026-01-25') };
    const book = givenBook(version('2000-01-01'), version('2026-02-15'));
    const { charges } = calculateBill(givenBill({ services: [givenService('water')], data: [fee] }), book);
    assert.equal(charges[0]?.amountCents, 8000);
    const fees = charges[0].segments.flatMap(({ lines }) => lines.filter(({ component }) => component === 'visit_fee'));
    assert.deepEqual(
      fees.map(({ amountCents }) => amountCents),
      [5000],
    );
  });

  describe('with a fee that only the class after a programme has', () => {
    const VISIT = 'fees: [{fee: visit, description: Visit, amount: 50}]';
    const version = (from: string, reduced = '') => ({
      tariffId: 'water',
      from,
      settings: [
        'crossing: days',
        `classes: {REDUCED: {programme: {then: RESIDENTIAL}${reduced}}, RESIDENTIAL: {${VISIT}}}`,
      ],
      classes: { REDUCED: ['bill: 10'], RESIDENTIAL: ['bill: 30'] },
    });
    const datum = (name: string, value: string, from: string) => {
      return { service: null, name, value, effectiveFrom: calendarDate(from) };
    };
    const visit = datum('fee_visit', '1', '2026-01-25');
    const ended = datum('programme_ends', '2026-02-10', '2000-01-01');
    const book = givenBook(version('2000-01-01'), version('2026-02-15'));
    const reduced = (data: AccountDatum[], rates = book) => charged(rates, { rateClass: 'REDUCED', data });

    it('charges it once the programme has ended, and refuses it before, rather than to leave it out', () => {
      assert.equal(reduced([ended, visit]).amountCents, 3000 + 5000);
      assert.throws(() => reduced([visit]), { code: 'unknown-fee' });
      const whole = givenBook(version('2000-01-01'));
      assert.equal(reduced([visit, ended], whole).amountCents, 3000 + 5000);
      assert.throws(() => reduced([visit], whole), { code: 'unknown-fee' });
    });

    it('charges it by the next version whose reduced class has it', () => {
      const later = givenBook(version('2000-01-01'), version('2026-02-15', `, ${VISIT}`));
      assert.equal(reduced([visit], later).amountCents, 1000 + 5000);
      const [before, after] = reduced([visit], later).segments;
      assert.deepEqual([before?.inputs['fee_visit'], after?.inputs['fee_visit']], [undefined, '1']);
    });
  });

  describe('with a fee', () => {
    const VISIT = 'fees: [{fee: visit, description: Visit, amount: 50}]';
    const MOVED = 'fees: [{fee: visit, description: Visit, amount: 80}]';
    const version = (from: string, ...settings: string[]) => ({
      tariffId: 'water',
      from,
      settings: ['crossing: days', ...settings],
      classes: { RESIDENTIAL: ['bill: 30'] },
    });
    const visit = (on: string, service: AccountDatum['service'] = null) => {
      return { service, name: 'fee_visit', value: '1', effectiveFrom: calendarDate(on) };
    };
    /** The amounts of the fee's lines, segment by segment. */
    const feeLines = (book: TariffBook, ...data: AccountDatum[]) =>
      charged(book, { data }).segments.map(({ lines }) =>
        lines.filter(({ component }) => component === 'visit_fee').map(({ amountCents }) => amountCents),
      );

    it('charges it by the version in force on its own date, on the first and the last day of each', () => {
      const book = givenBook(version('2000-01-01', VISIT), version('2026-02-15', MOVED));
      assert.deepEqual(feeLines(book, visit('2026-01-20')), [[5000], []]);
      assert.deepEqual(feeLines(book, visit('2026-02-14')), [[5000], []]);
      assert.deepEqual(feeLines(book, visit('2026-02-15')), [[], [8000]]);
      assert.deepEqual(feeLines(book, visit('2026-02-18')), [[], [8000]]);
      assert.deepEqual(feeLines(book, visit('2026-01-25'), visit('2026-02-16')), [[5000], [8000]]);
    });

    it('does not lose it where the last version has it no longer', () => {
      const book = givenBook(version('2000-01-01', VISIT), version('2026-02-15'));
      assert.deepEqual(feeLines(book, visit('2026-01-25')), [[5000], []]);
      assert.equal(charged(book, { data: [visit('2026-01-25')] }).amountCents, 8000);
    });

    it('charges it by the next version that has it, else by the last before, where that of its date has it not', () => {
      const later = givenBook(version('2000-01-01'), version('2026-02-01', VISIT), version('2026-02-15', MOVED));
      assert.deepEqual(feeLines(later, visit('2026-01-25')), [[], [5000], []]);
      const before = givenBook(version('2000-01-01', MOVED), version('2026-02-01', VISIT), version('2026-02-15'));
      assert.deepEqual(feeLines(before, visit('2026-02-16')), [[], [5000], []]);
    });

    it('is refused where no version of the period has it, or the account lacks the service that it is of', () => {
      const none = givenBook(version('2000-01-01'), version('2026-02-15'), version('2026-02-19', VISIT));
      const refusal = { code: 'unknown-fee', message: /^fee_visit of 2026-01-25 /, fix: /to 0 from 2026-01-25/ };
      assert.throws(() => charged(none, { data: [visit('2026-01-25')] }), refusal);
      assert.equal(charged(none, { data: [visit('2026-01-19'), visit('2026-02-19')] }).amountCents, 3000);
      const takenBack = { ...visit('2026-01-25'), value: '0' };
      assert.equal(charged(none, { data: [visit('2026-01-25'), takenBack] }).amountCents, 3000);
      const known = givenBook(version('2000-01-01', VISIT), version('2026-02-15'));
      assert.throws(() => charged(known, { data: [visit('2026-01-25', 'sewer')] }), {
        code: 'unknown-fee',
        message: /sewer/,
      });
    });
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

  it('takes the days’ share of an ordinary line whatever its kind: a state fee is due once, not once per version', () => {
    const lines =
      'lines: [{component: service_charge, description: Base}, {component: state_fee, description: State, kind: fee}]';
    const fields = ['service_charge: 20', 'state_fee: 3', 'bill: service_charge+state_fee'];
    for (const settings of [
      ['crossing: days', lines],
      ['crossing: days', lines, PRORATED],
    ]) {
      const version = (from: string) => ({ tariffId: 'water', from, settings, classes: { RESIDENTIAL: fields } });
      const charge = charged(givenBook(version('2000-01-01'), version('2026-02-15')));
      assert.deepEqual([charge.amountCents, charge.segments.length], [2300, 2]);
    }
  });

  it('refuses a fee that only a formula names, which would be cut to its days, and never bills a part of it', () => {
    const version = (from: string) => ({
      tariffId: 'water',
      from,
      settings: ['crossing: days', 'inputs: {fee_visit: {default: 0}}'],
      classes: { RESIDENTIAL: ['service_charge: 20', 'bill: service_charge+5*fee_visit'] },
    });
    const book = givenBook(version('2000-01-01'), version('2026-02-15'));
    const fee = { service: null, name: 'fee_visit', value: '1', effectiveFrom: calendarDate('2026-01-25') };
    assert.throws(() => charged(book, { data: [fee] }), { code: 'unknown-fee' });
    assert.equal(charged(book).amountCents, 2000);
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

describe('a first or a final bill', () => {
  const run = fullPeriod(calendarDate('2026-02-18'), calendarDate('2026-03-20'));
  const book = givenBook({ ...NEW, settings: [PRORATED] });
  const base = (period: BillInput['period']) => charged(book, { period, usageGallons: 0 });

  it('is charged for its days of the run’s period', () => {
    const final = partOfPeriod(run, calendarDate('2020-01-01'), calendarDate('2026-03-05'));
    assert.deepEqual([final.days, final.fullDays, base(final).amountCents], [15, 30, 1500]);
    const first = partOfPeriod(run, calendarDate('2026-03-06'), null);
    assert.deepEqual([first.days, first.fullDays, base(first).amountCents], [14, 30, 1400]);
    const { inputs } = base(first);
    assert.deepEqual([inputs['days_billed'], inputs['days_full']], ['14', '30']);
  });

  it('leaves no day out and bills none twice when one moves out and another in on the same day', () => {
    const day = calendarDate('2026-03-01');
    const [out, moved] = [partOfPeriod(run, null, day), partOfPeriod(run, day, null)];
    assert.equal(out.days + moved.days, run.days);
    assert.equal(base(out).amountCents + base(moved).amountCents, 3000);
  });

  it('is the whole period for who was there throughout', () => {
    assert.equal(partOfPeriod(run, run.from, run.to), run);
    assert.equal(base(run).amountCents, 3000);
  });

  it('has no days for who came and went on one day, and is divided by nothing', () => {
    const day = calendarDate('2026-02-16');
    const nothing = partOfPeriod(fullPeriod(calendarDate('2026-01-19'), calendarDate('2026-02-18')), day, day);
    const settings = ['crossing: days', PRORATED];
    const charge = charged(givenBook({ ...OLD, settings }, { ...NEW, settings }), { period: nothing, usageGallons: 0 });
    assert.deepEqual([nothing.days, charge.amountCents, charge.segments], [0, 0, []]);
  });

  it('crosses into new rates by its own days, of the run’s period', () => {
    const settings = ['crossing: days', PRORATED];
    const period = partOfPeriod(givenBill().period, calendarDate('2026-02-08'), null);
    const charge = charged(givenBook({ ...OLD, settings }, { ...NEW, settings }), { period, usageGallons: 0 });
    // 6 of 30 days at 20.00 and 4 of 30 at 30.00.
    assert.deepEqual(
      charge.segments.map(({ amountCents }) => amountCents),
      [400, 400],
    );
  });
});

describe('dividing by days', () => {
  it('gives what is left over to the largest remainders, the earlier of equal ones first', () => {
    assert.deepEqual(splitByDays(100, [1, 1, 1]), [34, 33, 33]);
    assert.deepEqual(splitByDays(10, [2, 27, 1]), [1, 9, 0]);
    assert.deepEqual(splitByDays(-100, [1, 1, 1]), [-34, -33, -33]);
    assert.deepEqual(splitByDays(0, [5, 25]), [0, 0]);
  });

  it('always adds up, and no part is off by one or more', () => {
    const days = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 50 }), days, (whole, given) => {
        const parts = splitByDays(whole, given);
        const total = given.reduce((sum, part) => sum + part, 0);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          whole,
        );
        parts.forEach((part, index) => {
          const off = BigInt(part) * BigInt(total) - BigInt(whole) * BigInt(given[index] ?? 0);
          assert.ok((off < 0n ? -off : off) < BigInt(total));
        });
      }),
    );
  });
});

describe('the days’ shares of an amount', () => {
  const shares = (amount: number, days: readonly number[]) => {
    const ofDays = days.reduce((sum, part) => sum + part, 0);
    let daysBefore = 0;
    return days.map((part) => {
      const share = shareOfDays(cents(amount), { daysBefore, days: part }, ofDays);
      daysBefore += part;
      return share;
    });
  };

  it('make up the whole where each by itself would round up: $21.35 over 15 and 15 days', () => {
    assert.deepEqual(shares(2135, [15, 15]), [1068, 1067]);
    assert.deepEqual(shares(-2135, [15, 15]), [-1068, -1067]);
    assert.deepEqual(shares(1, [10, 10, 10]), [0, 1, 0]);
    assert.deepEqual(shares(2135, [30]), [2135]);
  });

  it('bill a base that did not change as if there had been one version only, to the cent', () => {
    const version = (from: string) => {
      return { tariffId: 'water', from, settings: ['crossing: days'], classes: { RESIDENTIAL: ['bill: 21.35'] } };
    };
    const charge = charged(givenBook(version('2000-01-01'), version('2026-02-04')));
    assert.deepEqual(
      charge.segments.map(({ days, amountCents }) => [days, amountCents]),
      [
        [15, 1068],
        [15, 1067],
      ],
    );
    assert.equal(charge.amountCents, 2135);
  });

  it('always make up the whole, and none is off by more than a cent', () => {
    const days = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.integer({ min: -(2 ** 51), max: 2 ** 51 }), days, (whole, given) => {
        const parts = shares(whole, given);
        assert.equal(
          parts.reduce((sum, part) => sum + part, 0),
          whole,
        );
        const total = BigInt(given.reduce((sum, part) => sum + part, 0));
        parts.forEach((part, index) => {
          const off = BigInt(part) * total - BigInt(whole) * BigInt(given[index] ?? 0);
          assert.ok((off < 0n ? -off : off) <= total, `${part} of ${whole}`);
        });
      }),
    );
  });
});
