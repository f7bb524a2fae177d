import assert from 'node:assert/strict';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { setTariffVersion } from '../../../bridge/commands/set-tariff-version.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { account } from '../../../bridge/queries/account.js';
import { home } from '../../../bridge/queries/home.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { approveRun, confirmedRun, postRun } from '../../support/town/bill-run.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { changedRates } from '../../support/town/rate-files.js';
import { beaconFile, plainHouses, recordOf, stopsOf, unload, unloadUsual } from '../../support/town/reading-files.js';
import { acceptTheRest, decide } from '../../support/town/sheet-rows.js';
import { BEACON_RUN, NOW } from '../../support/town/sample-town-file.js';
import { actorOf, useTown } from '../../support/town/town.js';

describe('posting a bill run', () => {
  const town = useTown();

  async function ready() {
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    return approveRun(town(), BEACON_RUN);
  }
  const tables = async () => JSON.stringify(await town().dump());

  it('is refused while reads are open, and names every account in the way', async () => {
    await ready();
    const [house] = plainHouses(await stopsOf(town(), BEACON_RUN)).map(({ read }) => read);
    assert.equal(house, undefined, 'all reads are there');
    const open = (await periodReads(town().database, BEACON_RUN))
      .filter(({ accountActive }) => accountActive)
      .slice(0, 2);
    const edits = open.map(({ rowKey }) => [rowKey, { action: 'hold', reason: 'Dispute' }] as const);
    await decide(town(), BEACON_RUN, Object.fromEntries(edits));
    const before = await tables();
    await assert.rejects(town().run(postBillRun, await confirmedRun(town(), BEACON_RUN)), (error) => {
      assert.ok(error instanceof CurbstopError);
      assert.deepEqual([error.code, error.status], ['run-not-ready', 409]);
      assert.deepEqual(
        [...new Set(error.issues.map(({ rowKey }) => rowKey))].sort(),
        [...new Set(open.map(({ accountId }) => accountId))].sort(),
      );
      return true;
    });
    assert.ok((await tables()) === before);
  });

  it('is refused with totals that are not true, and answers the true ones', async () => {
    const truth = await ready();
    const before = await tables();
    for (const wrong of [
      { ...truth, confirmedTotalCents: truth.confirmedTotalCents + 1 },
      { ...truth, confirmedBills: truth.confirmedBills - 1 },
    ]) {
      const { outcome, reply } = await town().run(postBillRun, wrong);
      assert.deepEqual(
        [outcome, reply.bills, reply.totalCents, reply.firstEntryNumber],
        ['refused', truth.confirmedBills, truth.confirmedTotalCents, null],
      );
    }
    assert.ok((await tables()) === before);
  });

  it('leaves no trace of a preview', async () => {
    const truth = await ready();
    const before = await tables();
    const { outcome, reply } = await town().run(postBillRun, truth, { dryRun: true });
    assert.ok((await tables()) === before);
    assert.equal(outcome, 'previewed');
    assert.deepEqual((await town().run(postBillRun, truth)).reply, reply);
  });

  it('posts every bill once, ties to the ledger per service to the cent, and proves', async () => {
    const truth = await ready();
    const { outcome, reply, receiptNumber } = await town().run(postBillRun, truth);
    assert.deepEqual(
      [outcome, reply.bills, reply.totalCents],
      ['applied', truth.confirmedBills, truth.confirmedTotalCents],
    );
    const posted = await town().database.raw<{ ledger_account: string; cents: number }[]>(
      `SELECT ledger_account, sum(amount_cents) AS cents FROM posting JOIN journal_entry USING (entry_number)
       WHERE command_number = ? GROUP BY ledger_account`,
      [receiptNumber ?? 0],
    );
    const byAccount = Object.fromEntries(posted.map(({ ledger_account: account, cents }) => [account, cents]));
    const accounts = { water: ['1110', '4010'], sewer: ['1120', '2110'], garbage: ['1130', '2120'] } as const;
    for (const { service, amountCents } of reply.services) {
      const [receivable, credited] = accounts[service as keyof typeof accounts];
      assert.deepEqual([byAccount[receivable], byAccount[credited]], [amountCents, 0 - amountCents], service);
    }
    const bills = await town().value<number>('SELECT sum(total_cents) FROM bill WHERE bill_run_id = ?', [BEACON_RUN]);
    assert.equal(bills, reply.totalCents);
    const entries = (reply.lastEntryNumber ?? 0) - (reply.firstEntryNumber ?? 0) + 1;
    const zero = await town().value<number>('SELECT count(*) FROM bill WHERE bill_run_id = ? AND total_cents = 0', [
      BEACON_RUN,
    ]);
    assert.equal(entries + zero, reply.bills);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('applies the credit that an account had to its new bill, in an entry of its own', async () => {
    const truth = await ready();
    const accountId = await town().value<string>(
      `SELECT account_id FROM posting JOIN account USING (account_id) JOIN premises USING (premises_id) JOIN route USING (route_id)
       WHERE cycle_id = '1' AND status = 'active' GROUP BY account_id HAVING sum(amount_cents) = 0 ORDER BY account_id LIMIT 1`,
    );
    const paid = { accountId, amountCents: 1500, receivedAt: '2026-11-20T15:00:00Z', source: 'Counter' };
    await town().run(postPayment, paid);
    const { receiptNumber } = await town().run(postBillRun, truth);
    const lines = await town().database.raw<{ effective_on: string; ledger_account: string; cents: number }[]>(
      `SELECT effective_on, ledger_account, amount_cents AS cents FROM journal_entry JOIN posting USING (entry_number)
       WHERE command_number = ? AND kind = 'application' AND journal_entry.account_id = ? ORDER BY line_number`,
      [receiptNumber ?? 0, accountId],
    );
    assert.equal(lines[0]?.ledger_account, '2400');
    assert.equal(lines[0]?.cents, 1500);
    assert.equal(
      lines.slice(1).reduce((sum, { cents }) => sum + cents, 0),
      -1500,
    );
    assert.ok(
      lines.every(({ effective_on: on }) => on === '2026-11-20'),
      'from when both are there',
    );
    const bill = await town().value<number>('SELECT total_cents FROM bill WHERE bill_run_id = ? AND account_id = ?', [
      ...[BEACON_RUN, accountId],
    ]);
    assert.equal((await account(town().database, accountId)).balanceCents, bill - 1500);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('posts tax by itself, as owed to whom it is paid on to', async () => {
    const taxes = 'taxes: [{component: tax, description: Utility tax, rate: 4%, on: bill}]';
    const service = '    service: water\n';
    const source = await changedRates(
      town(),
      'water-sample@2000-01-01',
      { [service]: `${service}    ${taxes}\n` },
      '2026-10-20',
    );
    await town().run(setTariffVersion, { tariffId: 'water-sample', source });
    const { receiptNumber } = await town().run(postBillRun, await ready());
    const posted = (ledgerAccount: string) =>
      town().value<number>(
        `SELECT sum(amount_cents) FROM posting JOIN journal_entry USING (entry_number)
         WHERE kind = 'bill' AND command_number = ? AND ledger_account = ?`,
        [receiptNumber ?? 0, ledgerAccount],
      );
    const tax = await town().value<number>(
      `SELECT sum(line.value ->> '$.amountCents') FROM bill JOIN bill_charge USING (bill_number), json_each(lines) AS line
       WHERE bill_run_id = ? AND line.value ->> '$.component' = 'tax'`,
      [BEACON_RUN],
    );
    const water = await town().value<number>(
      `SELECT sum(amount_cents) FROM bill JOIN bill_charge USING (bill_number) WHERE bill_run_id = ? AND service = 'water'`,
      [BEACON_RUN],
    );
    assert.ok(tax > 0);
    assert.deepEqual([await posted('1141'), await posted('2200')], [tax, 0 - tax]);
    assert.deepEqual([await posted('1110'), await posted('4010')], [water - tax, tax - water]);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('is refused where its bill date lies in a closed period', async () => {
    const truth = await ready();
    await town().database.raw(`INSERT INTO period_closing VALUES (1, '2026-11-30', 1)`);
    await assert.rejects(town().run(postBillRun, truth), { code: 'closed-period' });
  });

  it('bills what the tariffs say, worked out here by hand', async () => {
    const stops = await stopsOf(town(), BEACON_RUN);
    const bigSpenders = new Set<string>();
    const records = stops.map((stop) => {
      const plain = plainHouses([stop]).length === 1 && bigSpenders.size < 3;
      if (plain) bigSpenders.add(stop.read.accountId);
      return recordOf(stop, plain ? 600 : stop.usualCounts);
    });
    await unload(town(), beaconFile(records));
    await acceptTheRest(town(), BEACON_RUN);
    await postRun(town(), BEACON_RUN);
    // 600 counts of ten gallons: 6,000 gallons. Water: the minimum by meter size includes 2,500, then $5.40 a thousand.
    const minimum: Readonly<Record<string, number>> = { '5/8"': 2150, '3/4"': 2400 };
    const overMinimum = 3.5 * 540;
    const sewer = 2292 + 6 * 319;
    assert.equal(bigSpenders.size, 3);
    for (const accountId of bigSpenders) {
      const charges = await town().database.raw<{ service: string; cents: number; size: string; carts: number }[]>(
        `SELECT bill_charge.service, bill_charge.amount_cents AS cents, meter.size, service.carts
         FROM bill JOIN bill_charge USING (bill_number) JOIN service USING (account_id, service)
         JOIN period_read USING (bill_run_id, account_id) JOIN meter USING (meter_id)
         WHERE bill_run_id = ? AND account_id = ?`,
        [BEACON_RUN, accountId],
      );
      assert.ok(charges.length > 0, accountId);
      for (const { service, cents, size, carts } of charges) {
        const garbage = 2000 + (carts - 1) * 1000;
        const expected = { water: (minimum[size] ?? 0) + overMinimum, sewer, garbage }[service];
        assert.equal(cents, expected, `${accountId} ${service}`);
      }
    }
  });

  it('opens the next run, which goes on from the billed reads', async () => {
    const truth = await ready();
    const billed = (await periodReads(town().database, BEACON_RUN)).filter(({ accountActive }) => accountActive);
    const { reply } = await town().run(postBillRun, truth);
    assert.equal(reply.nextBillRunId, '1-2026-12');
    const next = await periodReads(town().database, reply.nextBillRunId);
    const places = (reads: typeof next, value: 'value' | 'previousValue', on: 'readOn' | 'previousOn') =>
      reads.map((read) => [read.accountId, read.meterId, read.registerNumber, read[value], read[on]]).sort();
    assert.deepEqual(places(next, 'previousValue', 'previousOn'), places(billed, 'value', 'readOn'));
    assert.ok(next.every(({ status, value }) => status === 'missing' && value === null));
    const { runs } = await home(town().database, actorOf('coordinator').person, NOW);
    const run = runs.find(({ billRunId }) => billRunId === '1-2026-12');
    assert.deepEqual([run?.step, run?.periodFrom, run?.periodTo], ['unload', '2026-11-05', '2026-12-07']);
  });

  it('is refused the second time, and never changes a read or a bill again', async () => {
    const truth = await ready();
    await town().run(postBillRun, truth);
    await assert.rejects(town().run(postBillRun, truth), { code: 'run-already-posted', status: 409 });
    const change = `UPDATE period_read SET value = value + 1 WHERE bill_run_id = '${BEACON_RUN}'`;
    await assert.rejects(town().database.raw(change), /never changed/);
    await assert.rejects(town().database.raw(`DELETE FROM bill WHERE bill_run_id = '${BEACON_RUN}'`), /never changed/);
  });

  it('is for the coordinator and the supervisor, and for a run that there is', async () => {
    const nothing = { billRunId: 'nowhere', confirmedBills: 0, confirmedTotalCents: 0 };
    await assert.rejects(town().run(postBillRun, nothing, { role: 'auditor' }), { code: 'role-not-allowed' });
    await assert.rejects(town().run(postBillRun, nothing), { code: 'unknown-bill-run', status: 404 });
  });
});
