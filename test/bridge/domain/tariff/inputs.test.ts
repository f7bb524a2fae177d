import assert from 'node:assert/strict';
import { billOf, givenHome, refused } from './given-tariff.js';

const price = (inputs: string, data: Record<string, string>, fields = ['bill: carts*10']) =>
  billOf(fields, data, [`inputs: {${inputs}}`]);

describe('limits of an input', () => {
  it('are whole numbers, decimals, a minimum and a maximum', () => {
    assert.equal(price('carts: {whole: true}', { carts: '2' }), '20');
    refused('input-out-of-range', () => price('carts: {whole: true}', { carts: '2.5' }));
    refused('too-many-decimals', () => price('carts: {decimals: 1}', { carts: '2.55' }));
    assert.equal(price('carts: {decimals: 1}', { carts: '2.50' }), '25');
    refused('input-out-of-range', () => price('carts: {minimum: 1}', { carts: '0.99' }));
    refused('input-out-of-range', () => price('carts: {maximum: 4}', { carts: '4.01' }));
  });

  it('hold also where no formula asks for the input', () => {
    refused('input-out-of-range', () => price('carts: {maximum: 4}', { carts: '9' }, ['bill: 1']));
    assert.equal(price('carts: {maximum: 4}', {}, ['bill: 1']), '1');
  });

  it('of usage hold together with the unit’s', () => {
    const limits = 'usage_ccf: {decimals: 9, maximum: 500}';
    refused('too-many-decimals', () => price(limits, { usage_ccf: '1.1234567' }, ['bill: usage_ccf']));
    refused('input-out-of-range', () => price(limits, { usage_ccf: '501' }, ['bill: usage_ccf']));
    assert.equal(price(limits, { usage_ccf: '500' }, ['bill: usage_ccf']), '500');
  });
});

describe('a default of an input', () => {
  it('stands in where the data say nothing', () => {
    assert.equal(price('carts: {default: 1}', {}), '10');
    assert.equal(price('carts: {default: 1}', { carts: '3' }), '30');
    const bySize = ['bill: {depends_on: meter_size, values: {3/4": 9, 1": 12}}'];
    assert.equal(price('meter_size: {default: 3/4"}', {}, bySize), '9');
  });

  it('gives way to a field of the class', () => {
    assert.equal(price('carts: {default: 1}', {}, ['carts: 4', 'bill: carts*10']), '40');
  });

  it('is refused outside of its own limits, and so are limits that allow nothing', () => {
    const error = refused('wrong-shape', () => givenHome(['bill: 1'], ['inputs: {carts: {maximum: 4, default: 5}}']));
    assert.match(error.message, /line 4, column \d+: the default of carts is 5; at most 4 are allowed/);
    refused('wrong-shape', () => givenHome(['bill: 1'], ['inputs: {carts: {minimum: 4, maximum: 3}}']));
    refused('wrong-shape', () => givenHome(['bill: 1'], ['inputs: {carts: {default: }}']));
  });
});

describe('data that are text from anywhere', () => {
  const fields = ['bill: usage_ccf*1'];

  it('are numbers in plain digits, also with an exponent of two digits, and nothing else', () => {
    const use = (usage: string) => billOf(fields, { usage_ccf: usage });
    assert.deepEqual(['1.5', '.5', '7.', '+2', '1e3', '2E-1', ' 3 ', '007'].map(use), [
      '1.5',
      '0.5',
      '7',
      '2',
      '1000',
      '0.2',
      '3',
      '7',
    ]);
    const others = [
      'NaN',
      'Infinity',
      '-Infinity',
      '0x1F',
      '0b1',
      '1_000',
      '1,5',
      '1e',
      '1e999',
      '1e1000000000',
      '١',
      '１',
      '1\u00002',
      '$5',
      '5%',
    ];
    for (const usage of others) refused('not-a-number', () => use(usage));
  });

  it('may not be enormous or have endless decimals', () => {
    refused('number-too-large', () => billOf(fields, { usage_ccf: '1e99' }));
    refused('too-many-decimals', () => billOf(fields, { usage_ccf: '1e-99' }));
    refused('not-a-number', () => billOf(fields, { usage_ccf: '1'.repeat(1_000_000) }));
    refused('number-too-large', () => billOf(['bill: people*1'], { people: '-1e13' }));
  });

  it('may be named like what every object has', () => {
    const names = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    for (const name of names) {
      assert.match(
        refused('unknown-name', () => billOf([`bill: ${name}*1`])).message,
        new RegExp(`"${name}" is neither`),
      );
      assert.equal(billOf([`bill: ${name}*1`], JSON.parse(`{"${name}": "3"}`) as Record<string, string>), '3');
      assert.equal(billOf([`${name}: 4`, `bill: ${name}*1`]), '4');
      refused('no-map-match', () => billOf(['bill: {depends_on: zone, values: {a: 1}}'], { zone: name }));
      assert.equal(billOf([`bill: {depends_on: zone, values: {${name}: 1}}`], { zone: name }), '1');
    }
  });
});
