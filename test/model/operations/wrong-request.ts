import assert from 'node:assert/strict';
import fc from 'fast-check';
import { postBillRun } from '../../../bridge/commands/post-bill-run.js';
import { postPayment } from '../../../bridge/commands/post-payment.js';
import { pushSheet } from '../../../bridge/commands/push-sheet/push-sheet.js';
import type { PushSheetReply } from '../../../bridge/contract/commands/push-sheet.js';
import type { AccountEntryKind } from '../../../bridge/contract/sheets/account-entries.js';
import type { Role } from '../../../bridge/contract/person.js';
import { adjustmentRow, typedRow } from '../../support/town/sheet-rows.js';
import { dollars, payableOf } from '../entries/entry-row.js';
import type { ModelAccount } from '../model-account.js';
import { operation } from '../operation.js';
import type { Play } from '../play.js';

type Wrong = (play: Play, accountId: string) => Promise<void>;

const WRONG_REQUESTS: Readonly<Record<string, Wrong>> = {
  'a payment of nothing': wrongPayment('negative-payment', { amountCents: 0 }),
  'a negative payment': wrongPayment('negative-payment', { amountCents: -1 }),
  'a payment still to come': wrongPayment('payment-in-future', { receivedAt: '2199-01-01T00:00:00Z' }),
  'a payment for nobody': wrongPayment('unknown-account', { accountId: 'nobody' }),
  'a payment by the auditor': wrongPayment('role-not-allowed', {}, 'auditor'),
  'a run that there is not': async (play) => {
    const payload = { billRunId: 'nowhere', confirmedBills: 0, confirmedTotalCents: 0 };
    await assert.rejects(play.attempt(postBillRun, payload), { code: 'unknown-bill-run' });
  },
  'an adjustment of nothing': wrongAdjustment({ amount: '0.00' }),
  'an adjustment of more than anybody is charged': wrongAdjustment({ amount: '-10000000.01' }),
  'a correction of a bill that was never made': wrongAdjustment({ kind: 'misread', bill: '999999' }),
  'an adjustment of a fraction of a cent': wrongAdjustment({ amount: '1.005' }),
  'an adjustment without a reason': wrongAdjustment({ reason: '' }),
  'an adjustment for nobody': wrongAdjustment({ account: 'nobody' }),
  'a write-off of more than is open': tooMuch('write-off', ({ items }, day) => payableOf(items, day)),
  'a deposit back that is not there': tooMuch('deposit refund', (account, day) => account.depositAt(day)),
  'credit back that is not there': tooMuch('credit refund', (account, day) => account.creditAt(day)),
  'a refund paid that is not due': tooMuch('refund paid', ({ refunds }) => refunds),
};

/** Asks for what must be refused, and must change nothing. */
export const wrongRequest = operation(
  'wrong request',
  3,
  fc.record({ what: fc.constantFrom(...Object.keys(WRONG_REQUESTS)), account: fc.nat(2) }),
  async (play, { what, account }) => {
    await play.unchanged(async () => WRONG_REQUESTS[what]?.(play, play.accountAt(account)));
  },
);

function wrongPayment(code: string, changes: object, role: Role = 'coordinator'): Wrong {
  return async (play, accountId) => {
    const receivedAt = play.world.now.toISOString();
    const payload = { accountId, amountCents: 100, receivedAt, source: 'Mail', ...changes };
    await assert.rejects(play.attempt(postPayment, payload, role), { code });
  };
}

function wrongAdjustment(changes: Readonly<Record<string, string>>): Wrong {
  return async (play, accountId) => {
    const typed = { account: accountId, service: 'garbage', kind: 'goodwill', amount: '1.00', reason: 'Model' };
    const rows = [adjustmentRow(`${accountId}-wrong`, 5, { ...typed, ...changes })];
    const payload = { pullId: play.world.pullIds.adjustments, mode: 'all', knownReceipts: [], rows };
    assert.equal((await play.attempt(pushSheet, payload, 'supervisor')).outcome, 'refused');
  };
}

/** A cent more than there is, before a row that could be posted: neither is. */
function tooMuch(what: AccountEntryKind, most: (account: ModelAccount, day: string) => number): Wrong {
  return async (play, accountId) => {
    const amount = dollars(most(play.model.account(accountId), play.today) + 1);
    const typed = [
      { what, amount },
      { what: 'deposit taken', amount: '0.01' },
    ].map((row, index) =>
      typedRow('account-entries', `${accountId}-wrong-${index}`, index + 5, {
        ...{ account: accountId, reason: 'Model' },
        ...row,
      }),
    );
    const payload = { pullId: play.world.pullIds['account-entries'], mode: 'all', knownReceipts: [], rows: typed };
    const { outcome, reply } = await play.attempt(pushSheet, payload, 'supervisor');
    const { issues } = reply as PushSheetReply;
    assert.deepEqual([outcome, issues.map(({ code }) => code)], ['refused', ['too-much']]);
  };
}
