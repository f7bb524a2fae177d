import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { billOf, linesOf, priceHome, stepsOf } from './given-tariff.js';

const FIELDS = [
  'service_charge: 10',
  'tier_starts: [0, 6]',
  'tier_prices: [1.111, 3]',
  'commodity_charge: Tiered',
  'bill: service_charge+commodity_charge',
];
const SETTINGS = [
  'rounding: {at: component, how: half_up}',
  'allowances: [{component: commodity_charge, usage: 2}]',
  'dwelling_units: {times: [commodity_charge], tiers: [commodity_charge], allowances: true}',
  'proration: {times: [commodity_charge], tiers: [commodity_charge], allowances: true}',
  'limits: [{component: commodity_charge, minimum: 5, maximum: 20, per_unit: true, prorated: true}]',
  'bill_minimum: {amount: 40}',
  'taxes: [{component: tax, rate: 4%, on: bill}]',
  'fees: [{fee: late, amount: 3}]',
  'lines: [{component: service_charge}, {component: commodity_charge}]',
];
const DATA: BillInputs = { usage_ccf: '9', dwelling_units: '2', days_billed: '15', days_full: '30', fee_late: '1' };

describe('all settings at once', () => {
  /*
   * Two homes over half a period: tiers end at 5 * 2 * 0.5 = 5, the allowance is 2 * 2 * 0.5 = 2.
   * The field is 5*1.111 + 4*3 = 17.555, its allowance 2.222: 15.333. Times two homes 30.666, times half 15.333.
   * Its limits are 5 and 20, times two, times half: within them. Rounded: 15.33. With the base 25.33.
   * 14.67 is missing to 40. 4% of 40 is 1.60, and the fee 3: 44.60.
   */
  it('apply in their order: allowance, units, days, limits, rounding; minimum, taxes, fees', () => {
    const bill = priceHome(FIELDS, DATA, SETTINGS);
    assert.deepEqual(linesOf(bill), [
      ['service_charge', 'charge', 1000],
      ['commodity_charge', 'charge', 1533],
      ['bill_minimum', 'charge', 1467],
      ['tax', 'tax', 160],
      ['late_fee', 'fee', 300],
    ]);
    assert.equal(bill.billCents, 4460);
    assert.equal(bill.bill.toFixed(), '44.6');
  });

  it('are each a step of the explanation, in that order', () => {
    const steps = stepsOf(priceHome(FIELDS, DATA, SETTINGS)).filter(([name]) =>
      /^(commodity|bill|tax|late)/.test(name),
    );
    assert.deepEqual(steps, [
      ['commodity_charge before its allowance', 'Tiered', '17.555'],
      ['commodity_charge of its allowance', 'Tiered', '2.222'],
      [
        'commodity_charge before dwelling units',
        'commodity_charge before its allowance - commodity_charge of its allowance',
        '15.333',
      ],
      ['commodity_charge before proration', 'commodity_charge before dwelling units * dwelling_units', '30.666'],
      ['commodity_charge before its limits', 'commodity_charge before proration * proration', '15.333'],
      [
        'commodity_charge before its rounding',
        'commodity_charge before its limits, at least 5 * dwelling_units * proration, at most 20 * dwelling_units * proration',
        '15.333',
      ],
      ['commodity_charge', 'commodity_charge before its rounding, rounded half up to 0.01', '15.33'],
      ['bill before its minimum and maximum', 'service_charge+commodity_charge', '25.33'],
      ['bill_minimum', 'what is missing to 40, rounded half up to 0.01', '14.67'],
      ['bill before taxes and fees', 'bill before its minimum and maximum + bill_minimum', '40'],
      ['tax', '0.04 * (bill before taxes and fees), rounded half up to 0.01', '1.6'],
      ['late_fee', '3 * fee_late, rounded half up to 0.01', '3'],
      ['bill', 'bill before taxes and fees + tax + late_fee', '44.6'],
    ]);
  });

  it('can be stored and priced again from the explanation', () => {
    const explained = priceHome(FIELDS, DATA, SETTINGS).explain();
    assert.deepEqual(priceHome(FIELDS, explained.inputs, SETTINGS).explain(), explained);
  });
});

describe('data and siblings beside settings', () => {
  it('still override a field, with all its stages', () => {
    const settings = ['limits: [{component: commodity_charge, maximum: 5}]'];
    assert.equal(billOf(FIELDS, { usage_ccf: '99', commodity_charge: '7' }, settings), '17');
    assert.equal(billOf(FIELDS, { usage_ccf: '99', service_charge: '1' }, settings), '6');
  });

  it('still override what the settings add', () => {
    assert.equal(billOf(['bill: usage_ccf'], { usage_ccf: '9', billed_usage: '4' }, ['usage: {share: 90%}']), '4');
  });

  it('still find tiers and rates by their suffix', () => {
    const fields = [
      'tier_starts_commodity: [0, 6]',
      'tier_prices_commodity: [1, 2]',
      'commodity_charge: Tiered',
      'flat_rate_commodity: 0.5',
      'surcharge: flat_rate*usage_ccf',
      'bill: commodity_charge+surcharge',
    ];
    const settings = ['allowances: [{component: commodity_charge, usage: 2}, {component: surcharge, usage: 2}]'];
    // Ten: 5 + 10 - 2, and half of eight.
    assert.equal(billOf(fields, { usage_ccf: '10' }, settings), '17');
  });

  it('show the stages of a component only where they are worked out', () => {
    const { components } = priceHome(FIELDS, { usage_ccf: '3', commodity_charge: '7' }, ['rounding: {at: bill}']);
    assert.deepEqual([...components.keys()], ['service_charge', 'commodity_charge', 'bill']);
  });
});
