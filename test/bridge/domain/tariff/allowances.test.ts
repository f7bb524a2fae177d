import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { billOf, priceHome, refused, stepsOf } from './given-tariff.js';

/** 1 for each of the first ten thousand gallons, 2 for the next ten, 3 above. */
const TIERED = [
  'tier_starts: [0, 11, 21]',
  'tier_prices: [1, 2, 3]',
  'commodity_charge: Tiered',
  'bill: commodity_charge',
];
const FLAT = ['commodity_charge: usage_ccf*2.5', 'bill: commodity_charge'];
const allowance = (usage: string, tiers = 'total') => [
  `allowances: [{component: commodity_charge, usage: ${usage}, tiers: ${tiers}}]`,
];
const price = (fields: readonly string[], usage: string, settings: readonly string[], data: BillInputs = {}) =>
  billOf(fields, { usage_ccf: usage, ...data }, settings);

describe('an allowance', () => {
  it('takes the price of its use off, the tiers being counted on all use', () => {
    // 10*1 + 5*2 = 20, without the first five: 15. And 10 + 20 + 5*3 = 45, without five: 40.
    assert.equal(price(TIERED, '15', allowance('5')), '15');
    assert.equal(price(TIERED, '25', allowance('5')), '40');
    assert.equal(price(TIERED, '15', ['allowances: [{component: commodity_charge, usage: 5}]']), '15');
  });

  it('lets the tiers begin behind it with tiers: after', () => {
    assert.equal(price(TIERED, '15', allowance('5', 'after')), '10');
    assert.equal(price(TIERED, '25', allowance('5', 'after')), '30');
  });

  it('that reaches into a higher tier frees that tier’s price', () => {
    // All of 15 costs 20, the first twelve cost 10 + 4.
    assert.equal(price(TIERED, '15', allowance('12')), '6');
    assert.equal(price(TIERED, '15', allowance('12', 'after')), '3');
  });

  it('above the use leaves nothing to pay, never less', () => {
    for (const tiers of ['total', 'after']) {
      assert.equal(price(TIERED, '3', allowance('5', tiers)), '0');
      assert.equal(price(TIERED, '5', allowance('5', tiers)), '0');
      assert.equal(price(TIERED, '0', allowance('5', tiers)), '0');
      assert.equal(price(FLAT, '3', allowance('5', tiers)), '0');
    }
  });

  it('works on a formula, whichever way tiers are counted', () => {
    assert.equal(price(FLAT, '6.5', allowance('2')), '11.25');
    assert.equal(price(FLAT, '6.5', allowance('2', 'after')), '11.25');
  });

  it('works on a map of formulas', () => {
    const fields = [
      'commodity_charge: {depends_on: zone, values: {low: usage_ccf*2, high: usage_ccf*3}}',
      'bill: commodity_charge',
    ];
    assert.equal(price(fields, '6', allowance('2'), { zone: 'high' }), '12');
  });

  it('works on a Budget charge', () => {
    const fields = [
      'budget: 10',
      'tier_starts: [0, 100%]',
      'tier_prices: [1, 4]',
      'commodity_charge: Budget',
      'bill: commodity_charge',
    ];
    assert.equal(price(fields, '14', allowance('3')), '23');
    assert.equal(price(fields, '14', allowance('3', 'after')), '14');
  });

  it('may be a field, e.g. by meter size, or a formula', () => {
    const fields = ['included: {depends_on: meter_size, values: {3/4": 2, 1": 4}}', ...FLAT];
    assert.equal(price(fields, '6', allowance('included'), { meter_size: '1"' }), '5');
    assert.equal(price(fields, '6', allowance('included+1'), { meter_size: '3/4"' }), '7.5');
  });

  it('grows by dwelling units and shrinks by days only when told', () => {
    const data = { dwelling_units: '3', days_billed: '15', days_full: '30' };
    const both = ['dwelling_units: {allowances: true}', 'proration: {allowances: true}'];
    assert.equal(price(FLAT, '10', [...allowance('2'), 'dwelling_units: {allowances: true}'], data), '10');
    assert.equal(price(FLAT, '10', [...allowance('2'), 'proration: {allowances: true}'], data), '22.5');
    assert.equal(price(FLAT, '10', [...allowance('2'), ...both], data), '17.5');
    assert.equal(price(FLAT, '10', [...allowance('2'), 'dwelling_units: {}', 'proration: {}'], data), '20');
  });

  it('prices Calera’s table of 2023: 2,000 gallons in the minimum, 5.57 for the next 3,000, then 4.00', () => {
    const fields = [
      'service_charge: {depends_on: city_limits, values: {inside: 22.58, outside: 24.48}}',
      'tier_starts: [0, 6]',
      'tier_prices: [5.57, 4.00]',
      'commodity_charge: Tiered',
      'bill: service_charge+commodity_charge',
    ];
    const settings = [...allowance('2'), 'taxes: [{component: utility_tax, rate: 4%, on: bill}]'];
    const inside = (usage: string) =>
      priceHome(fields, { usage_ccf: usage, city_limits: 'inside' }, settings).billCents;
    // 22.58; 22.58 + 3*5.57 = 39.29; and 2*4.00 more = 47.29; each with 4% tax.
    assert.deepEqual(['0', '2', '5', '7'].map(inside), [2348, 2348, 4086, 4918]);
    // 24.48 + 16.71 + 8.00 = 49.19, with tax 51.1576.
    const outside = priceHome(fields, { usage_ccf: '7', city_limits: 'outside' }, settings);
    assert.equal(outside.billCents, 5116);
  });

  it('is told step by step', () => {
    const bill = priceHome(TIERED, { usage_ccf: '15', dwelling_units: '2' }, [
      ...allowance('5'),
      'dwelling_units: {allowances: true}',
    ]);
    const steps = new Map(stepsOf(bill).map(([name, text, value]) => [name, [text, value]]));
    assert.deepEqual(steps.get('allowance of commodity_charge'), ['5 * dwelling_units', '10']);
    assert.deepEqual(steps.get('usage within the allowance of commodity_charge'), [
      'the lesser of usage_ccf and allowance of commodity_charge',
      '10',
    ]);
    assert.deepEqual(steps.get('commodity_charge of its allowance'), ['Tiered', '10']);
    assert.deepEqual(steps.get('commodity_charge'), [
      'commodity_charge before its allowance - commodity_charge of its allowance',
      '10',
    ]);
  });

  it('is refused on what does not use usage_ccf itself, twice on one component, or on none', () => {
    const error = refused('allowance-without-usage', () =>
      price(['base: 5', 'commodity_charge: base*2', 'bill: commodity_charge'], '5', allowance('2')),
    );
    assert.match(error.fix, /the field that multiplies or tiers usage_ccf/);
    refused('allowance-without-usage', () =>
      price(['commodity_charge: 7', 'bill: commodity_charge'], '5', allowance('2')),
    );
    refused('formula-syntax', () =>
      price(['commodity_charge: usage_ccf*', 'bill: commodity_charge'], '5', allowance('2')),
    );
    const twice = '{component: commodity_charge, usage: 1}, {component: commodity_charge, usage: 2}';
    refused('wrong-shape', () => price(FLAT, '5', [`allowances: [${twice}]`]));
    refused('unknown-component', () => price(FLAT, '5', ['allowances: [{component: comodity_charge, usage: 1}]']));
    refused('unknown-name', () => price(FLAT, '5', allowance('included')));
  });
});
