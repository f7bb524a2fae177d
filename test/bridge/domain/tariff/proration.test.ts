import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Decimal } from 'decimal.js';
import { type BillInputs, scalesWithDays } from '../../../../bridge/domain/tariff/index.js';
import { billOf, givenHome, refused } from './given-tariff.js';

const FIELDS = [
  'service_charge: 30',
  'tier_starts: [0, 6, 11]',
  'tier_prices: [1, 2, 3]',
  'commodity_charge: Tiered',
  'bill: service_charge+commodity_charge',
];
const days = (billed: string, full = '30'): BillInputs => ({ days_billed: billed, days_full: full });
const price = (setting: string, data: BillInputs, usage = '6') =>
  billOf(FIELDS, { usage_ccf: usage, ...data }, [`proration: {${setting}}`]);

describe('proration by days', () => {
  it('multiplies the fields that are named', () => {
    assert.equal(price('times: [service_charge]', days('10')), '17');
    assert.equal(price('times: [service_charge]', days('30')), '37');
    assert.equal(
      price('times: [service_charge]', days('7', '31')),
      '13.7741935483870967741935483870967741935483870967741935483871',
    );
  });

  it('narrows the tiers where told: half a month has half of the first five thousand gallons', () => {
    // 2.5*1 + 2.5*2 + 1*3 = 10.5.
    assert.equal(price('tiers: [commodity_charge]', days('15')), '40.5');
    assert.equal(price('times: [service_charge], tiers: [commodity_charge]', days('15')), '25.5');
  });

  it('counts against a fixed month where one is given', () => {
    assert.equal(price('times: [service_charge], period_days: 30', { days_billed: '12' }), '19');
    assert.equal(price('times: [service_charge], period_days: 30', days('12', '31')), '19');
    assert.equal(price('times: [service_charge], period_days: 30.42', { days_billed: '15' }).slice(0, 7), '21.7928');
  });

  it('leaves a bill of about a period’s days whole where the tariff says how many, and prorates others', () => {
    const whole = 'times: [service_charge], period_days: 30, full_period_days: 25-35';
    for (const full of ['25', '30', '31', '35']) assert.equal(price(whole, days(full, '31')), '37', full);
    assert.equal(price(whole, days('24', '31')), '31');
    assert.equal(price(whole, days('36', '31')), '43');
    assert.equal(price(whole, {}), '37');
    const ownDays = 'times: [service_charge], tiers: [commodity_charge], full_period_days: 26 - 35';
    assert.equal(price(ownDays, days('26', '31')), '37');
    assert.equal(price(ownDays, days('15')), '25.5');
    const byDefault = [
      'proration: {times: [service_charge], full_period_days: 25-35}',
      'inputs: {days_billed: {default: 28}}',
    ];
    assert.equal(billOf(FIELDS, { usage_ccf: '6', days_full: '31' }, byDefault), '37');
  });

  it('does not make up a divided period of parts that would each count as a full one', () => {
    const scales = (range: string) => {
      const settings = `proration: {times: [service_charge], tiers: [commodity_charge]${range}}`;
      return scalesWithDays(givenHome(FIELDS, [settings]).plan('HOME'));
    };
    assert.equal(scales(''), true);
    assert.equal(scales(', full_period_days: 26-35'), false);
  });

  it('makes up a divided period of parts where each line is a share by days or by use', () => {
    const scales = (fields: readonly string[], settings: readonly string[] = []) =>
      scalesWithDays(givenHome(fields, settings).plan('HOME'));
    for (const bill of [
      'usage_ccf*3',
      '3*usage_ccf*(1+0.5)',
      'usage_ccf/carts',
      '0.5*water_bill-usage_ccf',
      '20*days_billed/days_full',
      '0*carts',
      '0/usage_ccf',
    ]) {
      assert.equal(scales([`bill: ${bill}`]), true, bill);
    }
    for (const bill of [
      '3',
      'usage_ccf+3',
      'usage_ccf*usage_ccf',
      'usage_ccf*(1+usage_ccf)',
      'usage_ccf/(1+usage_ccf)',
      '3/usage_ccf',
      'usage_ccf/days_billed',
      '3^usage_ccf',
    ]) {
      assert.equal(scales([`bill: ${bill}`]), false, bill);
    }
    const tiers = ['tier_starts: [0, 6]', 'tier_prices: [1, 2]', 'commodity_charge: Tiered', 'bill: commodity_charge'];
    assert.equal(scales(tiers), false);
    assert.equal(scales(tiers, ['proration: {tiers: [commodity_charge]}']), true);
    assert.equal(scales(['bill: usage_ccf'], ['fees: [{fee: visit, description: Visit, amount: 5}]']), true);
    const kind = 'lines: [{component: state_fee, description: State, kind: fee}]';
    assert.equal(scales(['state_fee: 3', 'bill: state_fee'], [kind]), false);
  });

  it('does not take what is no range of days', () => {
    for (const range of ['35-26', '30', '0-5', 'x-y', '26-35 days']) {
      refused('wrong-shape', () => price(`times: [service_charge], full_period_days: ${range}`, days('30')));
    }
  });

  it('refuses days that are no whole number, also where a range is a full period', () => {
    refused('input-out-of-range', () => price('times: [service_charge], full_period_days: 26-35', days('30.5')));
    refused('not-a-number', () => price('times: [service_charge], full_period_days: 26-35', days('thirty')));
  });

  it('of a longer period grows', () => {
    assert.equal(price('times: [service_charge], period_days: 30', { days_billed: '60' }), '67');
  });

  it('leaves the bill alone where the data give no days', () => {
    assert.equal(price('times: [service_charge], tiers: [commodity_charge]', {}), '37');
    assert.equal(price('times: [service_charge]', { days_full: '30' }), '37');
  });

  it('over no days charges nothing by time', () => {
    assert.equal(price('times: [service_charge]', days('0'), '0'), '0');
  });

  it('adds up over the parts of a period', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 90 }), fc.nat(90), (full, cut) => {
        const part = (count: number) =>
          new Decimal(price('times: [service_charge, commodity_charge]', days(String(count), String(full))));
        const first = Math.min(cut, full);
        const sum = part(first).plus(part(full - first));
        assert.equal(sum.toDecimalPlaces(15).toFixed(), '37');
      }),
      { numRuns: 50 },
    );
  });

  it('is refused without the days of the period, and with days that are none', () => {
    assert.match(
      refused('unknown-name', () => price('times: [service_charge]', { days_billed: '10' })).message,
      /"days_full"/,
    );
    refused('input-out-of-range', () => price('times: [service_charge]', days('10', '0')));
    refused('input-out-of-range', () => price('times: [service_charge]', days('-1')));
    refused('input-out-of-range', () => price('times: [service_charge]', days('1.5')));
    refused('not-a-number', () => price('times: [service_charge]', days('ten')));
    refused('wrong-shape', () => price('period_days: 0', {}));
    refused('unknown-component', () => price('times: [base]', {}));
    refused('wrong-shape', () => price('tiers: [service_charge]', {}));
  });
});
