import assert from 'node:assert/strict';
import { checkHome, clean, only, short } from './given-file.js';

describe('checking formulas and names', () => {
  it('finds a formula that can not be read, with its line and column, class and field', () => {
    const { message, column } = only('error formula-syntax 6', checkHome(['bill: 2+*3']));
    assert.match(message, /^bill of HOME: the formula "2\+\*3" is wrong/);
    assert.equal(column, 13);
  });

  it('finds every fault of a class, also where no bill needs the field', () => {
    const fields = ['a: 1+', 'b: []', 'c: Tiered', 'd: {depends_on: zone}', 'bill: 3'];
    const faults = ['formula-syntax 6', 'wrong-shape 7', 'charge-type-misplaced 8', 'wrong-shape 9'];
    const found = short(checkHome(fields)).filter((each) => each.startsWith('error'));
    assert.deepEqual(
      found,
      faults.map((fault) => `error ${fault}`),
    );
  });

  it('finds faults in the values of a map and in tiers', () => {
    const fields = ['tier_starts: [0, 1+]', 'tier_prices: [1, 2]', 'commodity_charge: Tiered'];
    only('error formula-syntax 6', checkHome([...fields, 'bill: commodity_charge']));
    only('error formula-syntax 6', checkHome(['bill: {depends_on: zone, values: {1: 2, 2: 3*}}']));
  });

  it('finds one key in two spellings, and map values of the wrong shape', () => {
    const fields = ['bill:', '  depends_on: meter_size', '  values:', '    1 1/2": 9', '    1|1/2": 9'];
    only('error repeated-key 10', checkHome(fields));
    only('error wrong-shape 6', checkHome(['bill: {depends_on: zone, values: {1: {a: 1}}}']));
  });

  it('finds a division by what can only be zero', () => {
    only('error division-by-zero 6', checkHome(['bill: usage_ccf/0']));
    only('error division-by-zero 7', checkHome(['parts: 0', 'bill: usage_ccf/(parts*3)']));
    clean(checkHome(['parts: {depends_on: zone, values: {1: 0, 2: 1}}', 'bill: usage_ccf/parts']));
  });

  it('finds arithmetic on the file’s own numbers that has no result, at its line and once', () => {
    only('error no-power 6', checkHome(['bill: 9^9^9^9+usage_ccf']));
    only('error no-power 7', checkHome(['times: 40+60', 'bill: usage_ccf+2^times']));
    only('error division-by-zero 6', checkHome(['bill: usage_ccf+5/(2-2)']));
    only('error division-by-zero 6', checkHome(['bill: 5/0']));
    only('error no-power 6', checkHome(['bill: {depends_on: zone, values: {1: 2, 2: 0^-1}}']));
    clean(checkHome(['bill: usage_ccf*2^99/(2-1)']));
    clean(checkHome(['bill: usage_ccf^usage_ccf+1/usage_ccf']));
  });

  it('finds a chain of fields that grows beyond what can be worked out, and those no further that need it', () => {
    const squares = Array.from({ length: 60 }, (_, index) => `a${index + 1}: a${index}*a${index}`);
    const { message } = only('error number-too-large 60', checkHome(['a0: 9', ...squares, 'bill: a60']));
    assert.match(message, /^a54 of HOME grows beyond/);
    clean(checkHome(['a0: 1', ...squares, 'bill: a60']));
    clean(checkHome(['a0: usage_ccf', ...squares, 'bill: a60']));
  });

  it('finds a fee of the data in a formula or a map, which a bill run would not charge', () => {
    const inFormula = only('error fee-in-formula 6', checkHome(['bill: 20+5*fee_visit']));
    assert.match(inFormula.message, /^bill of HOME takes "fee_visit" from the account's data/);
    assert.match(inFormula.fix, /fees: \[\{fee: visit, /);
    only('error fee-in-formula 6', checkHome(['bill: {depends_on: fee_visit, values: {0: 20, 1: 25}}']));
    clean(checkHome(['fee_visit: 5', 'bill: 20+fee_visit']));
    clean(checkHome(['bill: 20'], ['fees: [{fee: visit, description: Visit, amount: 5}]']));
  });

  it('finds tiers in arithmetic', () => {
    const problems = checkHome(['tier_prices: [1, 2]', 'bill: tier_prices*usage_ccf']);
    assert.deepEqual(short(problems), ['error not-a-number 7']);
  });

  it('takes the names of OWRS, of Curbstop, of declared inputs and of other bills for data', () => {
    clean(checkHome(['bill: usage_ccf*hhsize+0.9*water_bill+days_in_period']));
    clean(checkHome(['bill: 3*hydrants'], ['inputs: {hydrants: {whole: true}}']));
    clean(checkHome(['bill: 3'], ['fees: [{fee: reconnection, amount: 25}]']));
  });

  it('warns of another name once a class, and names what is spelt nearly so', () => {
    const { message, fix, column } = only(
      'warning unknown-data 7',
      checkHome(['minimum: 3', 'bill: minimun+minimun*2']),
    );
    assert.match(message, /^bill of HOME takes "minimun" from the account's data, .*; "minimum" is spelt nearly so/);
    assert.match(fix, /Write minimum/);
    assert.equal(column, 11);
    const other = only('warning unknown-data 6', checkHome(['bill: 2*swimming_pools']));
    assert.doesNotMatch(other.message, /spelt/);
  });

  it('does not take names that differ by digits for misspellings', () => {
    const { message } = only('warning unknown-data 7', checkHome(['zone_1: 3', 'bill: zone_1+zone_2']));
    assert.doesNotMatch(message, /spelt/);
  });

  it('leaves what maps depend on to the data, unless it is misspelt', () => {
    clean(checkHome(['bill: {depends_on: hydrant_kind, values: {a: 1}}']));
    const { message } = only('warning unknown-data 6', checkHome(['bill: {depends_on: meter_sise, values: {1": 2}}']));
    assert.match(message, /"meter_size" is spelt nearly so/);
  });

  it('knows the siblings of a suffix family', () => {
    const fields = ['flat_rate_commodity: 2', 'commodity_charge: flat_rate*usage_ccf', 'bill: commodity_charge'];
    clean(checkHome(fields));
  });

  it('finds a map keyed by a field whose number is no key', () => {
    const map = 'bill: {depends_on: zone, values: {1: 10, 2: 20}}';
    clean(checkHome(['zone: 2', map]));
    const { message } = only('error no-map-match 7', checkHome(['zone: 3', map]));
    assert.match(message, /depends on zone, which can be 3/);
    only('error no-map-match 7', checkHome(['zone: {depends_on: meter_type, values: {a: 1, b: 4}}', map]));
    clean(checkHome(['zone: hhsize', map]));
  });
});

describe('checking for circles', () => {
  it('names each circle once, by its fields', () => {
    const fields = ['a: b', 'b: c', 'c: a', 'd: d*2', 'e: a+d', 'bill: e'];
    const problems = checkHome(fields);
    assert.deepEqual(short(problems), ['error cycle 6', 'error cycle 9']);
    assert.match(problems[0]?.message ?? '', /circle: a -> b -> c -> a\./);
    assert.match(problems[1]?.message ?? '', /circle: d -> d\./);
  });

  it('finds two circles that share a field', () => {
    assert.deepEqual(short(checkHome(['a: b+c', 'b: a', 'c: a', 'bill: a'])), ['error cycle 6', 'error cycle 6']);
  });

  it('finds a circle by way of tiers and of a map', () => {
    const fields = ['tier_starts: [0, commodity_charge]', 'tier_prices: [1, 2]', 'commodity_charge: Tiered'];
    only('error cycle 6', checkHome([...fields, 'bill: commodity_charge']));
    only('error cycle 6', checkHome(['zone: bill', 'bill: {depends_on: zone, values: {1: 2}}']));
  });

  it('takes fields that are needed twice for no circle', () => {
    clean(checkHome(['a: 1', 'b: a*2', 'c: a+b', 'bill: a+b+c']));
  });
});
