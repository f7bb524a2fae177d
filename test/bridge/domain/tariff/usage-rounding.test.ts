import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { billOf, givenHome, priceHome, priced, refused, stepsOf } from './given-tariff.js';

const USE = ['bill: usage_ccf'];
const rounded = (usage: string, rule: string) => billOf(USE, { usage_ccf: usage }, [`usage: {rounding: {${rule}}}`]);

describe('rounding of usage', () => {
  it('truncates to the billing unit, or rounds up to it', () => {
    assert.equal(rounded('6.999', 'to: 1, how: down'), '6');
    assert.equal(rounded('6.001', 'to: 1, how: up'), '7');
    assert.equal(rounded('7', 'to: 1, how: up'), '7');
    assert.equal(rounded('0.999', 'to: 1, how: down'), '0');
  });

  it('takes halves up or to the even neighbour', () => {
    assert.equal(rounded('6.5', 'to: 1, how: half_up'), '7');
    assert.equal(rounded('6.5', 'to: 1'), '7');
    assert.equal(rounded('6.5', 'to: 1, how: half_even'), '6');
    assert.equal(rounded('7.5', 'to: 1, how: half_even'), '8');
  });

  it('rounds to any multiple: tenths, a gallon of a thousand, ten thousands', () => {
    assert.equal(rounded('6.96', 'to: 0.1, how: down'), '6.9');
    assert.equal(rounded('6.1237', 'to: 0.001, how: down'), '6.123');
    assert.equal(rounded('27.3', 'to: 10, how: up'), '30');
    assert.equal(rounded('6.2', 'to: 0.25, how: half_up'), '6.25');
  });

  it('rounds to the gallon where gallons are billed', () => {
    const tariff = givenHome(USE, ['usage: {rounding: {to: 1, how: down}}'], 'gal');
    assert.equal(priced(tariff, 'HOME', { usage_ccf: '6123.7' }).bill.toFixed(), '6123');
  });

  it('does not take exact cubic feet for a little less', () => {
    const tariff = givenHome(USE, ['usage: {rounding: {to: 1, how: down}}'], 'ccf');
    assert.equal(priced(tariff, 'HOME', { usage_gallons: '74805' }).bill.toFixed(), '100');
    assert.equal(priced(tariff, 'HOME', { usage_gallons: '74804' }).bill.toFixed(), '99');
  });
});

describe('rounding of registers', () => {
  const byRegister = ['usage: {rounding: {to: 1, how: down, at: register}}'];
  const use = (inputs: BillInputs) => billOf(USE, inputs, byRegister);
  const readings = (previous: string, current: string) =>
    use({ previous_reading: previous, current_reading: current, usage_ccf: '99' });

  it('truncates the readings before they are subtracted, so that no month loses what the next gains', () => {
    assert.equal(readings('999', '2000'), '2');
    assert.equal(readings('2000', '2999'), '0');
    // The difference alone, 1.001 thousand gallons, would be 1.
    assert.equal(billOf(USE, { usage_ccf: '1.001' }, ['usage: {rounding: {to: 1, how: down}}']), '1');
  });

  it('truncates every register of a compound meter by itself', () => {
    assert.equal(readings('1999 500', '4000 1500'), '4');
    assert.equal(readings(' 1999   500 ', '4000 1500'), '4');
  });

  it('rounds usage itself where there are no readings, e.g. an estimate', () => {
    assert.equal(use({ usage_ccf: '6.9' }), '6');
    assert.equal(use({ usage_gallons: '6900' }), '6');
  });

  it('is told in the explanation, with the readings', () => {
    const bill = priceHome(USE, { previous_reading: '999', current_reading: '2000' }, byRegister);
    assert.deepEqual(stepsOf(bill)[0], [
      'billed_usage',
      'the registers, each rounded down to 1, else usage_ccf so rounded',
      '2',
    ]);
    assert.deepEqual(bill.explain().steps[0]?.values, [
      { name: 'previous_reading', value: '999' },
      { name: 'current_reading', value: '2000' },
    ]);
  });

  it('refuses registers that differ in number, are missing, run backwards or show no number', () => {
    assert.match(refused('registers-differ', () => readings('1 2', '3')).message, /has 2 registers .* has 1/);
    assert.match(
      refused('reading-missing', () => use({ current_reading: '5' })).message,
      /previous_reading is missing/,
    );
    refused('reading-missing', () => readings('', '5'));
    assert.match(
      refused('negative-usage', () => readings('1 200', '9 100')).message,
      /register 2 is 100, below its previous_reading 200/,
    );
    refused('negative-usage', () => readings('-1', '5'));
    refused('not-a-number', () => readings('1', '5x'));
    refused('number-too-large', () => readings('1', '9999999999999'));
  });

  it('needs a billing unit that gallons can become', () => {
    const tariff = givenHome(USE, byRegister, 'barrel');
    refused('unknown-bill-unit', () => priced(tariff, 'HOME', { usage_ccf: '1' }));
  });
});
