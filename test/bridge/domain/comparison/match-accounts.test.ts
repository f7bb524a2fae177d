import assert from 'node:assert/strict';
import { matchAccounts } from '../../../../bridge/domain/comparison/match-accounts.js';

describe('accounts of a file that there are not here', () => {
  const known = ['03-0003-01', 'A-17', '1-11', '11-1', '---'];
  const match = (unknown: readonly string[], inFile: readonly string[] = []) => {
    const { matched, likely } = matchAccounts(unknown, { known, inFile: new Set(inFile) });
    return [Object.fromEntries(matched), Object.fromEntries(likely)];
  };

  it('are the only one that fits without zeros in front, signs and capitals', () => {
    for (const account of [
      '3-0003-01',
      '03000301',
      '3000301',
      "'03-0003-01",
      '="03-0003-01"',
      ' 03 0003 01 ',
      '0003-0003-01',
    ]) {
      assert.deepEqual(match([account]), [{ [account]: '03-0003-01' }, {}]);
    }
    assert.deepEqual(match(['a17']), [{ a17: 'A-17' }, {}]);
  });

  it('are none where nothing fits, nor where nothing is left of them', () => {
    assert.deepEqual(match(['3-0003-1', '99', '-', '0']), [{}, {}]);
  });

  it('are only likely where two fit, two of the file are the same, or the one that fits is in the file', () => {
    assert.deepEqual(match(['111']), [{}, { '111': ['1-11', '11-1'] }]);
    assert.deepEqual(match(['a17', 'a 17']), [{}, { a17: ['A-17'], 'a 17': ['A-17'] }]);
    assert.deepEqual(match(['a17'], ['A-17']), [{}, { a17: ['A-17'] }]);
  });
});
