import assert from 'node:assert/strict';
import { billOf, centsOf, priceHome } from './given-tariff.js';

const HOWS = ['half_up', 'half_even', 'up', 'down'] as const;
const LINES = 'lines: [{component: a}, {component: b}]';

function cents(a: string, b: string, at: string): readonly number[] {
  const price = (how: string) =>
    priceHome([`a: ${a}`, `b: ${b}`, 'bill: a+b'], {}, [LINES, `rounding: {at: ${at}, how: ${how}}`]).billCents;
  return HOWS.map(price);
}

describe('rounding of money', () => {
  it('at the bill rounds the sum once', () => {
    assert.deepEqual(cents('1.005', '2.005', 'bill'), [301, 301, 301, 301]);
    assert.deepEqual(cents('1.005', '2.000', 'bill'), [301, 300, 301, 300]);
    assert.deepEqual(cents('1.0001', '2.000', 'bill'), [300, 300, 301, 300]);
  });

  it('at the line rounds every line and adds them up', () => {
    assert.deepEqual(cents('1.005', '2.005', 'line'), [302, 300, 302, 300]);
    assert.deepEqual(cents('1.015', '2.0001', 'line'), [302, 302, 303, 301]);
  });

  it('at the component rounds what the lines show before anything else uses it', () => {
    assert.deepEqual(cents('1.005', '2.005', 'component'), [302, 300, 302, 300]);
    const fields = ['a: 1.005', 'b: a*10', 'bill: a+b'];
    const at = (place: string) => priceHome(fields, {}, [LINES, `rounding: {at: ${place}}`]);
    assert.deepEqual(centsOf(at('component')), [101, 1010]);
    assert.equal(at('component').bill.toFixed(), '11.11');
    // 1.005 and 10.05 are rounded each by itself; their sum, 11.055, only at the bill.
    assert.deepEqual(centsOf(at('line')), [101, 1005]);
    assert.equal(at('line').bill.toFixed(), '11.055');
    assert.equal(at('bill').billCents, 1106);
  });

  it('goes away from zero with "up" and towards it with "down", for credits as well', () => {
    assert.deepEqual(cents('-1.005', '-2.005', 'line'), [-302, -300, -302, -300]);
    assert.deepEqual(cents('-1.005', '-2.005', 'component'), [-302, -300, -302, -300]);
    assert.deepEqual(cents('-1.005', '-2.000', 'bill'), [-301, -300, -301, -300]);
    assert.deepEqual(cents('5.001', '-2.009', 'line'), [299, 299, 300, 300]);
  });

  it('leaves components alone that no line shows', () => {
    const settings = ['rounding: {at: component}', 'lines: [{component: charge}]'];
    const fields = ['rate: 0.005', 'charge: rate*usage_ccf', 'bill: charge'];
    assert.equal(billOf(fields, { usage_ccf: '100' }, settings), '0.5');
  });

  it('without lines rounds the bill, wherever it is to round', () => {
    for (const at of ['bill', 'line', 'component']) {
      assert.equal(priceHome(['bill: 0.125'], {}, [`rounding: {at: ${at}, how: half_even}`]).billCents, 12);
    }
  });

  it('takes a tie as a tie after a division that does not end', () => {
    // 1/3 * 3.015 is 1.005 exactly.
    assert.equal(priceHome(['bill: 1/3*3.015']).billCents, 101);
    assert.equal(priceHome(['bill: 1/3*3.015'], {}, ['rounding: {how: half_even}']).billCents, 100);
    assert.equal(priceHome(['bill: 2/3'], {}, ['rounding: {how: down}']).billCents, 66);
    assert.equal(priceHome(['bill: 2/3*3'], {}, ['rounding: {how: down}']).billCents, 200);
  });
});
