import assert from 'node:assert/strict';
import { addLedgerAccounts } from '../../../bridge/commands/add-ledger-accounts.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { readChartCsv } from '../../../bridge/files/general-ledger/chart-csv.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { useTown, type RunOptions } from '../../support/town/town.js';

const INTEREST = { ledgerAccount: '4200', name: 'Interest earned', kind: 'revenue', service: null };

describe('adding accounts to the chart', () => {
  const town = useTown();
  const add = (accounts: unknown, options: RunOptions = {}) =>
    town().run(addLedgerAccounts, { accounts }, { role: 'supervisor', ...options });
  const issuesOf = (work: () => unknown): (readonly string[])[] => {
    try {
      work();
    } catch (error) {
      assert.ok(error instanceof CurbstopError);
      return error.issues.map(({ rowKey, column }) => [rowKey, column]);
    }
    return [];
  };

  it('adds them, passes over those that are there just so, and the books prove', async () => {
    const { reply } = await add([INTEREST, { ledgerAccount: '1010', name: 'Cash', kind: 'asset' }]);
    assert.deepEqual(reply, { added: ['4200'], thereAlready: ['1010'] });
    assert.deepEqual(await town().database('ledger_account').where('ledger_account', '4200'), [
      { ledger_account: '4200', name: 'Interest earned', kind: 'revenue', is_control: 0, service: null, purpose: null },
    ]);
    assert.equal((await add([INTEREST])).outcome, 'already-applied');
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('adds none where one is another than the one that is there, or is named twice', async () => {
    const before = await town().dump();
    for (const other of [
      { ledgerAccount: '1010', name: 'Cash', kind: 'expense' },
      { ledgerAccount: '1010', name: 'Till', kind: 'asset' },
      INTEREST,
    ]) {
      await assert.rejects(add([INTEREST, other]), { code: 'ledger-accounts-refused' });
    }
    await assert.rejects(add([INTEREST], { role: 'coordinator' }), { code: 'role-not-allowed' });
    assert.deepEqual(await town().dump(), before);
  });

  it('reads them from CSV, the columns in any order and those of the list of the chart among them', () => {
    assert.deepEqual(
      readChartCsv(
        '\ufeffName,account,USE,kind,service\r\n"Rent, paid",5020,,Expense,\r\nSewer fines,4300,,revenue,sewer\r\n',
      ),
      [
        { ledgerAccount: '5020', name: 'Rent, paid', kind: 'expense', service: null },
        { ledgerAccount: '4300', name: 'Sewer fines', kind: 'revenue', service: 'sewer' },
      ],
    );
  });

  it('says of a file that is wrong which line and column is', () => {
    const header = 'account,name,kind,service\n';
    assert.deepEqual(
      issuesOf(() => readChartCsv(`${header}5 0,Rent,cost,gas\n5021,,asset,\n`)),
      [
        ['line 2', 'account'],
        ['line 2', 'kind'],
        ['line 2', 'service'],
        ['line 3', 'name'],
      ],
    );
    for (const text of [
      '',
      header,
      'number,name,kind\n1,a,asset\n',
      'account,name\n1,a\n',
      `${header}1,"a,asset\n`,
      `${header}1,a\n`,
    ]) {
      assert.equal(issuesOf(() => readChartCsv(text)).length, 1, text);
    }
  });
});
