import assert from 'node:assert/strict';
import { type BillInputs, compileTariff } from '../../../../bridge/domain/tariff/index.js';
import { readTariffText } from '../../../../bridge/files/owrs/read-tariff.js';
import { billOf, givenHome, refused } from './given-tariff.js';

const SEWER = ['bill: usage_ccf'];
const use = (rule: string, data: BillInputs, fields = SEWER) =>
  billOf(fields, data, [`usage: {winter_average: {${rule}}}`]);

describe('a winter average', () => {
  it('is billed where it is the lesser, or always', () => {
    assert.equal(use('use: lesser', { usage_ccf: '9', winter_average: '6.5' }), '6.5');
    assert.equal(use('use: lesser', { usage_ccf: '5', winter_average: '6.5' }), '5');
    assert.equal(use('use: average', { usage_ccf: '5', winter_average: '6.5' }), '6.5');
    assert.equal(use('', { usage_ccf: '9', winter_average: '6.5' }), '6.5');
  });

  it('counts within its read dates only, these included, also over the year’s end', () => {
    const summer = 'use: lesser, from: 05-01, to: 10-31';
    const on = (date: string, rule = summer) => use(rule, { usage_ccf: '9', winter_average: '6', read_date: date });
    assert.deepEqual(
      ['2026-04-30', '2026-05-01', '2026-10-31', '2026-11-01'].map((day) => on(day)),
      ['9', '6', '6', '9'],
    );
    const overNewYear = 'use: average, from: 11-01, to: 02-29';
    assert.deepEqual(
      ['2026-12-31', '2028-02-29', '2028-03-01'].map((day) => on(day, overNewYear)),
      ['6', '6', '9'],
    );
    refused('read-date-missing', () => use(summer, { usage_ccf: '9', winter_average: '6' }));
  });

  it('of a new customer is the class’s, as a number, a field or a formula', () => {
    assert.equal(use('otherwise: 5', { usage_ccf: '9' }), '5');
    assert.equal(use('otherwise: class_average', { usage_ccf: '9' }, ['class_average: 4.5', ...SEWER]), '4.5');
    assert.equal(use('otherwise: 2*hhsize', { usage_ccf: '9', hhsize: '3' }), '6');
    assert.equal(use('otherwise: 5', { usage_ccf: '9', winter_average: '7' }), '7');
  });

  it('that is neither known nor given leaves actual use', () => {
    assert.equal(use('use: average', { usage_ccf: '9' }), '9');
    assert.equal(use('use: lesser', { usage_ccf: '9' }), '9');
  });

  it('of zero is an average; below zero it is refused', () => {
    assert.equal(use('use: lesser', { usage_ccf: '9', winter_average: '0' }), '0');
    refused('input-out-of-range', () => use('use: lesser', { usage_ccf: '9', winter_average: '-1' }));
    refused('not-a-number', () => use('use: lesser', { usage_ccf: '9', winter_average: 'none' }));
  });

  it('is shared, capped and rounded as actual use is', () => {
    const settings = ['usage: {winter_average: {use: lesser}, share: 90%, rounding: {to: 1, how: down}}'];
    assert.equal(billOf(SEWER, { usage_ccf: '20', winter_average: '8.4' }, settings), '7');
  });

  it('says how it is made of the bills', () => {
    const settings = (rule: string) =>
      givenHome(SEWER, [`usage: {winter_average: {${rule}}}`]).plan('HOME').settings.usage.winterAverage;
    assert.deepEqual(settings('months: [12, 1, 2]')?.months, [12, 1, 2]);
    assert.equal(settings('months: 1')?.method, 'mean_of_bills');
    assert.equal(settings('method: days')?.days.toFixed(), '30.42');
    assert.equal(settings('method: days, days: 30')?.days.toFixed(), '30');
  });

  it('is refused with months, days or dates that are none', () => {
    for (const rule of [
      'months: [0]',
      'months: [13]',
      'months: [1.5]',
      'months: [Jan]',
      'days: 0',
      'from: 05-01',
      'use: most',
    ]) {
      refused('wrong-shape', () => use(rule, { usage_ccf: '9' }));
    }
    refused('unknown-setting', () => use('month: 1', { usage_ccf: '9' }));
  });

  it('is the business of the class alone', () => {
    const text = [
      'metadata: {curbstop: {classes: {HOME: {usage: {winter_average: {use: lesser}}}}}}',
      'rate_structure: {HOME: {bill: usage_ccf}, SHOP: {bill: usage_ccf}}',
    ].join('\n');
    const tariff = compileTariff(readTariffText(text, 'x.owrs'));
    assert.equal(tariff.plan('SHOP').settings.usage.winterAverage, null);
    assert.notEqual(tariff.plan('HOME').settings.usage.winterAverage, null);
  });
});
