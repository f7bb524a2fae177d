import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { type PricedBill, type BillInputs, priceBill, priceCents } from '../../../../bridge/domain/tariff/index.js';
import { exactTotal } from '../../../../bridge/domain/tariff/fast/fast-program.js';
import { priceFast } from '../../../../bridge/domain/tariff/fast/price-fast.js';
import type { CompiledTariff } from '../../../../bridge/domain/tariff/index.js';
import { Decimal } from 'decimal.js';
import { givenHome, refused } from './given-tariff.js';
import { randomTariff } from './random-tariff.js';

const Wide = Decimal.clone({ precision: 400 });
const TARIFFS = 2000;
const DATA = 50;

describe('the fast evaluator', () => {
  it('gives the exact one’s bill to the last digit, its cents and its lines, over 100,000 random bills', function () {
    this.timeout(600_000);
    const seen = { fast: 0, exact: 0, refused: 0 };
    fc.assert(
      fc.property(randomTariff(DATA), ({ fields, settings, inputs }) => {
        const tariff = givenHome(fields, settings);
        for (const data of inputs) seen[compare(tariff, data)] += 1;
      }),
      // A bill of so many parts takes very long to shrink.
      { numRuns: TARIFFS, endOnFailure: true },
    );
    assert.equal(seen.fast + seen.exact + seen.refused, TARIFFS * DATA);
    // A test in which nearly all were refused, or left to the exact evaluator, would show nothing.
    assert.ok(seen.fast > (TARIFFS * DATA) / 4, JSON.stringify(seen));
    assert.ok(seen.refused > 1000 && seen.exact > 1000, JSON.stringify(seen));
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

function compare(tariff: CompiledTariff, data: BillInputs): 'fast' | 'exact' | 'refused' {
  const fast = priceFast(tariff.plan('HOME'), data);
  const exact = exactly(tariff, data);
  if (exact === null) {
    assert.equal(fast, null, `refused by the exact evaluator: ${JSON.stringify(data)}`);
    return 'refused';
  }
  if (fast === null) return 'exact';
  assert.equal(fast.billCents, exact.billCents);
  const { over, under } = exactTotal(fast.program);
  const quotient = new Wide(over).div(under).div(100).toSignificantDigits(50).toFixed();
  assert.equal(quotient, new Wide(exact.bill).toSignificantDigits(50).toFixed());
  assert.deepEqual(
    fast.lines.map(({ line, cents }) => [line.component, line.kind, cents]),
    exact.lines.map(({ component, kind, cents }) => [component, kind, cents]),
  );
  return 'fast';
}

function exactly(tariff: CompiledTariff, data: BillInputs): PricedBill | null {
  try {
    return priceBill(tariff, 'HOME', data);
  } catch (error) {
    if (error instanceof CurbstopError) return null;
    throw error;
  }
}
