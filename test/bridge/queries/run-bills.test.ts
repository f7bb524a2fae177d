import assert from 'node:assert/strict';
import { setAccountInput } from '../../../bridge/commands/set-account-input.js';
import { runBills, type RunBill } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { acceptTheRest } from '../../support/town/sheet-rows.js';

describe('the bills of a run', () => {
  const town = useTown();
  const bills = async () => runBills(town().database, await billRun(town().database, BEACON_RUN));
  const connected = async (accountId: string): Promise<boolean> => {
    const found = (await bills()).find((bill) => bill.accountId === accountId);
    const lines = found?.bill?.charges.flatMap((charge) => charge.lines) ?? [];
    return lines.some(({ component }) => component === 'connection_fee');
  };
  const said = async ({ accountId }: RunBill, effectiveFrom: string): Promise<boolean> => {
    const value = '1';
    await town().run(setAccountInput, { accountId, name: 'fee_connection', value, effectiveFrom });
    return connected(accountId);
  };
  let all: RunBill[] = [];
  beforeEach(async () => {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    all = (await bills()).filter(({ bill }) => bill?.charges.some(({ service }) => service === 'water'));
  });

  it('have a fee of the move-in day on an account’s first bill', async () => {
    const first = all.find(({ billedTo }) => billedTo === null);
    assert.ok(first, 'the run has no first bill');
    assert.equal(await said(first, first.period.from), true);
  });

  it('have a fee of their period, and one up to the last bill’s day can not be said', async () => {
    const later = all.find(({ billedTo, period }) => billedTo === period.from);
    assert.ok(later, 'the run has no account that was billed before');
    await assert.rejects(said(later, later.period.from), { code: 'fee-already-billed' });
    assert.equal(await connected(later.accountId), false);
    assert.equal(await said(later, later.period.to), true);
  });
});
