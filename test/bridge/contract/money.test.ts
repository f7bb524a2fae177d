import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  cents,
  CENTS_MAX,
  centsSchema,
  centsToDecimalText,
  centsToDollars,
  decimalTextToCents,
  sumCents,
} from '../../../bridge/contract/money.js';

const anyCents = fc.integer({ min: -99_999_999_999, max: 99_999_999_999 });

describe('money', () => {
  it('is a whole number of cents within 2^51 either way', () => {
    for (const value of [0, 1, -1, CENTS_MAX, -CENTS_MAX]) {
      assert.equal(cents(value), value);
      assert.ok(centsSchema.safeParse(value).success, `${value}`);
    }
    for (const value of [0.5, CENTS_MAX + 1, -CENTS_MAX - 1, NaN, Infinity]) {
      assert.throws(() => cents(value), RangeError, `${value}`);
      assert.ok(!centsSchema.safeParse(value).success, `${value}`);
    }
  });

  it('knows one zero only', () => assert.ok(Object.is(cents(-0), 0)));

  it('refuses a sum that leaves the bound', () => {
    assert.equal(sumCents([cents(CENTS_MAX), cents(-1)]), CENTS_MAX - 1);
    assert.equal(sumCents([]), 0);
    assert.throws(() => sumCents([cents(CENTS_MAX), cents(1)]), RangeError);
  });

  it('reads plain decimal text and nothing else', () => {
    const good = { '42': 4200, '-3.5': -350, '1234.56': 123_456, '0.07': 7, ' 12.34 ': 1234, '-0': 0, '007': 700 };
    for (const [text, amount] of Object.entries(good)) assert.equal(decimalTextToCents(text), amount, text);
    const bad = [
      '',
      '.',
      '.5',
      '5.',
      '+5',
      '1,234.56',
      '$5',
      '1e3',
      '(5.00)',
      '5-',
      '0x10',
      'NaN',
      '12345678901234',
      '٣',
    ];
    for (const text of bad) assert.equal(decimalTextToCents(text), null, text);
  });

  it('never rounds an amount of more than two decimals', () => {
    for (const text of ['12.345', '0.001', '1.000', '-2.999']) assert.equal(decimalTextToCents(text), null, text);
  });

  it('reads its own text back to the same amount', () => {
    fc.assert(fc.property(anyCents, (value) => decimalTextToCents(centsToDecimalText(cents(value))) === value));
  });

  it('is shown in dollars with a minus before the sign and commas at the thousands', () => {
    const shown = { 123456: '$1,234.56', 5: '$0.05', 0: '$0.00', 100_000_000: '$1,000,000.00' };
    for (const [value, text] of Object.entries(shown)) assert.equal(centsToDollars(cents(Number(value))), text);
    assert.equal(centsToDollars(cents(-5)), '-$0.05');
    assert.equal(centsToDecimalText(cents(-1234)), '-12.34');
  });
});
