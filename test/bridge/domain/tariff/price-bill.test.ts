import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type BillExplanation, priceBill, usageInput } from '../../../../bridge/domain/tariff/index.js';
import { centsOf, givenHome, priceHome, refused } from './given-tariff.js';

describe('a priced bill', () => {
  it('is rounded once to cents, halves up', () => {
    assert.equal(priceHome(['bill: 1.005']).billCents, 101);
    assert.equal(priceHome(['bill: 0.0049+0.0001']).billCents, 1);
    assert.equal(priceHome(['bill: 0-1.005']).billCents, -101);
  });

  it('is refused for a class that is not there, without bill, or beyond what money holds', () => {
    refused('unknown-class', () => priceBill(givenHome(['bill: 1']), 'FARM', {}));
    refused('unknown-class', () => priceBill(givenHome(['bill: 1']), 'toString', {}));
    refused('no-bill', () => priceHome(['charge: 1']));
    refused('amount-too-large', () => priceHome(['bill: 10^30']));
  });

  it('is refused for usage that is no number, below zero, or absurdly large', () => {
    const fields = ['bill: usage_ccf*2'];
    for (const usage of ['', 'abc', '1,000', '0x10', 'NaN', 'Infinity', '1 2', '--1', '9'.repeat(100)]) {
      refused('not-a-number', () => priceHome(fields, { usage_ccf: usage }));
    }
    refused('negative-usage', () => priceHome(fields, { usage_ccf: '-0.01' }));
    refused('negative-usage', () => priceHome(['bill: 1'], { usage_ccf: '-5' }));
    refused('number-too-large', () => priceHome(fields, { usage_ccf: '1000000000000.1' }));
    assert.equal(priceHome(fields, { usage_ccf: ' 1.50 ' }).billCents, 300);
  });
});

const three = ['a: 1.004', 'b: 2.004', 'c: usage_ccf', 'bill: a+b+c'];
const lines = ['lines: [{component: a}, {component: b, description: Second}, {component: c}]'];

describe('bill lines', () => {
  it('add up to the bill in cents, the odd cent where rounding was farthest off', () => {
    const { billCents, lines: shown } = priceHome(three, { usage_ccf: '0.003' }, lines);
    assert.equal(billCents, 301);
    assert.deepEqual(
      shown.map(({ description, cents }) => [description, cents]),
      [
        ['a', 101],
        ['Second', 200],
        ['c', 0],
      ],
    );
  });

  it('give the odd cent to the first of those that fall equally short, also when they do not end', () => {
    const settings = ['lines: [{component: a}, {component: b}]'];
    const bill = priceHome(['a: 4/3', 'b: 1/3', 'bill: a+b'], {}, settings);
    assert.deepEqual(centsOf(bill), [134, 33]);
  });

  it('always add up, whatever the amounts', () => {
    const amount = fc.integer({ min: -9_999_999, max: 9_999_999 });
    const how = fc.constantFrom('half_up', 'half_even', 'up', 'down');
    fc.assert(
      fc.property(amount, amount, amount, how, fc.constantFrom('bill', 'line'), (a, b, c, way, at) => {
        const fields = [`a: 0.0001*(0+${a})`, `b: 0.0001*(0+${b})`, `c: ${c}/30000`, 'bill: a+b+c'];
        const priced = priceHome(fields, {}, [...lines, `rounding: {at: ${at}, how: ${way}}`]);
        assert.equal(
          priced.lines.reduce((sum, line) => sum + line.cents, 0),
          priced.billCents,
        );
      }),
      { numRuns: 100 },
    );
  });

  it('are each rounded, and then added, when the tariff rounds at the line', () => {
    const rounding = 'rounding: {at: line, how: half_up}';
    assert.equal(priceHome(['a: 0.005', 'b: 0.005', 'c: 0', 'bill: a+b+c'], {}, lines).billCents, 1);
    assert.equal(priceHome(['a: 0.005', 'b: 0.005', 'c: 0', 'bill: a+b+c'], {}, [...lines, rounding]).billCents, 2);
  });

  it('round as the tariff says', () => {
    const cents = (how: string) => priceHome(['bill: 0.025'], {}, [`rounding: {how: ${how}}`]).billCents;
    assert.deepEqual(['half_up', 'half_even', 'up', 'down'].map(cents), [3, 2, 3, 2]);
    assert.equal(priceHome(['bill: 0.021'], {}, ['rounding: {how: up}']).billCents, 3);
  });

  it('are refused when they do not make the bill, or show what the class does not have', () => {
    refused('lines-do-not-add-up', () => priceHome(three, { usage_ccf: '1' }, ['lines: [{component: a}]']));
    refused('unknown-component', () => priceHome(three, { usage_ccf: '1' }, ['lines: [{component: d}]']));
  });
});

describe('curbstop settings of a tariff', () => {
  it('round usage before pricing only when told', () => {
    const fields = ['bill: usage_ccf'];
    assert.equal(priceHome(fields, { usage_ccf: '6.99' }).bill.toFixed(), '6.99');
    assert.equal(
      priceHome(fields, { usage_ccf: '6.99' }, ['usage: {rounding: {to: 1, how: down}}']).bill.toFixed(),
      '6',
    );
    assert.equal(
      priceHome(fields, { usage_ccf: '6.91' }, ['usage: {rounding: {to: 0.1, how: up}}']).bill.toFixed(),
      '7',
    );
  });

  it('limit an input', () => {
    const limits = ['inputs: {carts: {whole: true, minimum: 1, maximum: 4}}'];
    const price = (carts: string) => priceHome(['bill: carts*2'], { carts }, limits).billCents;
    assert.equal(price('4'), 800);
    assert.match(refused('input-out-of-range', () => price('5')).message, /carts is 5; at most 4 are allowed/);
    refused('input-out-of-range', () => price('0'));
    refused('input-out-of-range', () => price('1.5'));
  });

  it('are refused when unknown or wrong, with the line', () => {
    assert.equal(refused('unknown-setting', () => givenHome(['bill: 1'], ['roundng: {at: bill}'])).line, 4);
    refused('wrong-shape', () => givenHome(['bill: 1'], ['rounding: {at: month}']));
    refused('wrong-shape', () => givenHome(['bill: 1'], ['usage: {rounding: {to: 0, how: down}}']));
    refused('wrong-shape', () => givenHome(['bill: 1'], ['sample: perhaps']));
    refused('unknown-class', () => givenHome(['bill: 1'], ['classes: {FARM: {rounding: {at: bill}}}']));
  });

  it('of a class stand in place of the common ones', () => {
    const settings = ['rounding: {how: down}', 'classes: {HOME: {rounding: {how: up}}}'];
    assert.equal(priceHome(['bill: 0.021'], {}, settings).billCents, 3);
  });
});

describe('an explanation of a bill', () => {
  const fields = [
    'base: {depends_on: meter_size, values: {3/4": 10}}',
    'tier_starts: [0, 6]',
    'tier_prices: [1.5, 2]',
    'commodity_charge: Tiered',
    'unused: 7',
    'bill: base+commodity_charge',
  ];
  const explained: BillExplanation = priceHome(fields, { usage_ccf: '7.25', meter_size: '3/4"' }, [
    'title: Water',
    'usage: {rounding: {to: 1, how: down}}',
  ]).explain();

  it('shows each step that the bill needs with formula, values, key and tiers', () => {
    const step = (name: string) => explained.steps.find(({ component }) => component === name);
    assert.equal(step('unused'), undefined);
    assert.equal(step('base')?.key, '3/4"');
    assert.deepEqual(step('commodity_charge')?.tiers, [
      { quantity: '5', price: '1.5', amount: '7.5' },
      { quantity: '2', price: '2', amount: '4' },
    ]);
    assert.deepEqual(step('bill'), {
      component: 'bill',
      line: 13,
      kind: 'formula',
      text: 'base+commodity_charge',
      values: [
        { name: 'base', value: '10' },
        { name: 'commodity_charge', value: '11.5' },
      ],
      key: null,
      tiers: [],
      value: '21.5',
      formula: {
        kind: 'binary',
        operator: '+',
        left: { kind: 'value', from: 'step', name: 'base' },
        right: { kind: 'value', from: 'step', name: 'commodity_charge' },
      },
    });
  });

  it('is plain data, names the tariff’s version, and prices the same bill again', () => {
    const stored = JSON.parse(JSON.stringify(explained)) as BillExplanation;
    assert.deepEqual(stored, explained);
    assert.match(stored.tariff.sha256, /^[0-9a-f]{64}$/);
    const again = priceHome(fields, stored.inputs, ['title: Water', 'usage: {rounding: {to: 1, how: down}}']);
    assert.deepEqual(again.explain(), stored);
    const usage = stored.steps.find(({ component }) => component === 'billed_usage');
    assert.equal(usage?.text, 'billed_usage before rounding, rounded down to 1');
    assert.equal(usage?.value, '7');
  });
});

describe('usage as a tariff’s input', () => {
  it('is exact in gallons and thousands of gallons', () => {
    assert.equal(usageInput(6123, 'gal'), '6123');
    assert.equal(usageInput(6123, 'kgal'), '6.123');
    assert.equal(usageInput(0, 'kgal'), '0');
  });

  it('is given in cubic feet by the chosen factor', () => {
    assert.equal(usageInput(7480, 'ccf', '748'), '10');
    assert.equal(usageInput(74_805, 'ccf'), '100');
    assert.equal(usageInput(74_805, 'cf'), '10000');
    // No more decimals than a bill takes.
    assert.equal(usageInput(1000, 'ccf'), '1.336809');
  });

  it('is refused for a part of a gallon, a negative one, or an unknown unit', () => {
    assert.throws(() => usageInput(1.5, 'kgal'), { code: 'wrong-gallons' });
    assert.throws(() => usageInput(-1, 'kgal'), { code: 'wrong-gallons' });
    assert.throws(() => usageInput(1, 'litre'), { code: 'unknown-bill-unit' });
  });
});
