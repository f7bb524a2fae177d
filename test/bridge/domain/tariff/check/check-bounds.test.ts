import assert from 'node:assert/strict';
import { billOf, refused } from '../given-tariff.js';
import { checkHome, clean, only } from './given-file.js';

const BILL = ['fixed_charge: 3*meter_count', 'bill: fixed_charge'];

describe('checking floors, caps and allowances', () => {
  it('warns of a minimum above the maximum of a component, by number or by field', () => {
    const limit = (bounds: string) =>
      checkHome(['most: 20', ...BILL], [`limits: [{component: fixed_charge, ${bounds}}]`]);
    only('warning minimum-above-maximum 5', limit('minimum: 50, maximum: 20'));
    only('warning minimum-above-maximum 5', limit('minimum: 50, maximum: most'));
    clean(limit('minimum: 20, maximum: most'));
    clean(limit('minimum: 50'));
    clean(limit('minimum: 50, maximum: 3*meter_count'));
    clean(checkHome(BILL, ['bill_minimum: {amount: 5, per_unit: true}', 'bill_maximum: {amount: 4}']));
  });

  it('warns of a minimum bill above the maximum bill, once for all classes', () => {
    const bounds = (most: number) => ['bill_minimum: {amount: 5}', `bill_maximum: {amount: ${most}}`];
    only('warning minimum-above-maximum 5', checkHome(BILL, bounds(4)));
    clean(checkHome(BILL, bounds(5)));
  });

  it('warns of an allowance and of a maximum of usage below zero', () => {
    const use = ['fixed_charge: 3*usage_ccf', 'bill: fixed_charge'];
    const allowance = (usage: number) => checkHome(use, [`allowances: [{component: fixed_charge, usage: ${usage}}]`]);
    only('warning negative-usage-setting 5', allowance(-1));
    clean(allowance(0));
    only('warning negative-usage-setting 5', checkHome(use, ['usage: {maximum: -2}']));
  });
});

describe('checking chains of fields', () => {
  const chain = (length: number) => Array.from({ length }, (_, index) => `f${index}: f${index + 1}`);

  it('finds one that is longer than the evaluation follows, which prices 200 fields', () => {
    const [most, tooMany] = [198, 199].map((length) => [...chain(length), `f${length}: 1`, 'bill: f0']);
    assert.ok(most && tooMany);
    clean(checkHome(most));
    assert.equal(billOf(most), '1');
    only('error fields-too-deep 205', checkHome(tooMany));
    refused('fields-too-deep', () => billOf(tooMany));
  });

  it('does not count what is worked out already', () => {
    clean(checkHome([...chain(300), 'f300: 1', 'bill: f150+f0']));
  });
});
