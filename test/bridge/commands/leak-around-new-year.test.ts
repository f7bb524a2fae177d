import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { pushSheet } from '../../../bridge/commands/push-sheet/push-sheet.js';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import type { PushRow } from '../../../bridge/contract/commands/push-sheet.js';
import type { Role } from '../../../bridge/contract/person.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { pulls } from '../../../bridge/queries/sheets/index.js';
import { keepPull } from '../../../bridge/store/sheet-pulls.js';
import { startingLeakPolicy } from '../../../migrations/starting-leak-policy.js';
import { adjustmentRow, pushRowsOf } from '../../support/town/sheet-rows.js';
import { actorOf, useTown } from '../../support/town/town.js';

describe('leak credits around the turn of a year', () => {
  const town = useTown();
  let accountId: string;
  let bills: number[];

  beforeEach(async () => {
    // A credit of any amount waits for the supervisor.
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 0, supervisor: 500_000 });
    const months = { most: 1, furtherAbovePercent: '50' };
    await town().writeSetting('leak-policy', '2026-01-01', { ...startingLeakPolicy, months, documents: null });
    accountId = await town().value(
      'SELECT account_id FROM standing_bill WHERE usage_gallons > 5000 GROUP BY account_id HAVING count(*) > 1 ORDER BY 1 LIMIT 1',
    );
    const rows = await town().database.raw<{ bill_number: number }[]>(
      'SELECT bill_number FROM standing_bill WHERE account_id = ? AND usage_gallons > 5000 ORDER BY bill_number DESC LIMIT 2',
      [accountId],
    );
    bills = rows.map(({ bill_number: billNumber }) => billNumber);
  });

  const pushOn = async (day: string, role: Role, kind: 'adjustments' | 'pending-approvals', rowsOf: RowsOf) => {
    const clock = () => new Date(`${day}T18:00:00Z`);
    const { rows } = await pulls[kind](town().database, {}, clock());
    const pullId = randomUUID();
    const parameters = {};
    await keepPull(town().database, { pullId, kind, parameters, asOf: clock().toISOString(), personId: role }, rows);
    const payload = { pullId, mode: 'all', knownReceipts: [], rows: rowsOf({ pullId, rows }) };
    const request = { commandId: randomUUID(), dryRun: false, reason: '', payload };
    return new CommandProcessor(town().database, clock).run(pushSheet, request, actorOf(role));
  };
  type RowsOf = (sheet: Parameters<typeof pushRowsOf>[1]) => PushRow[];

  /** Asks for a credit of one of the bills on a day; the requests are numbered from 1. */
  const askOn = async (day: string, bill: number | undefined) => {
    const typed = { account: accountId, service: 'water', kind: 'leak', cause: 'ruptured hose', bill: bill ?? null };
    const row = adjustmentRow(randomUUID(), 5, { ...typed, reason: 'Hose' });
    const { outcome, reply } = await pushOn(day, 'coordinator', 'adjustments', () => [row]);
    assert.deepEqual([outcome, reply.issues], ['applied', []]);
  };
  const approveOn = async (day: string, request: number) => {
    const { reply } = await pushOn(day, 'supervisor', 'pending-approvals', (sheet) =>
      pushRowsOf('pending-approvals', sheet, { [request]: { decision: 'approve' } }),
    );
    return reply.issues.map(({ code }) => code);
  };
  const credits = () => town().value<number>('SELECT count(*) FROM standing_adjustment');
  const provenCredits = async () => {
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    return credits();
  };

  it('are one, where the one of January was approved before that of December', async () => {
    await askOn('2026-12-20', bills[0]);
    await askOn('2027-01-05', bills[1]);
    assert.deepEqual(await approveOn('2027-01-06', 2), []);
    assert.deepEqual(await approveOn('2027-01-07', 1), ['credited-before']);
    assert.equal(await provenCredits(), 1);
  });

  it('are one, where the one of December was approved first, but in January', async () => {
    await askOn('2026-12-20', bills[0]);
    await askOn('2027-01-05', bills[1]);
    assert.deepEqual(await approveOn('2027-01-06', 1), []);
    assert.deepEqual(await approveOn('2027-01-07', 2), ['credited-before']);
    assert.equal(await provenCredits(), 1);
  });

  it('are one, where both are approved in one push', async () => {
    await askOn('2026-12-20', bills[0]);
    await askOn('2027-01-05', bills[1]);
    const { outcome, reply } = await pushOn('2027-01-06', 'supervisor', 'pending-approvals', (sheet) =>
      pushRowsOf('pending-approvals', sheet, { 1: { decision: 'approve' }, 2: { decision: 'approve' } }),
    );
    assert.deepEqual(
      [outcome, reply.issues.map(({ rowKey, code }) => `${rowKey} ${code}`)],
      ['refused', ['2 credited-before']],
    );
    assert.equal(await provenCredits(), 0);
  });

  it('are two, where each was asked for and approved in its own year', async () => {
    await askOn('2026-12-20', bills[0]);
    assert.deepEqual(await approveOn('2026-12-28', 1), []);
    await askOn('2027-01-05', bills[1]);
    assert.deepEqual(await approveOn('2027-01-06', 2), []);
    assert.equal(await provenCredits(), 2);
  });

  it('pass in January, asked for in December, where no other is of either year', async () => {
    await askOn('2026-12-20', bills[0]);
    assert.deepEqual(await approveOn('2027-01-07', 1), []);
    assert.equal(await provenCredits(), 1);
  });
});
