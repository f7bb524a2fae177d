import assert from 'node:assert/strict';
import type { PushRow } from '../../../bridge/contract/commands/push-sheet.js';
import type { AdjustmentKind } from '../../../bridge/contract/sheets/adjustments.js';
import { adjustableBills } from '../../../bridge/queries/adjusting/adjustment-facts.js';
import { balancesOf } from '../../../bridge/queries/balances.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { LateCharges, UNPAID } from '../../support/town/late-charges.js';
import { refusedRows, reversePushed } from '../../support/town/push-reversal.js';
import { adjustmentRow, push } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

/** Accounts that owe all of their last bill's water. */
const OWING = `SELECT account_id FROM posting WHERE ledger_account = '1110' GROUP BY account_id HAVING sum(amount_cents) >= 2000`;

describe('correcting a bill after something of it was reversed, written off or transferred', () => {
  const town = useTown();
  let pullId: string;
  let accountId: string;
  let billNumber: number;
  let charged: number;

  beforeEach(async () => {
    await town().writeSetting('adjustment-limits', '2026-01-01', { coordinator: 500_000, supervisor: 500_000 });
    ({ pullId } = await town().pull('adjustments', {}));
    [accountId, billNumber] = JSON.parse(
      await town().value<string>(
        `SELECT json_array(account_id, max(bill_number)) FROM standing_bill JOIN bill_charge USING (bill_number)
         WHERE service = 'water' AND amount_cents > 2000 AND account_id IN (${OWING}) GROUP BY account_id ORDER BY account_id LIMIT 1`,
      ),
    ) as [string, number];
    const bill = (await adjustableBills(town().database, [billNumber])).get(billNumber);
    charged = bill?.charges.get('water')?.serviceCents ?? 0;
    assert.ok(charged > 2_000);
  });

  const row = (key: string, kind: AdjustmentKind, cents: number, sheetRow = 5): PushRow =>
    adjustmentRow(key, sheetRow, {
      ...{ account: accountId, service: 'water', bill: billNumber, kind, reason: 'Looked at it' },
      amount: (cents / 100).toFixed(2),
    });
  const pushed = async (...rows: PushRow[]) => {
    const { outcome, reply, receiptNumber } = await push(town(), pullId, rows);
    assert.equal(outcome, 'applied', JSON.stringify(reply.issues));
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
    return receiptNumber;
  };
  const codes = async (...rows: PushRow[]) => (await push(town(), pullId, rows)).reply.issues.map(({ code }) => code);
  const balance = async () => (await balancesOf(town().database, [accountId])).get(accountId) ?? 0;

  it('leaves what the row that stands left, and takes the reversed kind once more', async () => {
    const before = await balance();
    const receipt = await pushed(row('a', 'misread', -500), row('b', 'wrong tariff', -700, 6));
    await reversePushed(town(), receipt, { rows: ['a'] });
    assert.equal(await balance(), before - 700);
    assert.deepEqual(await codes(row('c', 'wrong tariff', -1)), ['adjusted-already']);
    assert.deepEqual(await codes(row('c', 'misread', 699 - charged)), ['more-than-bill']);
    await pushed(row('c', 'misread', 700 - charged));
    assert.equal(await balance(), before - charged);
  });

  it('takes no charge back without the credit that gave it back, which may go with it', async () => {
    const before = await balance();
    const charge = await pushed(row('a', 'misread', 1_000));
    const credit = await pushed(row('b', 'wrong tariff', -1_000 - charged));
    assert.deepEqual(await refusedRows(town(), charge), ['a credited-since']);
    await reversePushed(town(), credit);
    assert.equal((await reversePushed(town(), charge)).outcome, 'applied');
    assert.equal(await balance(), before);
    const both = await pushed(row('c', 'misread', 1_000), row('d', 'wrong tariff', -1_000 - charged, 6));
    assert.deepEqual(await refusedRows(town(), both, { rows: ['c'] }), ['c credited-since']);
    assert.equal((await reversePushed(town(), both)).outcome, 'applied');
    assert.equal(await balance(), before);
  });

  it('takes a charge back where what was credited is within the bill all the same', async () => {
    const charge = await pushed(row('a', 'misread', 1_000));
    await pushed(row('b', 'wrong tariff', 0 - charged));
    assert.equal((await reversePushed(town(), charge)).outcome, 'applied');
    assert.deepEqual(await codes(row('c', 'billing error', -1)), ['more-than-bill']);
  });

  it('waits for another person where the charge was written off, and not once that is reversed', async () => {
    const owed = await balance();
    assert.ok(owed > 0, 'the account owes something');
    const whole = (key: string, kind: AdjustmentKind) => row(key, kind, 0 - charged);
    const writtenOff = await pushed(
      adjustmentRow('w', 5, { account: accountId, kind: 'write-off', reason: 'Moved away, not found' }),
    );
    assert.equal(await balance(), 0);
    const { reply } = await push(town(), pullId, [whole('a', 'misread')]);
    assert.match(
      reply.rows[0]?.text ?? '',
      new RegExp(`^Waits for approval as request 1: .* bill ${billNumber} charged for water was written off by entry`),
    );
    assert.equal(await balance(), 0);
    await reversePushed(town(), writtenOff);
    await pushed(whole('b', 'wrong tariff'));
    const bill = (await adjustableBills(town().database, [billNumber])).get(billNumber);
    const tax = bill?.charges.get('water')?.taxCents ?? 0;
    assert.equal(await balance(), owed - charged - tax);
  });

  it('waits where the charge was transferred, and rows together transfer no more than is open', async () => {
    const owed = await balance();
    const other = await town().value<string>(
      `SELECT account_id FROM account WHERE status = 'active' AND account_id <> '${accountId}' ORDER BY account_id LIMIT 1`,
    );
    const transfer = (key: string, cents: number, sheetRow = 5) =>
      adjustmentRow(key, sheetRow, {
        ...{ account: accountId, kind: 'transfer between accounts', otherAccount: other, reason: 'Same customer' },
        amount: (cents / 100).toFixed(2),
      });
    const refused = await push(town(), pullId, [transfer('a', owed), transfer('b', 1, 6)]);
    assert.deepEqual([refused.outcome, refused.reply.issues.map(({ rowKey }) => rowKey)], ['refused', ['b']]);
    await pushed(transfer('a', owed));
    const { reply } = await push(town(), pullId, [row('c', 'misread', 0 - charged)]);
    assert.match(reply.rows[0]?.text ?? '', /^Waits for approval .* was transferred to another account by entry/);
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('takes no fee back without the waiver that gave it back, which may go with it', async () => {
    const before = await balance();
    const fee = (key: string, cents: number, sheetRow = 5) =>
      adjustmentRow(key, sheetRow, {
        ...{ account: accountId, kind: 'returned payment fee', reason: 'Bank error' },
        amount: (cents / 100).toFixed(2),
      });
    const charge = await pushed(fee('a', 3_000));
    const waiver = await pushed(fee('b', -2_000));
    assert.deepEqual(await refusedRows(town(), charge), ['a waived-since']);
    await reversePushed(town(), waiver);
    assert.equal((await reversePushed(town(), charge)).outcome, 'applied');
    const both = await pushed(fee('c', 3_000), fee('d', -3_000, 6));
    assert.deepEqual(await refusedRows(town(), both, { rows: ['c'] }), ['c waived-since']);
    assert.equal((await reversePushed(town(), both)).outcome, 'applied');
    assert.equal(await balance(), before);
  });

  it('takes no late charge back without the waiver of one of its services', async () => {
    const late = new LateCharges(town());
    await late.rule();
    const charge = (await late.decide({ [UNPAID]: { decision: 'charge' } }, { role: 'supervisor' })).receiptNumber;
    const waiver = await pushed(
      adjustmentRow('w', 5, { account: UNPAID, service: 'water', kind: 'late charge waiver', reason: 'Courtesy' }),
    );
    assert.deepEqual(await refusedRows(town(), charge), [`${UNPAID} waived-since`]);
    await reversePushed(town(), waiver);
    assert.equal((await reversePushed(town(), charge)).outcome, 'applied');
  });
});
