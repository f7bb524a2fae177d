import assert from 'node:assert/strict';
import { accountDataRequest } from '../../../addin/taskpane/home/account-data-choice.js';
import { explainRequest } from '../../../addin/taskpane/home/explain-request.js';
import { textFileTrouble, textOf } from '../../../addin/taskpane/rates/rate-files.js';

describe('which bill to explain', () => {
  it('is the newest of an account, or one by its number', () => {
    assert.deepEqual(explainRequest(' 01-0001-01 ', '').parameters, { accountId: '01-0001-01', billNumber: undefined });
    assert.deepEqual(explainRequest('1', ' 2273 ').parameters, { accountId: '1', billNumber: 2273 });
  });

  it('is refused without an account, and for a number that is none', () => {
    assert.deepEqual(explainRequest(' ', '').accountTrouble, 'Type the account number.');
    for (const bill of ['0', 'x', '1.5', '-1', '1'.repeat(16)]) {
      const { parameters, billTrouble } = explainRequest('1', bill);
      assert.deepEqual([parameters, billTrouble], [null, 'A bill number is a whole number, such as 2273.']);
    }
  });
});

describe('whose account data to pull', () => {
  it('is of all accounts, of one or of a route, of one item or all', () => {
    assert.deepEqual(accountDataRequest('all', '', '').parameters, {});
    assert.deepEqual(accountDataRequest('all', 'left over', ' city_limits ').parameters, { name: 'city_limits' });
    assert.deepEqual(accountDataRequest('account', ' 01-0001-01 ', '').parameters, { accountId: '01-0001-01' });
    assert.deepEqual(accountDataRequest('route', ' R1 ', 'x').parameters, { routeId: 'R1', name: 'x' });
  });

  it('is refused where the account or the route is not typed', () => {
    assert.equal(accountDataRequest('account', ' ', '').trouble, 'Type the account number.');
    assert.equal(accountDataRequest('route', '', 'x').trouble, 'Type the route.');
  });
});

describe('a rate file that is chosen in the pane', () => {
  it('is refused when it is empty or larger than any rate file', () => {
    assert.equal(textFileTrouble({ size: 60_000 }), null);
    assert.match(textFileTrouble({ size: 0 }) ?? '', /empty/);
    assert.match(textFileTrouble({ size: 50_000_000 }) ?? '', /too large/);
  });

  it('is read as UTF-8, and refused when it is none', async () => {
    assert.equal(await textOf(new File(['a: é'], 'x.owrs')), 'a: é');
    await assert.rejects(textOf(new File([new Uint8Array([0xff, 0xfe])], 'x.owrs')), { code: 'file-unreadable' });
  });
});
