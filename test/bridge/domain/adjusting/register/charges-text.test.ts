import assert from 'node:assert/strict';
import { chargesText } from '../../../../../bridge/domain/adjusting/register/charges-text.js';
import { givenCharge } from '../../../../support/adjusting/given-record.js';

describe('the charges of a record in words', () => {
  const sewer = { name: 'Sewer', service: 'sewer' as const };
  const ofCity = { ...sewer, isOfCity: true };

  it('name each type of charge once with its whole amount, and say whose it is where it is not all the utility’s', () => {
    assert.equal(
      chargesText([givenCharge(-300), givenCharge(-400, ofCity), givenCharge(-30, { name: 'Tax on water' })]),
      'Water -$3.00; Sewer -$4.00 (City); Tax on water -$0.30',
    );
  });

  it('tell what of one type is the utility’s and what is the City’s, in whichever order they come', () => {
    const parts = [givenCharge(-250, ofCity), givenCharge(-300), givenCharge(-750, sewer)];
    const sewerText = 'Sewer -$10.00 (utility -$7.50, City -$2.50)';
    assert.equal(chargesText(parts), `${sewerText}; Water -$3.00`);
    assert.equal(chargesText(parts.toReversed()), `${sewerText}; Water -$3.00`);
  });

  it('keep a type whose parts make nothing together, and say nothing where there is no charge', () => {
    assert.equal(
      chargesText([givenCharge(500, sewer), givenCharge(-500, ofCity)]),
      'Sewer $0.00 (utility $5.00, City -$5.00)',
    );
    assert.equal(chargesText([]), '');
  });
});
