import assert from 'node:assert/strict';
import { type BillInputs, priceBill, priceCents } from '../../../../bridge/domain/tariff/index.js';
import { priceFast } from '../../../../bridge/domain/tariff/fast/price-fast.js';
import { compareEvaluators } from './compare-evaluators.js';
import { givenHome, refused } from './given-tariff.js';

describe('the fast evaluator', () => {
  it('gives the exact one’s bill to the last digit, its cents and its lines, over 5,000 random bills', function () {
    this.timeout(300_000);
    compareEvaluators(5_000);
  });

  it('divides by what is no constant only where the quotient is one', () => {
    const tariff = givenHome(['bill: 3*(usage_ccf/people)']);
    const fast = (usage: string) => priceFast(tariff.plan('HOME'), { usage_ccf: usage, people: '4' })?.billCents;
    assert.equal(fast('4'), 300);
    assert.equal(fast('5'), undefined);
    assert.equal(priceCents(tariff, 'HOME', { usage_ccf: '5', people: '4' }).billCents, 375);
    refused('division-by-zero', () => priceCents(tariff, 'HOME', { usage_ccf: '0', people: '0' }));
  });

  it('leaves what doubles do not hold to the exact one', () => {
    const tariff = givenHome(['bill: usage_ccf*1234567.8912345']);
    const inputs = { usage_ccf: '98765.123' };
    assert.equal(priceFast(tariff.plan('HOME'), inputs), null);
    assert.equal(priceCents(tariff, 'HOME', inputs).billCents, priceBill(tariff, 'HOME', inputs).billCents);
  });

  it('leaves every refusal to the exact one', () => {
    const tariff = givenHome(['bill: usage_ccf*2+carts'], ['inputs: {carts: {whole: true, minimum: 1, maximum: 4}}']);
    const price = (inputs: BillInputs) => priceCents(tariff, 'HOME', inputs);
    assert.equal(price({ usage_ccf: '1.5', carts: '4' }).billCents, 700);
    refused('negative-usage', () => price({ usage_ccf: '-1', carts: '1' }));
    refused('input-out-of-range', () => price({ usage_ccf: '1', carts: '5' }));
    refused('input-out-of-range', () => price({ usage_ccf: '1', carts: '0' }));
    refused('input-out-of-range', () => price({ usage_ccf: '1', carts: '1.5' }));
    refused('too-many-decimals', () => price({ usage_ccf: '1.0000001', carts: '1' }));
    refused('unknown-name', () => price({ usage_ccf: '1' }));
    refused('number-too-large', () => price({ usage_ccf: '1000000000001', carts: '1' }));
  });

  it('refuses, as the exact one does, what the bill at hand would not show', () => {
    const tiered = ['tier_starts: [0, 10]', 'commodity_charge: Tiered', 'bill: commodity_charge'];
    const budget = [
      'tier_starts: [0, 10]',
      'tier_prices: [1, 2]',
      'commodity_charge: Budget',
      'bill: commodity_charge',
    ];
    const chain = Array.from({ length: 300 }, (_, index) => `f${index}: f${index + 1}+1`);
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['unknown-name', ['tier_prices: [1, drought_price]', ...tiered]],
      ['not-a-number', ['tier_prices: [1, 50%]', ...tiered]],
      ['division-by-zero', ['tier_prices: [1, 1/0]', ...tiered]],
      ['unknown-name', budget],
      ['fields-too-deep', [...chain, 'f300: usage_ccf', 'bill: f0']],
    ];
    for (const [code, fields] of cases) {
      refused(code, () => priceCents(givenHome(fields), 'HOME', { usage_ccf: '5' }));
    }
    const lines = 'lines: [{component: a}, {component: b}, {component: c}]';
    for (const much of ['60000000000000', '30000000000000', '10000000000000*usage_ccf']) {
      const tariff = givenHome([`a: ${much}`, `b: 0-(${much})`, 'c: 3.50', 'bill: a+b+c'], [lines]);
      refused('amount-too-large', () => priceCents(tariff, 'HOME', { usage_ccf: '6' }));
    }
    const least = givenHome(['bill: carts'], ['inputs: {carts: {minimum: 2.00000000000000000001}}']);
    refused('input-out-of-range', () => priceCents(least, 'HOME', { carts: '2' }));
  });

  it('gives the cents of a bill’s rounding to the line that the exact one gives them, however small the parts', () => {
    const fields = ['a: people*-12.345/3', 'b: people*-0.005', 'c: usage_ccf*0.00000001', 'bill: a+b+c'];
    const lines = ['lines: [{component: a}, {component: b}, {component: c}]'];
    const tariff = givenHome(fields, lines);
    const data = { people: '3', usage_gallons: '2500' };
    assert.deepEqual(
      priceFast(tariff.plan('HOME'), data)?.lines.map((line) => line.cents),
      priceBill(tariff, 'HOME', data).lines.map((line) => line.cents),
    );
  });

  it('takes a text with a NUL for no other map key', () => {
    const tariff = givenHome(['bill: {depends_on: [zone, meter_size], values: {a|b: 5}}']);
    assert.equal(priceCents(tariff, 'HOME', { zone: 'a', meter_size: 'b' }).billCents, 500);
    refused('no-map-match', () => priceCents(tariff, 'HOME', { zone: 'a\u0000b', meter_size: 'b' }));
    const single = givenHome(['bill: {depends_on: zone, values: {a|b: 5}}']);
    refused('no-map-match', () => priceCents(single, 'HOME', { zone: 'a\u0000b' }));
  });

  it('keeps apart data that give other names', () => {
    const tariff = givenHome(['rate: 2', 'bill: usage_ccf*rate']);
    const price = (inputs: BillInputs) => priceCents(tariff, 'HOME', inputs).billCents;
    assert.equal(price({ usage_ccf: '3' }), 600);
    assert.equal(price({ usage_ccf: '3', rate: '5' }), 1500);
    assert.equal(price({ rate: '4', usage_ccf: '3' }), 1200);
    for (let other = 0; other < 100; other += 1) assert.equal(price({ usage_ccf: '3', [`other_${other}`]: 'x' }), 600);
  });
});
