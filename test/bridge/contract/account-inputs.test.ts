import assert from 'node:assert/strict';
import { accountInputFault, accountInputNames, isAccountInputName } from '../../../bridge/contract/account-inputs.js';

function fault(name: string, value: string): string | null {
  assert.ok(isAccountInputName(name), name);
  return accountInputFault(name, value);
}

describe('the data that can be said of an account', () => {
  const RULES: readonly (readonly [name: string, good: readonly string[], bad: readonly string[]])[] = [
    ['dwelling_units', ['1', '40'], ['0', '-1', '1.5', '', ' 4', '1e3', '1234567']],
    ['winter_average', ['0', '4.5', '3.967826'], ['-1', '4.', '.5', '1,5', '1e2', '4.1234567']],
    ['programme_ends', ['2027-01-31'], ['2027-02-30', '31.01.2027', 'never']],
    ['tax_exempt', ['yes', 'no'], ['Yes', 'true', '']],
    ['city_limits', ['inside_city', 'Zone 2'], ['', ' inside', '=1+1', 'a\nb', 'x'.repeat(41)]],
    ['fee_reconnect', ['0', '1', '12'], ['-1', '0.5', 'once']],
  ];
  for (const [name, good, bad] of RULES) {
    it(`take ${name} only as what it is`, () => {
      for (const value of good) assert.equal(fault(name, value), null, value);
      for (const value of bad) assert.equal(typeof fault(name, value), 'string', JSON.stringify(value));
    });
  }

  it('have names of their own: none that a bill run works out, and none that objects have', () => {
    for (const name of [
      'usage_gallons',
      'days_billed',
      'water_bill',
      'constructor',
      '__proto__',
      'fee_',
      'fee_A b',
      '',
    ]) {
      assert.equal(isAccountInputName(name), false, name);
    }
    assert.ok(accountInputNames.includes('fee_NAME') && accountInputNames.includes('dwelling_units'));
  });
});
