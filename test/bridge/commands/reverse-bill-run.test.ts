import assert from 'node:assert/strict';
import { loadRouteBooks } from '../../../bridge/commands/load-route-books.js';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { reverseBillRun } from '../../../bridge/commands/reverse-bill-run.js';
import { setTariffVersion } from '../../../bridge/commands/set-tariff-version.js';
import { addDays, calendarDate } from '../../../bridge/contract/calendar-date.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { account } from '../../../bridge/queries/account.js';
import { billExplanation } from '../../../bridge/queries/bill-explanation.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { postedTotals } from '../../../bridge/queries/posted-run.js';
import { reversalChecks } from '../../../bridge/queries/proof/reversal-checks.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { remittances } from '../../../bridge/queries/remittance-report.js';
import { runBills } from '../../../bridge/queries/run-bills.js';
import { billRun } from '../../../bridge/queries/run-facts.js';
import type { Month } from '../../../bridge/contract/month.js';
import { WHEN_COLLECTED } from '../../support/ledger/starting-chart.js';
import { changedRates } from '../../support/town/rate-files.js';
import { mvrsFile, mvrsRecordOf, stopsOf, unload, unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN, MVRS_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, push, typedRow } from '../../support/town/sheet-rows.js';
import { useTown, type RunOptions } from '../../support/town/town.js';

/** Of the cycle whose next run nothing was done with yet. */
const LAST_POSTED = '2-2026-10';
const BEFORE_IT = '2-2026-09';

describe('reversing a bill run', () => {
  const town = useTown();
  const db = () => town().database;

  const confirmed = async (billRunId: string) => {
    const { bills, totalCents } = await postedTotals(db(), billRunId);
    return { billRunId, confirmedBills: bills, confirmedTotalCents: totalCents };
  };
  const reverse = async (billRunId = LAST_POSTED, options: RunOptions = {}) =>
    town().run(reverseBillRun, await confirmed(billRunId), {
      ...{ role: 'supervisor', reason: 'Wrong water rates' },
      ...options,
    });
  const proven = async () => assert.deepEqual((await verifyLedger(db())).findings, []);
  const dump = async () => JSON.stringify(await town().dump());
  /** What each account of a run owes, credit taken off. */
  const balances = async (billRunId: string) => {
    const rows = await db().raw<{ account: string; cents: number }[]>(
      `SELECT bill.account_id AS account, coalesce(sum(amount_cents), 0) AS cents
       FROM bill LEFT JOIN posting USING (account_id)
       WHERE bill_run_id = ? AND ledger_account <> '2300' GROUP BY bill.account_id ORDER BY 1`,
      [billRunId],
    );
    return new Map(rows.map(({ account: id, cents }) => [id, cents]));
  };
  const billed = async (billRunId: string) => {
    const rows = await db().raw<{ account: string; cents: number }[]>(
      'SELECT account_id AS account, total_cents AS cents FROM bill WHERE bill_run_id = ?',
      [billRunId],
    );
    return new Map(rows.map(({ account: id, cents }) => [id, cents]));
  };
  const postAgain = async (billRunId: string) => {
    const bills = await runBills(db(), await billRun(db(), billRunId));
    const totals = bills.flatMap(({ bill }) => bill?.totalCents ?? []);
    return town().run(postBillRun, {
      billRunId,
      confirmedBills: totals.length,
      confirmedTotalCents: totals.reduce((sum, cents) => sum + cents, 0),
    });
  };
  const postCurrent = async () => {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    return postAgain(BEACON_RUN);
  };
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
  const refused = async (code: string, words: RegExp, billRunId = LAST_POSTED) => {
    const before = await dump();
    await assert.rejects(reverse(billRunId), (error) => {
      assert.ok(error instanceof CurbstopError);
      assert.equal(error.code, code);
      assert.match([error.message, ...error.issues.map(({ message }) => message)].join(' '), words);
      return true;
    });
    assert.ok((await dump()) === before, 'nothing was changed');
  };
  const enter = async (row: Readonly<Record<string, string | number>>, key = 'k1') => {
    const { pullId } = await town().pull('account-entries', {});
    const { outcome, reply } = await push(
      town(),
      pullId,
      [typedRow('account-entries', key, 5, { reason: 'As told', ...row })],
      { role: 'supervisor' },
    );
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
  };

  it('takes a run that nobody paid off every account to the cent, and its period is billed again', async () => {
    const { reply: posted } = await postCurrent();
    const [owed, bills] = [await balances(BEACON_RUN), await billed(BEACON_RUN)];
    const { reply, receiptNumber } = await reverse(BEACON_RUN);
    assert.deepEqual(
      [reply.bills, reply.totalCents, reply.services],
      [posted.bills, posted.totalCents, posted.services],
    );
    const after = await balances(BEACON_RUN);
    for (const [accountId, cents] of owed) assert.equal(after.get(accountId), cents - (bills.get(accountId) ?? 0));
    const reversals = await town().value<number>(
      `SELECT count(*) FROM journal_entry WHERE kind = 'reversal' AND command_number = ?`,
      [receiptNumber ?? 0],
    );
    assert.equal(reversals, [...bills.values()].filter((cents) => cents !== 0).length);
    await proven();
    assert.equal(reply.openRunId, '1-2026-11-2');
    const again = await postAgain(reply.openRunId);
    assert.deepEqual([again.reply.bills, again.reply.totalCents], [posted.bills, posted.totalCents]);
    assert.equal(again.reply.nextBillRunId, posted.nextBillRunId);
    assert.deepEqual(await balances(reply.openRunId), owed);
    await proven();
  });

  it('makes what was paid credit of the account again, which pays what else is open, oldest first', async () => {
    const [owed, bills] = [await balances(LAST_POSTED), await billed(LAST_POSTED)];
    const credit = () =>
      town().value<number>(`SELECT -coalesce(sum(amount_cents), 0) FROM posting WHERE ledger_account = '2400'`);
    const creditBefore = await credit();
    const { reply } = await reverse();
    assert.ok(reply.releasedCents > 0, 'the town has paid its bills of October');
    const after = await balances(LAST_POSTED);
    for (const [accountId, cents] of owed) assert.equal(after.get(accountId), cents - (bills.get(accountId) ?? 0));
    assert.equal((await credit()) - creditBefore, reply.releasedCents - reply.reappliedCents);
    const left = await town().value<number>(
      `SELECT sum(amount_cents) FROM bill JOIN allocation ON item_entry = bill.entry_number
       JOIN journal_entry AS credit ON credit.entry_number = credit_entry
       WHERE bill_run_id = ? AND credit.kind <> 'reversal'`,
      [LAST_POSTED],
    );
    assert.equal(left, 0);
    await proven();
    await postAgain(reply.openRunId);
    assert.deepEqual(await balances(reply.openRunId), owed);
    await proven();
  });

  it('takes off no more than was paid of a bill that is paid in part, and a deposit that was applied stays applied', async () => {
    await postCurrent();
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
    await enter({ account: two.id, what: 'deposit taken', amount: 20 });
    await enter({ account: two.id, what: 'deposit applied', amount: 20 }, 'k2');
    const { reply } = await reverse(BEACON_RUN);
    assert.ok(reply.releasedCents >= 3500);
    const ofTwo = await account(db(), two.id);
    assert.deepEqual([(await account(db(), one.id)).balanceCents, ofTwo.balanceCents], [-1500, -2000]);
    await proven();
    await postAgain(reply.openRunId);
    assert.equal((await account(db(), one.id)).balanceCents, one.total - 1500);
    await proven();
  });

  it('takes back what a bill of credit had paid, which what the customer paid too much pays then', async () => {
    await giveCredit();
    const owedBefore = await balances('1-2026-10');
    await postCurrent();
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
    await reverse(BEACON_RUN);
    const { balanceCents } = await account(db(), accountId);
    assert.deepEqual([balanceCents, await creditOf(accountId)], [owedOf(accountId) - 3000, 0]);
    await proven();
  });

  it('ties with what is due to the City when that becomes due once it is collected', async () => {
    await town().writeSetting('accounting', '2026-11-01', WHEN_COLLECTED);
    await postCurrent();
    const paid = await town().value<string>(
      `SELECT account_id FROM bill WHERE bill_run_id = ? ORDER BY total_cents LIMIT 1`,
      [BEACON_RUN],
    );
    await town().run(postPayment, {
      ...{ accountId: paid, amountCents: 9000, receivedAt: '2026-11-23T14:30:00Z', source: 'Counter' },
    });
    await reverse(BEACON_RUN);
    const rows = await remittances(db(), '2026-10' as Month, '2026-11' as Month);
    assert.ok(rows.length > 0 && rows.every(({ differenceCents }) => differenceCents === 0));
    assert.ok(rows.every(({ month, notCollectedCents }) => month !== '2026-11' || notCollectedCents === 0));
  });

  it('copies the reads as they were billed, and takes away the next run, which nothing was done with', async () => {
    const reads = await periodReads(db(), LAST_POSTED);
    const { reply } = await reverse();
    const copied = await periodReads(db(), reply.openRunId);
    assert.deepEqual(
      copied.map((read) => ({ ...read, version: 0 })),
      reads.map((read) => ({ ...read, version: 0 })),
    );
    const open = await db().raw<{ id: string }[]>(
      `SELECT bill_run_id AS id FROM bill_run WHERE cycle_id = '2' AND status = 'open'`,
    );
    assert.deepEqual(open, [{ id: reply.openRunId }]);
    const again = await billRun(db(), reply.openRunId);
    assert.equal(again.billedOn, TODAY);
    assert.ok(again.dueOn > TODAY);
  });

  it('a period that was billed again goes on to the next one as the first billing would have', async () => {
    const first = await billRun(db(), MVRS_RUN);
    const { reply } = await reverse();
    const { reply: posted } = await postAgain(reply.openRunId);
    const next = await billRun(db(), posted.nextBillRunId);
    assert.deepEqual(next, first);
  });

  it('lets an account whose final bill it was wait for it again', async () => {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const final = await db().raw<{ id: string }[]>(
      `SELECT account_id AS id FROM account JOIN premises USING (premises_id) JOIN route USING (route_id)
       WHERE cycle_id = '1' AND status = 'final'`,
    );
    await postAgain(BEACON_RUN);
    const { reply } = await reverse(BEACON_RUN);
    const states = await db().raw<{ status: string }[]>(
      `SELECT status FROM account WHERE account_id IN (SELECT value FROM json_each(?))`,
      [JSON.stringify(final.map(({ id }) => id))],
    );
    assert.ok(final.length > 0 && states.every(({ status }) => status === 'final'));
    assert.ok((await runBills(db(), await billRun(db(), reply.openRunId))).some(({ isFinal }) => isFinal));
  });

  it('bills no longer stand: last bill, last billed day and the dates of rates go by those that do', async () => {
    const before = await runBills(db(), await billRun(db(), MVRS_RUN));
    const { reply } = await reverse();
    const [bill] = await runBills(db(), await billRun(db(), reply.openRunId));
    const open = before.find(({ accountId }) => accountId === bill?.accountId);
    const [september] = await db().raw<{ period_to: string; total: number }[]>(
      `SELECT period_to, total_cents AS total FROM bill WHERE account_id = ? AND bill_run_id = '2-2026-09'`,
      [bill?.accountId ?? ''],
    );
    assert.ok(open && bill && september);
    assert.deepEqual([bill.lastBillCents, bill.billedTo], [september.total, september.period_to]);
    assert.notEqual(open.billedTo, bill.billedTo);
  });

  it('lets right rates begin in the period that was billed by wrong ones, and bills by them', async () => {
    const run = await billRun(db(), LAST_POSTED);
    const versions = await db().raw<{ id: string; tariff: string }[]>(
      `SELECT DISTINCT tariff_version_id AS id, tariff_id AS tariff FROM bill JOIN bill_charge USING (bill_number)
       JOIN tariff_version USING (tariff_version_id) WHERE bill_run_id = ? AND service = 'water'`,
      [LAST_POSTED],
    );
    assert.ok(versions[0]);
    const { id, tariff } = versions[0];
    const right = await changedRates(town(), id, {}, run.periodTo);
    await assert.rejects(town().run(setTariffVersion, { tariffId: tariff, source: right }), CurbstopError);
    await reverse();
    await town().run(setTariffVersion, { tariffId: tariff, source: right });
    await proven();
  });

  it('keeps the explanation of a reversed bill, and says what reversed it', async () => {
    const [bill] = await db().raw<{ account: string; number: number }[]>(
      'SELECT account_id AS account, bill_number AS number FROM bill WHERE bill_run_id = ? ORDER BY bill_number LIMIT 1',
      [LAST_POSTED],
    );
    assert.ok(bill);
    const choice = { accountId: bill.account, billNumber: bill.number };
    assert.equal((await billExplanation(db(), choice)).reversedBy, null);
    const { receiptNumber } = await reverse();
    assert.equal((await billExplanation(db(), choice)).reversedBy, receiptNumber);
  });

  describe('is refused, and changes nothing,', () => {
    it('with totals that are not those of the run, and answers the true ones', async () => {
      const truth = await confirmed(LAST_POSTED);
      const before = await dump();
      for (const wrong of [{ confirmedBills: truth.confirmedBills + 1 }, { confirmedTotalCents: 1 }]) {
        const { outcome, reply } = await town().run(
          reverseBillRun,
          { ...truth, ...wrong },
          { role: 'supervisor', reason: 'x' },
        );
        assert.deepEqual(
          [outcome, reply.bills, reply.totalCents, reply.firstEntryNumber],
          ['refused', truth.confirmedBills, truth.confirmedTotalCents, null],
        );
      }
      assert.ok((await dump()) === before);
    });

    it('as a preview, which answers what would be done', async () => {
      const before = await dump();
      const { outcome, reply } = await reverse(LAST_POSTED, { dryRun: true, reason: '' });
      assert.ok((await dump()) === before);
      assert.equal(outcome, 'previewed');
      assert.deepEqual((await reverse()).reply, reply);
    });

    it('by the coordinator, without a reason, and for a run that is not there', async () => {
      await assert.rejects(reverse(LAST_POSTED, { role: 'coordinator' }), { code: 'role-not-allowed' });
      await assert.rejects(reverse(LAST_POSTED, { reason: ' ' }), { code: 'reason-missing' });
      await assert.rejects(reverse('nowhere'), { code: 'unknown-bill-run' });
    });

    it('where it is open, or a later one was posted', async () => {
      await refused('run-not-posted', /1-2026-11 is not posted/, BEACON_RUN);
      await refused('run-not-last', /2-2026-10 was posted after it/, BEFORE_IT);
    });

    it('where a later one was posted and is reversed: nobody is told that reversing it first would help', async () => {
      await assert.rejects(reverse(BEFORE_IT), {
        fix: 'Only the last run is reversed; correct single bills by adjustments.',
      });
      await reverse();
      await refused('next-run-begun', /2-2026-10-2 has readings or loaded route books already/, BEFORE_IT);
    });

    it('the second time, and the receipt of the first is named', async () => {
      const { receiptNumber } = await reverse();
      await refused('run-already-reversed', new RegExp(`receipt ${receiptNumber}`));
    });

    it('once the next run has readings', async () => {
      const [stop] = await stopsOf(town(), MVRS_RUN);
      assert.ok(stop);
      await unload(town(), mvrsFile([mvrsRecordOf(stop, stop.usualCounts)]), { fileName: 'UPLOAD.DAT' });
      await refused('next-run-begun', /2-2026-11 has readings or loaded route books already/);
    });

    it('once the next run has loaded route books', async () => {
      await town().run(loadRouteBooks, { billRunId: MVRS_RUN, choice: { by: 'cycle' } });
      await refused('next-run-begun', /2-2026-11 has readings or loaded route books already/);
    });

    it('while a late charge stands on one of its bills', async () => {
      const [bill] = await db().raw<{ id: string; number: number; due: string }[]>(
        `SELECT account_id AS id, bill_number AS number, due_on AS due FROM bill
         WHERE bill_run_id = ? AND total_cents > 0 ORDER BY bill_number LIMIT 1`,
        [LAST_POSTED],
      );
      assert.ok(bill);
      const late = { account: bill.id, what: 'late charge', charge: 'water-late-charge', amount: 4.5 };
      await enter({ ...late, date: '2026-09-28' });
      await enter({ ...late, date: bill.due }, 'k2');
      await refused(
        'run-not-reversible',
        new RegExp(`1 thing stands.*Account ${bill.id}: the late charge .* bill ${bill.number}`),
      );
    });

    it('where a bill was written off or its balance transferred', async () => {
      const [owing] = await db().raw<{ id: string; open: number }[]>(
        `SELECT account_id AS id, sum(amount_cents) AS open FROM posting JOIN ledger_account USING (ledger_account)
         WHERE is_control AND kind = 'asset' AND account_id IN (SELECT account_id FROM bill WHERE bill_run_id = ?)
         GROUP BY account_id HAVING sum(amount_cents) BETWEEN 100 AND 20000 ORDER BY account_id LIMIT 1`,
        [LAST_POSTED],
      );
      assert.ok(owing);
      await enter({ account: owing.id, what: 'write-off', amount: owing.open / 100 });
      await refused('run-not-reversible', new RegExp(`Account ${owing.id}: bill \\d+ was written off by entry`));
    });

    it('where its date would lie in a closed period', async () => {
      await db().raw(`INSERT INTO period_closing VALUES (1, '2026-11-30', 1)`);
      await refused('closed-period', /2026-11-23/);
    });
  });

  describe('is the only way to undo a posted run', () => {
    it('for SQL too: the run stays posted, and no reversal is written down without its entries', async () => {
      await assert.rejects(
        db().raw(`UPDATE bill_run SET status = 'open' WHERE bill_run_id = '${LAST_POSTED}'`),
        /never/,
      );
      const written = (billRunId: string) =>
        db().raw(`INSERT INTO bill_run_reversal VALUES (1, '${billRunId}', 'x', 1)`);
      await assert.rejects(written(LAST_POSTED), /no entry that reverses it/);
      await assert.rejects(written(BEFORE_IT), /Only the last posted run/);
      await assert.rejects(written(BEACON_RUN), /Only the last posted run/);
      await assert.rejects(
        db().raw(
          `INSERT INTO bill_run SELECT 'x', cycle_id, period_from, period_to, billed_on, due_on, 'open', NULL, 2
           FROM bill_run WHERE bill_run_id = '${LAST_POSTED}'`,
        ),
        /only after its run was reversed/,
      );
    });

    it('and the proof finds a reversal that is none, or of a part of a run', async () => {
      await reverse();
      const reversal = await town().value<number>(
        `SELECT max(entry_number) FROM journal_entry WHERE kind = 'reversal'`,
      );
      for (const [change, words] of [
        [
          `UPDATE posting SET amount_cents = amount_cents + 1 WHERE entry_number = ${reversal} AND line_number = 1`,
          /Entry \d+ reverses entry \d+, and is not/,
        ],
        [
          `UPDATE journal_entry SET reverses = NULL WHERE entry_number = ${reversal}`,
          /Bill \d+ .* is not reversed, and its run is, by/,
        ],
        [`DELETE FROM bill_run_reversal`, /Bill \d+ .* is reversed by entry \d+, and its run is not reversed/],
        [`DELETE FROM bill_run_reversal`, /Run 2-2026-10-2 bills the period of 2-2026-10 again/],
      ] as const) {
        const found = await findingsAfter(change);
        assert.ok(
          found.some(({ message }) => words.test(message)),
          `${change}: ${JSON.stringify(found)}`,
        );
      }
    });
  });

  /** What the proof finds after a change by somebody with a database tool, who has the triggers out of the way. */
  async function findingsAfter(change: string) {
    const undo = new Error('undone');
    let found: readonly { code: string; message: string }[] = [];
    await db()
      .transaction(async (trx) => {
        const triggers = await trx.raw<{ name: string }[]>(`SELECT name FROM sqlite_master WHERE type = 'trigger'`);
        for (const { name } of triggers) await trx.raw(`DROP TRIGGER ${name}`);
        await trx.raw(change);
        for (const check of reversalChecks) found = [...found, ...(await check(trx))];
        throw undo;
      })
      .catch((error: unknown) => {
        if (error !== undo) throw error;
      });
    return found;
  }
});
