import assert from 'node:assert/strict';
import { checkHome, clean, only, short } from './given-file.js';

const tiers = (starts: string, prices: string, type = 'Tiered', more: readonly string[] = []) => [
  `tier_starts: ${starts}`,
  `tier_prices: ${prices}`,
  `commodity_charge: ${type}`,
  'bill: commodity_charge',
  ...more,
];
const BUDGET = ['indoor: 3', 'outdoor: 4', 'budget: indoor+outdoor'];

describe('checking tiers', () => {
  it('has nothing to say about tiers in order', () => {
    clean(checkHome(tiers('[0, 15, 41]', '[1, 2, 3]')));
    clean(checkHome(tiers('[1, 15]', '[1, 2]')));
    clean(checkHome(tiers('[0, indoor, 100%, 133%]', '[1, 2, 3, 4]', 'Budget', BUDGET)));
  });

  it('finds unequal lists', () => {
    const { message } = only('error tier-lengths-differ 8', checkHome(tiers('[0, 1, 2, 3, 4]', '[1, 2, 3, 4, 5, 6]')));
    assert.match(message, /^commodity_charge of HOME has 5 tier starts and 6 tier prices\./);
  });

  it('finds unequal lists in the values of a map, by key', () => {
    const map = (values: string) => `{depends_on: zone, values: {${values}}}`;
    const { message } = only('error tier-lengths-differ 8', checkHome(tiers('[0, 9]', map('1: [1, 2], 2: [1, 2, 3]'))));
    assert.match(message, /for 2\./);
    clean(checkHome(tiers(map('1: [0], 2: [0, 5]'), map('1: [7], 2: [1, 2]'))));
    only('error tier-lengths-differ 8', checkHome(tiers(map('1: [0, 3], 2: [0, 5]'), map('1: [7], 2: [1, 2]'))));
    const other = '{depends_on: season, values: {dry: [1, 2], wet: [1, 2, 3]}}';
    only('error tier-lengths-differ 8', checkHome(tiers(map('1: [0, 3], 2: [0, 5]'), other)));
  });

  it('finds tiers and budgets that a charge lacks', () => {
    const starts = ['tier_starts: [0, 5]', 'commodity_charge: Tiered', 'bill: commodity_charge'];
    const { message } = only('error unknown-name 7', checkHome(starts));
    assert.match(message, /is Tiered and the class has no tier_prices/);
    const budget = only('error unknown-name 8', checkHome(tiers('[0, 100%]', '[1, 2]', 'Budget')));
    assert.match(budget.message, /is Budget and the class has no budget/);
    const outdoor = checkHome(tiers('[0, indoor, outdoor]', '[1, 2, 3]', 'Budget', ['indoor: 3', 'budget: indoor']));
    assert.match(only('error unknown-name 8', outdoor).message, /no outdoor/);
  });

  it('finds shares in a Tiered charge, but for the first start, which counts for nothing', () => {
    assert.deepEqual(short(checkHome(tiers('[0%, 50%, outdoor]', '[1, 2, 3]'))), [
      'error not-a-number 6',
      'error not-a-number 6',
    ]);
  });

  it('finds a price that is no amount', () => {
    only('error not-a-number 7', checkHome(tiers('[0, 5]', '[1, 50%]')));
  });

  it('warns of starts that do not increase', () => {
    const { message } = only('warning starts-do-not-increase 6', checkHome(tiers('[0, 15, 15]', '[1, 2, 3]')));
    assert.match(message, /the tier start 15 after 15/);
    only('warning starts-do-not-increase 6', checkHome(tiers('[0, 41, 15]', '[1, 2, 3]')));
    only('warning starts-do-not-increase 6', checkHome(tiers('[0, 100%, 90%]', '[1, 2, 3]', 'Budget', BUDGET)));
  });

  it('warns of fractional starts of a Tiered charge, and says where the tier below ends', () => {
    const { message } = only('warning fractional-start 6', checkHome(tiers('[0, 30.01]', '[1, 2]')));
    assert.match(message, /30\.01, so that the tier below ends at 29\.01/);
    only('warning fractional-start 6', checkHome(tiers('[0, 14.5]', '[1, 2]')));
    clean(checkHome(tiers('[0, 14.5, 20]', '[1, 2, 3]', 'Budget', BUDGET)));
  });

  it('takes tenths of a thousand gallons for meant', () => {
    clean(checkHome(tiers('[0, 3.5]', '[0, 2]'), [], 'kgal'));
    only('warning fractional-start 6', checkHome(tiers('[0, 14.062]', '[1, 2]'), [], 'kgal'));
  });

  it('warns of a first start above 1', () => {
    only('warning first-start-counts-as-zero 6', checkHome(tiers('[7, 15]', '[1, 2]')));
  });

  it('warns of negative prices', () => {
    const { message } = only('warning negative-price 7', checkHome(tiers('[0, 15]', '[1, -2]')));
    assert.match(message, /below zero, -2/);
  });

  it('warns of tiers that no charge uses', () => {
    const problems = checkHome(['tier_starts: [0, 5]', 'tier_prices: [1, 2]', 'bill: usage_ccf*2']);
    assert.deepEqual(short(problems), ['warning tiers-not-used 6', 'warning tiers-not-used 7']);
    const map = 'tier_prices_drought: {depends_on: zone, values: {1: [1, 2]}}';
    only('warning tiers-not-used 10', checkHome(tiers('[0, 5]', '[1, 2]', 'Tiered', [map])));
  });
});
