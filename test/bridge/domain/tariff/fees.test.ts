import assert from 'node:assert/strict';
import type { BillInputs } from '../../../../bridge/domain/tariff/index.js';
import { linesOf, priceHome, refused, stepsOf } from './given-tariff.js';

const SETTINGS = [
  'lines: [{component: charge}]',
  'fees: [{fee: reconnect, description: Reconnection, amount: 80}, {fee: returned_item, amount: 30}, {fee: card, amount: 0.02}]',
];
const bill = (data: BillInputs, settings = SETTINGS) => priceHome(['charge: 12.34', 'bill: charge'], data, settings);

describe('a fee', () => {
  it('is charged as often as the data say, as a line; not at all where they say nothing', () => {
    assert.deepEqual(linesOf(bill({})), [['charge', 'charge', 1234]]);
    assert.deepEqual(linesOf(bill({ fee_reconnect: '1' })), [
      ['charge', 'charge', 1234],
      ['reconnect_fee', 'fee', 8000],
    ]);
    assert.equal(bill({ fee_returned_item: '2', fee_reconnect: '1' }).billCents, 15_234);
    assert.equal(bill({ fee_reconnect: '0' }).lines.length, 1);
    assert.equal(bill({ fee_reconnect: '1' }).lines[1]?.description, 'Reconnection');
  });

  it('may be a part of an amount, and is rounded with the bill', () => {
    // 2% of 12.34 is 0.2468.
    assert.equal(bill({ fee_card: '12.34' }).billCents, 1259);
    assert.equal(bill({ fee_card: '12.34' }, [...SETTINGS, 'rounding: {at: component, how: down}']).billCents, 1258);
  });

  it('may be a field or a formula', () => {
    const fields = ['call_out: {depends_on: hours, values: {day: 0, night: 20}}', 'bill: 1'];
    const settings = ['fees: [{fee: call_out, amount: call_out + 5}]'];
    assert.equal(priceHome(fields, { hours: 'night', fee_call_out: '1' }, settings).billCents, 2600);
  });

  it('is told with its amount and number', () => {
    const step = stepsOf(bill({ fee_returned_item: '2' })).find(([name]) => name === 'returned_item_fee');
    assert.deepEqual(step, ['returned_item_fee', '30 * fee_returned_item', '60']);
  });

  it('is told of only where the data give it', () => {
    const told = (data: BillInputs) => stepsOf(bill(data)).filter(([name]) => /_fee$|^bill$/.test(name));
    assert.deepEqual(told({}), [['bill', 'bill before taxes and fees', '12.34']]);
    assert.deepEqual(told({ fee_card: '1' }), [
      ['card_fee', '0.02 * fee_card', '0.02'],
      ['bill', 'bill before taxes and fees + card_fee', '12.36'],
    ]);
    assert.equal(told({ fee_card: '0', fee_reconnect: '1', fee_returned_item: '1' }).length, 4);
  });

  it('is refused below zero, as text, without an amount, twice, or as several words', () => {
    assert.match(refused('input-out-of-range', () => bill({ fee_reconnect: '-1' })).message, /fee_reconnect is -1/);
    refused('not-a-number', () => bill({ fee_reconnect: 'once' }));
    assert.match(refused('not-a-number', () => bill({ fee_reconnect: '' })).message, /fee_reconnect is empty/);
    refused('wrong-shape', () => bill({}, ['fees: [{fee: reconnect}]']));
    refused('wrong-shape', () => bill({}, ['fees: [{fee: call out, amount: 1}]']));
    refused('name-taken', () => bill({}, ['fees: [{fee: x, amount: 1}, {fee: x, amount: 2}]']));
  });
});
