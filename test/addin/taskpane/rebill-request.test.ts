import assert from 'node:assert/strict';
import { rebillRequest } from '../../../addin/taskpane/home/rebill-request.js';

describe('asking for bills to put right', () => {
  it('takes an account with the months, or without for its last bills', () => {
    assert.deepEqual(rebillRequest(' 01-0001-01 ', '', '').parameters, { accountId: '01-0001-01' });
    assert.deepEqual(rebillRequest('1', ' 2026-03', '2026-05 ').parameters, {
      accountId: '1',
      fromMonth: '2026-03',
      throughMonth: '2026-05',
    });
  });

  it('says what is wrong with the account and the months, all at once', () => {
    const { parameters, accountTrouble, fromTrouble, throughTrouble } = rebillRequest(' ', 'March', '2026-13');
    assert.equal(parameters, null);
    assert.equal(accountTrouble, 'Type the account number.');
    assert.match(fromTrouble ?? '', /such as 2026-03/);
    assert.match(throughTrouble ?? '', /such as 2026-03/);
  });

  it('refuses months that are turned round', () => {
    const { parameters, throughTrouble } = rebillRequest('1', '2026-05', '2026-03');
    assert.equal(parameters, null);
    assert.match(throughTrouble ?? '', /before/);
  });
});
