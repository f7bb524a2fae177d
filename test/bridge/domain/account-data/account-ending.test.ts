import assert from 'node:assert/strict';
import { accountEnding } from '../../../../bridge/domain/account-data/account-ending.js';

describe('what is told of the number of an account to whom it is not told whole', () => {
  for (const [accountId, told] of [
    ['10-0042-01', 'ending in 01'],
    ['100042010073', 'ending in 0073'],
    ['10000000004201', 'ending in 4201'],
    ['10427', ''],
    ['7', ''],
  ] as const)
    it(`is at most a third of the signs of ${accountId}, and none of a short one`, () => {
      assert.equal(accountEnding(accountId), told);
    });
});
