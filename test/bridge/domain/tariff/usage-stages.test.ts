import assert from 'node:assert/strict';
import { billOf, priceHome, refused, stepsOf } from './given-tariff.js';

const USE = ['bill: usage_ccf'];

describe('billed use', () => {
  it('is a share of the use, e.g. sewer on 90% of the water', () => {
    const sewer = ['charge: 3.19*usage_ccf', 'bill: charge'];
    // 6.5 * 0.9 = 5.85, times 3.19.
    assert.equal(billOf(sewer, { usage_ccf: '6.5' }, ['usage: {share: 90%}']), '18.6615');
    assert.equal(billOf(sewer, { usage_ccf: '6.5' }, ['usage: {share: 0.9}']), '18.6615');
    assert.equal(billOf(sewer, { usage_ccf: '6.5' }, ['usage: {share: 0%}']), '0');
  });

  it('ends at its maximum, which may be a field or a formula', () => {
    assert.equal(billOf(USE, { usage_ccf: '14.5' }, ['usage: {maximum: 12}']), '12');
    assert.equal(billOf(USE, { usage_ccf: '11.5' }, ['usage: {maximum: 12}']), '11.5');
    assert.equal(billOf(USE, { usage_ccf: '99', homes: '3' }, ['usage: {maximum: 12*homes}']), '36');
  });

  it('goes from average to share to maximum to rounding, each a step of the explanation', () => {
    const settings = [
      'usage:',
      '  winter_average: {use: lesser}',
      '  share: 90%',
      '  maximum: 7',
      '  rounding: {to: 2, how: down}',
    ];
    const bill = priceHome(USE, { usage_ccf: '10.5', winter_average: '8' }, settings);
    assert.deepEqual(stepsOf(bill), [
      ['billed_usage before its winter average', 'usage_ccf', '10.5'],
      ['average_usage', 'winter_average, else usage_ccf', '8'],
      ['billed_usage before its share', 'the lesser of billed_usage before its winter average and average_usage', '8'],
      ['billed_usage before its maximum', 'billed_usage before its share * 0.9', '7.2'],
      ['billed_usage before rounding', 'billed_usage before its maximum, at most 7', '7'],
      ['billed_usage', 'billed_usage before rounding, rounded down to 2', '6'],
      ['bill', 'usage_ccf', '6'],
    ]);
  });

  it('is what every formula, tier and allowance means by usage', () => {
    const fields = [
      'tier_starts: [0, 6]',
      'tier_prices: [1, 3]',
      'commodity_charge: Tiered',
      'surcharge: usage_ccf*0.1',
      'bill: commodity_charge+surcharge',
    ];
    // 7.9 is 7: five at 1, two at 3, and 0.7.
    assert.equal(billOf(fields, { usage_ccf: '7.9' }, ['usage: {rounding: {to: 1, how: down}}']), '11.7');
  });

  it('of another service’s bill is a formula on data', () => {
    assert.equal(billOf(['bill: 0.9*water_bill'], { water_bill: '26.55' }), '23.895');
    refused('unknown-name', () => billOf(['bill: 0.9*water_bill']));
  });

  it('is refused as a field of the file where the settings make it', () => {
    refused('name-taken', () =>
      billOf(['billed_usage: 3', 'bill: billed_usage'], { usage_ccf: '1' }, ['usage: {share: 90%}']),
    );
  });

  it('takes no share beyond the whole: a percent sign left out is found', () => {
    for (const share of ['90', '101%', '-10%', 'most', '""']) {
      refused('wrong-shape', () => billOf(USE, { usage_ccf: '1' }, [`usage: {share: ${share}}`]));
    }
  });
});

describe('quantity charges', () => {
  it('price the carts of Alabaster: half the rate for each extra one', () => {
    const home = ['bill: 20.00 + 20.00/2*(carts-1)'];
    assert.equal(billOf(home, { carts: '3' }), '40');
    const business = ['cart_charge: 40.03', 'extra: cart_charge/2*(carts-2)', 'bill: cart_charge+extra'];
    const price = (carts: string, at: string) =>
      priceHome(business, { carts }, [
        `rounding: {at: ${at}}`,
        'lines: [{component: cart_charge}, {component: extra}]',
      ]);
    assert.equal(price('4', 'bill').billCents, 8006);
    // One extra cart is 20.015: 60.045 in all.
    assert.equal(price('3', 'bill').billCents, 6005);
    assert.equal(price('3', 'line').billCents, 6005);
    assert.equal(price('2', 'bill').billCents, 4003);
  });
});
