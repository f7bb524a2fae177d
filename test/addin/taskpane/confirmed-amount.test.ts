import assert from 'node:assert/strict';
import { confirmationOf } from '../../../addin/taskpane/posting/confirmed-amount.js';
import { cents, typedAmountToCents } from '../../../bridge/contract/money.js';

describe('the amount that confirms a posting', () => {
  for (const [typed, expected] of [
    ['12,345.67', 1_234_567],
    ['12345.67', 1_234_567],
    [' $12,345.67 ', 1_234_567],
    ['$ 12345.6', 1_234_560],
    ['1,000,000', 100_000_000],
    ['0', 0],
    ['-$5.00', -500],
  ] as const) {
    it(`reads ${JSON.stringify(typed)} as ${expected} cents`, () => {
      assert.equal(typedAmountToCents(typed), expected);
    });
  }

  for (const typed of [
    '',
    '12.345',
    '12,34',
    '1,2345.67',
    '12,345,67',
    '12345,67',
    'about 12',
    '1e3',
    '0x10',
    '12.',
    '99999999999999',
  ]) {
    it(`takes ${JSON.stringify(typed)} for no amount`, () => {
      assert.equal(typedAmountToCents(typed), null);
    });
  }

  it('confirms the total exactly, and a cent beside it does not', () => {
    const total = cents(7_412_345);
    assert.equal(confirmationOf('74,123.45', total), 'confirmed');
    assert.equal(confirmationOf('74,123.46', total), 'differs');
    assert.equal(confirmationOf('74,123', total), 'differs');
    assert.equal(confirmationOf('  ', total), 'empty');
    assert.equal(confirmationOf('all of it', total), 'not-an-amount');
  });
});
