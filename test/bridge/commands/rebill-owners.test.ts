import assert from 'node:assert/strict';
import { reversePushed } from '../../support/town/push-reversal.js';
import { LateCharges } from '../../support/town/late-charges.js';
import { Rebills } from '../../support/town/rebills.js';
import { assertProven, enter } from '../../support/town/run-reversal.js';
import { sewerBecomesTheUtilitys } from '../../support/town/owners.js';
import { useTown } from '../../support/town/town.js';

/** Its last bill is of October 22, and nothing of it is paid. */
const UNPAID = '07-0001-01';

describe('whose the charges of a bill made again are', () => {
  const town = useTown();
  let rebills: Rebills;

  beforeEach(() => {
    rebills = new Rebills(town());
  });

  const balance = async () => {
    const rows = await town().database.raw<{ account: string; cents: number }[]>(
      `SELECT ledger_account AS account, sum(amount_cents) AS cents FROM posting GROUP BY ledger_account ORDER BY 1`,
    );
    return new Map(rows.map(({ account, cents }) => [account, cents]));
  };

  const misread = async (counts: number) => {
    const [last] = await rebills.rows(UNPAID);
    const typed = { newRead: Number(last?.('read')) + counts, reason: 'Misread' };
    return rebills.make(UNPAID, { [String(last?.('key'))]: typed });
  };

  /** What ledger accounts changed by, without those that did not change. */
  const changeOf = async (act: () => Promise<unknown>) => {
    const before = await balance();
    await act();
    const after = await balance();
    const accounts = [...new Set([...before.keys(), ...after.keys()])].toSorted();
    return accounts.flatMap((account): [string, number][] => {
      const change = (after.get(account) ?? 0) - (before.get(account) ?? 0);
      return change === 0 ? [] : [[account, change]];
    });
  };

  it('goes by the rules of the day of the bill, whatever they are today', async () => {
    let receipt: number | null = null;
    const asBilled = await changeOf(async () => {
      receipt = (await misread(-10)).receiptNumber;
    });
    await reversePushed(town(), receipt);
    await sewerBecomesTheUtilitys(town());
    assert.deepEqual(await changeOf(() => misread(-10)), asBilled);
    await assertProven(town());
  });

  it('is so still when they are paid, written off or reversed', async () => {
    const late = new LateCharges(town());
    await late.rule();
    await late.decide({ [UNPAID]: { decision: 'charge' } });
    await sewerBecomesTheUtilitys(town());
    const { receiptNumber } = await misread(-10);
    await late.pay(UNPAID, 12_000, '2026-11-23T15:00:00Z');
    await assertProven(town());
    await enter(town(), { account: UNPAID, what: 'write-off', amount: '5.00', reason: 'Gone' });
    await assertProven(town());
    const { outcome, reply } = await reversePushed(town(), receiptNumber);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    await assertProven(town());
  });
});
