import assert from 'node:assert/strict';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { setTariffVersion } from '../../../bridge/commands/set-tariff-version.js';
import { addDays, calendarDate } from '../../../bridge/contract/calendar-date.js';
import { account } from '../../../bridge/queries/account.js';
import { remittances } from '../../../bridge/queries/remittance-report.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import type { Month } from '../../../bridge/contract/month.js';
import { postRun } from '../../support/town/bill-run.js';
import { WHEN_COLLECTED } from '../../support/ledger/starting-chart.js';
import { changedRates } from '../../support/town/rate-files.js';
import {
  assertProven,
  balances,
  billed,
  enter,
  LAST_POSTED,
  postCurrent,
  reverse,
} from '../../support/town/run-reversal.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('reversing a bill run', () => {
  const town = useTown();
  const db = () => town().database;

  /** Rates by which a bill of the open run charges nothing that its credit would pay first. */
  const giveCredit = async () => {
    const lastDay = await town().value<string>('SELECT max(period_to) FROM bill');
    const { billedOn } = await billRun(db(), BEACON_RUN);
    for (const [tariffId, charge, from] of [
      ['water-sample', '5/8": 21.50', addDays(calendarDate(lastDay), 1)],
      ['sewer-alabaster', 'service_charge: 22.92', addDays(calendarDate(lastDay), 1)],
      ['garbage-alabaster', 'cart_charge: 20.00', billedOn],
    ] as const) {
      const newest = await town().value<string>(
        'SELECT tariff_version_id FROM tariff_version WHERE tariff_id = ? ORDER BY effective_from DESC LIMIT 1',
        [tariffId],
      );
      const changes = { [charge]: `${charge.split(':')[0] ?? ''}: -900.00` };
      await town().run(setTariffVersion, { tariffId, source: await changedRates(town(), newest, changes, from) });
    }
  };

  it('takes a run that nobody paid off every account to the cent, and its period is billed again', async () => {
    const { reply: posted } = await postCurrent(town());
    const [owed, bills] = [await balances(town(), BEACON_RUN), await billed(town(), BEACON_RUN)];
    const { reply, receiptNumber } = await reverse(town(), BEACON_RUN);
    assert.deepEqual(
      [reply.bills, reply.totalCents, reply.services],
      [posted.bills, posted.totalCents, posted.services],
    );
    const after = await balances(town(), BEACON_RUN);
    for (const [accountId, cents] of owed) assert.equal(after.get(accountId), cents - (bills.get(accountId) ?? 0));
    const reversals = await town().value<number>(
      `SELECT count(*) FROM journal_entry WHERE kind = 'reversal' AND command_number = ?`,
      [receiptNumber ?? 0],
    );
    assert.equal(reversals, [...bills.values()].filter((cents) => cents !== 0).length);
    await assertProven(town());
    assert.equal(reply.openRunId, '1-2026-11-2');
    const again = await postRun(town(), reply.openRunId);
    assert.deepEqual([again.reply.bills, again.reply.totalCents], [posted.bills, posted.totalCents]);
    assert.equal(again.reply.nextBillRunId, posted.nextBillRunId);
    assert.deepEqual(await balances(town(), reply.openRunId), owed);
    await assertProven(town());
  });

  it('makes what was paid credit of the account again, which pays what else is open, oldest first', async () => {
    const [owed, bills] = [await balances(town(), LAST_POSTED), await billed(town(), LAST_POSTED)];
    const credit = () =>
      town().value<number>(`SELECT -coalesce(sum(amount_cents), 0) FROM posting WHERE ledger_account = '2400'`);
    const creditBefore = await credit();
    const { reply } = await reverse(town());
    assert.ok(reply.releasedCents > 0, 'the town has paid its bills of October');
    const after = await balances(town(), LAST_POSTED);
    for (const [accountId, cents] of owed) assert.equal(after.get(accountId), cents - (bills.get(accountId) ?? 0));
    assert.equal((await credit()) - creditBefore, reply.releasedCents - reply.reappliedCents);
    const left = await town().value<number>(
      `SELECT sum(amount_cents) FROM bill JOIN allocation ON item_entry = bill.entry_number
       JOIN journal_entry AS credit ON credit.entry_number = credit_entry
       WHERE bill_run_id = ? AND credit.kind <> 'reversal'`,
      [LAST_POSTED],
    );
    assert.equal(left, 0);
    await assertProven(town());
    await postRun(town(), reply.openRunId);
    assert.deepEqual(await balances(town(), reply.openRunId), owed);
    await assertProven(town());
  });

  it('takes off no more than was paid of a bill that is paid in part, and a deposit that was applied stays applied', async () => {
    await postCurrent(town());
    const [one, two] = await db().raw<{ id: string; total: number }[]>(
      `SELECT account_id AS id, total_cents AS total FROM bill WHERE bill_run_id = ? AND total_cents > 2000
         AND account_id NOT IN (SELECT account_id FROM posting WHERE account_id IS NOT NULL AND ledger_account = '2300'
                                GROUP BY account_id HAVING sum(amount_cents) <> 0)
         AND account_id IN (SELECT account_id FROM posting GROUP BY account_id HAVING sum(amount_cents) = total_cents)
       ORDER BY account_id LIMIT 2`,
      [BEACON_RUN],
    );
    assert.ok(one && two);
    await town().run(postPayment, {
      ...{ accountId: one.id, amountCents: 1500, receivedAt: '2026-11-23T14:30:00Z', source: 'Counter' },
    });
    await enter(town(), { account: two.id, what: 'deposit taken', amount: 20 });
    await enter(town(), { account: two.id, what: 'deposit applied', amount: 20 }, 'k2');
    const { reply } = await reverse(town(), BEACON_RUN);
    assert.ok(reply.releasedCents >= 3500);
    const ofTwo = await account(db(), two.id);
    assert.deepEqual([(await account(db(), one.id)).balanceCents, ofTwo.balanceCents], [-1500, -2000]);
    await assertProven(town());
    await postRun(town(), reply.openRunId);
    assert.equal((await account(db(), one.id)).balanceCents, one.total - 1500);
    await assertProven(town());
  });

  it('takes back what a bill of credit had paid, which what the customer paid too much pays then', async () => {
    await giveCredit();
    const owedBefore = await balances(town(), '1-2026-10');
    await postCurrent(town());
    const creditOf = (id: string) =>
      town().value<number>(
        `SELECT -coalesce(sum(amount_cents), 0) FROM posting WHERE ledger_account = '2400' AND account_id = ?`,
        [id],
      );
    const credits = await db().raw<{ id: string; cents: number }[]>(
      `SELECT account_id AS id, -total_cents AS cents FROM bill JOIN bill_charge USING (bill_number)
       WHERE bill_run_id = ? GROUP BY account_id HAVING max(amount_cents) < 0`,
      [BEACON_RUN],
    );
    const owedOf = (id: string) => owedBefore.get(id) ?? 0;
    const owing = credits.find(({ id, cents }) => owedOf(id) > 3000 && owedOf(id) < cents);
    assert.ok(owing, 'an account whose old bill the credit pays wholly');
    const { id: accountId, cents } = owing;
    await town().run(postPayment, {
      ...{ accountId, amountCents: 3000, receivedAt: '2026-11-23T14:30:00Z', source: 'Counter' },
    });
    assert.equal(await creditOf(accountId), cents - owedOf(accountId) + 3000);
    await reverse(town(), BEACON_RUN);
    const { balanceCents } = await account(db(), accountId);
    assert.deepEqual([balanceCents, await creditOf(accountId)], [owedOf(accountId) - 3000, 0]);
    await assertProven(town());
  });

  it('ties with what is due to the City when that becomes due once it is collected', async () => {
    await town().writeSetting('accounting', '2026-11-01', WHEN_COLLECTED);
    await postCurrent(town());
    const paid = await town().value<string>(
      `SELECT account_id FROM bill WHERE bill_run_id = ? ORDER BY total_cents LIMIT 1`,
      [BEACON_RUN],
    );
    await town().run(postPayment, {
      ...{ accountId: paid, amountCents: 9000, receivedAt: '2026-11-23T14:30:00Z', source: 'Counter' },
    });
    await reverse(town(), BEACON_RUN);
    const rows = await remittances(db(), '2026-10' as Month, '2026-11' as Month);
    assert.ok(rows.length > 0 && rows.every(({ differenceCents }) => differenceCents === 0));
    assert.ok(rows.every(({ month, notCollectedCents }) => month !== '2026-11' || notCollectedCents === 0));
  });
});
