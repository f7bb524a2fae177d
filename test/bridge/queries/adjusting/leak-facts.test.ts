import assert from 'node:assert/strict';
import { calendarDate } from '../../../../bridge/contract/calendar-date.js';
import { CommandProcessor } from '../../../../bridge/commands/processor.js';
import { pushSheet } from '../../../../bridge/commands/push-sheet/push-sheet.js';
import { billNumbersOf } from '../../../../bridge/domain/adjusting/bill-share.js';
import { calculateLeakCredit } from '../../../../bridge/domain/adjusting/leak/calculate-leak-credit.js';
import type { LeakRequest } from '../../../../bridge/domain/adjusting/leak/leak-facts.js';
import { priceForUse, repeatedAmount } from '../../../../bridge/domain/adjusting/leak/price-again.js';
import { leakFacts } from '../../../../bridge/queries/adjusting/leak-facts.js';
import { chart } from '../../../../bridge/queries/chart.js';
import { startingLeakPolicy } from '../../../../migrations/starting-leak-policy.js';
import { TODAY } from '../../../support/town/sample-town-file.js';
import { reversePushed } from '../../../support/town/push-reversal.js';
import { LAST_POSTED, reverse } from '../../../support/town/run-reversal.js';
import { adjustmentRow, push, pushRowsOf } from '../../../support/town/sheet-rows.js';
import { actorOf, useTown } from '../../../support/town/town.js';

describe('the facts of leak requests', () => {
  const town = useTown();
  const requestOf = (accountId: string, changes: Partial<LeakRequest> = {}): LeakRequest => ({
    ...{ accountId, billNumber: null, cause: 'ruptured hose', documentsOn: TODAY, leakOn: null },
    ...{ requestedOn: TODAY, creditedOn: TODAY },
    ...changes,
  });
  const factsOf = async (...requests: LeakRequest[]) =>
    leakFacts(town().database, await chart(town().database), requests);
  interface BillRow {
    readonly bill_number: number;
    readonly account_id: string;
    readonly usage_gallons: number;
  }
  const bills = (order: string) =>
    town().database.raw<BillRow[]>(
      `SELECT bill_number, account_id, usage_gallons FROM standing_bill ORDER BY ${order} LIMIT 500`,
    );

  it('price each bill again to what was posted, and for no use to its minimum bill', async () => {
    const rows = await bills('bill_number DESC');
    const requests = rows.map((row) => requestOf(row.account_id, { billNumber: row.bill_number }));
    const facts = await factsOf(...requests);
    let repriced = 0;
    for (const { bill_number: billNumber, usage_gallons: billed } of rows) {
      const charges = facts.chargesOf(billNumber);
      const least = priceForUse(charges, { gallons: 0, billed });
      for (const charge of charges) {
        assert.equal(repeatedAmount(charge), charge.amountCents);
        assert.ok((least.get(charge.service)?.service ?? NaN) <= charge.amountCents);
      }
      repriced += charges.length;
    }
    assert.ok(repriced > 500);
  });

  it('credit the highest bill by the starting policy, half of what is above the minimum', async () => {
    const [row] = await bills(`billed_on = (SELECT max(billed_on) FROM standing_bill) DESC, usage_gallons DESC`);
    assert.ok(row);
    const request = requestOf(row.account_id, { billNumber: row.bill_number });
    const credit = calculateLeakCredit(request, await factsOf(request));
    assert.ok(!('issues' in credit), JSON.stringify(credit));
    const [water] = credit.lines.filter(({ label }) => label === 'Water billed');
    const [minimum] = credit.lines.filter(({ label }) => label.endsWith('the minimum bill'));
    const half = Math.round((Number(water?.amount) * 100 - Number(minimum?.amount) * 100) / 2);
    assert.deepEqual(credit.charges, [{ chargeType: 'water', amountCents: -half }]);
    assert.ok(billNumbersOf(credit.shares).includes(row.bill_number));
  });

  it('know a credit that was given until it is reversed', async () => {
    const [row] = await bills('usage_gallons DESC');
    assert.ok(row);
    const { pullId } = await town().pull('adjustments', {});
    const typed = {
      account: row.account_id,
      service: 'water',
      kind: 'leak',
      amount: -1,
      reason: 'Leak',
      bill: row.bill_number,
      cause: 'service line leak',
      documentsOn: await town().value<string>('SELECT period_to FROM bill WHERE bill_number = ?', [row.bill_number]),
    };
    const pushed = await push(town(), pullId, [adjustmentRow('k1', 5, typed)]);
    assert.equal(pushed.outcome, 'applied');
    const request = requestOf(row.account_id);
    const earlier = async () => (await factsOf(request)).accounts.get(row.account_id)?.earlier;
    const receipt = await town().value<number>('SELECT max(command_number) FROM command');
    assert.deepEqual(await earlier(), [
      { creditedOn: TODAY, billNumbers: [row.bill_number], where: `receipt ${receipt}` },
    ]);
    await reversePushed(town(), receipt);
    assert.deepEqual(await earlier(), []);
  });

  it('know the day on which a credit was asked for, where it was approved later', async () => {
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 50, supervisor: 500_000 });
    const [row] = await bills('usage_gallons DESC');
    assert.ok(row);
    const { pullId } = await town().pull('adjustments', {});
    const typed = {
      ...{ account: row.account_id, service: 'water', kind: 'leak', amount: -1, reason: 'Leak' },
      ...{ bill: row.bill_number, cause: 'service line leak' },
      documentsOn: await town().value<string>('SELECT period_to FROM bill WHERE bill_number = ?', [row.bill_number]),
    };
    await push(town(), pullId, [adjustmentRow('k1', 5, typed)]);
    const sheet = await town().pull('pending-approvals', {});
    const rows = pushRowsOf('pending-approvals', sheet, { 1: { decision: 'approve' } });
    const payload = { pullId: sheet.pullId, mode: 'all', knownReceipts: [], rows };
    const request = { commandId: 'in-january', dryRun: false, reason: '', payload };
    // Evening by the clock of the utility, and the next day in UTC.
    const clock = () => new Date('2027-01-06T01:00:00Z');
    await new CommandProcessor(town().database, clock).run(pushSheet, request, actorOf('supervisor'));
    const [credit] = (await factsOf(requestOf(row.account_id))).accounts.get(row.account_id)?.earlier ?? [];
    assert.deepEqual([credit?.requestedOn, credit?.creditedOn], [TODAY, '2027-01-05']);
  });

  it('tell a bill of a reversed run and one of another account from one that is not there', async () => {
    const [row] = await bills(`bill_run_id = '${LAST_POSTED}' DESC, bill_number`);
    assert.ok(row);
    const other = await town().value<string>('SELECT account_id FROM account WHERE account_id <> ? LIMIT 1', [
      row.account_id,
    ]);
    const codes = async (accountId: string, billNumber: number) => {
      const request = requestOf(accountId, { billNumber });
      const decision = calculateLeakCredit(request, await factsOf(request));
      return 'issues' in decision ? decision.issues.map(({ code }) => code) : [];
    };
    assert.deepEqual(await codes(other, row.bill_number), ['no-such-bill']);
    assert.deepEqual(await codes(row.account_id, 999_999), ['no-such-bill']);
    await reverse(town(), LAST_POSTED);
    assert.deepEqual(await codes(row.account_id, row.bill_number), ['bill-reversed']);
  });

  it('go by the policy of the day of the request', async () => {
    await town().writeSetting('leak-policy', TODAY, { method: 'none', reason: 'The bond indenture.' });
    const [row] = await bills('usage_gallons DESC');
    const request = requestOf(row?.account_id ?? '', { requestedOn: calendarDate('2026-11-22') });
    const facts = await factsOf(request);
    assert.equal(facts.policyOn(TODAY).method, 'none');
    assert.equal(facts.policyOn(calendarDate('2026-11-22')).method, startingLeakPolicy.method);
    assert.throws(() => facts.policyOn(calendarDate('1999-12-31')), { code: 'setting-missing' });
  });
});
