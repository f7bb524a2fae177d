import assert from 'node:assert/strict';
import { setAccountInput } from '../../../../bridge/commands/set-account-input.js';
import { adjustableBills } from '../../../../bridge/queries/adjusting/adjustment-facts.js';
import { runBills } from '../../../../bridge/queries/run-bills.js';
import { billRun } from '../../../../bridge/queries/run-facts.js';
import { Rebills } from '../../../support/town/rebills.js';
import { BEACON_RUN } from '../../../support/town/sample-town-file.js';
import { postCurrent } from '../../../support/town/run-reversal.js';
import { useTown } from '../../../support/town/town.js';

describe('what an adjustment knows of a bill', () => {
  const town = useTown();

  /** Posts a bill with a connection fee in its water charge. */
  const billWithFee = async (): Promise<{ accountId: string; billNumber: number }> => {
    const bills = await runBills(town().database, await billRun(town().database, BEACON_RUN));
    const found = bills.find(({ billedTo, period }) => billedTo === period.from);
    assert.ok(found, 'the run has no account that was billed before');
    const { accountId, period } = found;
    const fee = { accountId, name: 'fee_connection', value: '1', effectiveFrom: period.to };
    await town().run(setAccountInput, fee);
    await postCurrent(town());
    const billNumber = await town().value<number>(
      'SELECT bill_number FROM bill WHERE bill_run_id = ? AND account_id = ?',
      [BEACON_RUN, accountId],
    );
    return { accountId, billNumber };
  };
  const water = async (billNumber: number) => {
    const bill = (await adjustableBills(town().database, [billNumber])).get(billNumber);
    const charged = bill?.charges.get('water');
    assert.ok(charged);
    return charged;
  };
  /** What the charge comes to without the fee's line. */
  const withoutFee = (table: string, key: string, number: number) =>
    town().value<number>(
      `SELECT sum(line.value ->> '$.amountCents') FROM ${table}, json_each(lines) AS line
       WHERE ${key} = ? AND service = 'water' AND line.value ->> '$.component' NOT IN ('connection_fee', 'tax')`,
      [number],
    );

  it('is the charge of each service without the fees of the account', async () => {
    const { billNumber } = await billWithFee();
    const { serviceCents, taxCents } = await water(billNumber);
    assert.equal(serviceCents, await withoutFee('bill_charge', 'bill_number', billNumber));
    const charged = await town().value<number>(
      `SELECT amount_cents FROM bill_charge WHERE bill_number = ? AND service = 'water'`,
      [billNumber],
    );
    assert.ok(charged > serviceCents + taxCents, 'the bill has a fee');
  });

  it('is also that of a bill that was made again', async () => {
    const { accountId, billNumber } = await billWithFee();
    const rebills = new Rebills(town());
    const [last] = await rebills.rows(accountId);
    const newRead = Number(last?.('read')) + 10;
    await rebills.make(accountId, { [String(last?.('key'))]: { newRead, reason: 'Misread' } });
    const rebill = await town().value<number>('SELECT max(rebill_number) FROM rebill WHERE bill_number = ?', [
      billNumber,
    ]);
    assert.equal((await water(billNumber)).serviceCents, await withoutFee('rebill_charge', 'rebill_number', rebill));
  });
});
