import assert from 'node:assert/strict';
import fc from 'fast-check';
import { fromExcel, toExcel } from '../../../addin/sheets/cell-values.js';
import { cents, centsToDecimalText, decimalTextToCents } from '../../../bridge/contract/money.js';

describe('values of the wire and of Excel', () => {
  it('makes a number of a money text', () => assert.equal(toExcel('money', '-1234.56'), -1234.56));

  it('keeps ids as text, with their zeros', () => assert.equal(toExcel('text', '007'), '007'));

  it('leaves an empty cell empty both ways', () => {
    assert.equal(toExcel('money', null), '');
    assert.equal(fromExcel('money', ''), null);
  });

  it('counts days as Excel does', () => {
    assert.equal(toExcel('date', '2026-11-23'), 46349);
    assert.equal(fromExcel('date', 46349), '2026-11-23');
  });

  it('does not touch dates that Excel counts wrongly, nor what is no date', () => {
    assert.equal(toExcel('date', '1900-02-28'), '1900-02-28');
    assert.equal(toExcel('date', 'soon'), 'soon');
    assert.equal(fromExcel('date', 46349.5), 46349.5);
    assert.equal(fromExcel('date', 'soon'), 'soon');
  });

  it('keeps a number with more digits than Excel has as text', () => {
    assert.equal(toExcel('decimal', '0.1234567890123456'), '0.1234567890123456');
    assert.equal(toExcel('decimal', '0.00123456789012345'), 0.00123456789012345);
  });

  it('passes on what a person typed, right or wrong', () => {
    assert.equal(fromExcel('money', 'ten dollars'), 'ten dollars');
    assert.equal(fromExcel('integer', true), true);
  });

  it('brings every amount below ten trillion dollars back to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: -(10 ** 15) + 1, max: 10 ** 15 - 1 }), (amount) => {
        const cell = toExcel('money', centsToDecimalText(cents(amount)));
        assert.equal(typeof cell, 'number');
        assert.equal(decimalTextToCents(String(fromExcel('money', cell))), amount === 0 ? 0 : amount);
      }),
    );
  });
});
