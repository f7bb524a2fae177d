import { WAITS_FOR_APPROVAL } from '../../contract/sheets/waiting-status.js';
import type { Issue } from '../../contract/problem.js';
import { adjustmentsSheet } from '../../contract/sheets/adjustments.js';
import { unknownAccount } from '../../domain/adjusting/decide-adjustments.js';
import { requestState } from '../../domain/adjusting/request-state.js';
import { readTypedAdjustment } from '../../domain/adjusting/typed-adjustment.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { alreadyPosted } from '../../domain/sheet/posted-row.js';
import { textOf } from '../../domain/sheet/typed-cells.js';
import { adjustmentRequests } from '../../queries/adjusting/requests.js';
import { accountStatuses } from '../../queries/payment-facts.js';
import { writeRequests } from '../../store/adjustment-requests.js';
import { postAdjustments, type PostedAdjustments } from '../post-adjustments.js';
import type { CommandContext } from '../command.js';
import type { PushUnderWay, SheetPush } from './sheet-push.js';

/**
 * Posts typed adjustments, one journal entry each; a row that is above the person's limit is kept as a request, which is in
 * no balance until another person approves it.
 */
export const adjustmentsPush: SheetPush = {
  kind: adjustmentsSheet,

  current(_context, push, keys) {
    const rows = keys.flatMap((key) => {
      const pushed = push.pushedBefore.get(key);
      return pushed ? [[key, pushed.cells] as const] : [];
    });
    return Promise.resolve(new Map(rows));
  },

  async apply(context, push, changes) {
    const read = changes.map((change) => postedBefore(change, push) ?? readTypedAdjustment(change));
    const typed = read.flatMap((each) => ('key' in each ? [each] : []));
    const posted = await postAdjustments(
      context,
      { pullId: push.pull.pullId, approval: 'none', requestOf: () => null },
      typed,
    );
    const waiting = await writeWaiting(context, push, changes, posted);
    const unread = read.flatMap((each) => ('key' in each ? [] : each));
    return {
      issues: [...unread, ...(await unknownAccounts(context, push, changes, unread)), ...posted.issues],
      applied: new Map([...posted.applied, ...waiting]),
      standing: await standingOf(context, push),
      shown: posted.shown,
      totals: posted.totals,
      entries: posted.entries,
    };
  },
};

function postedBefore(change: RowChange, { pushedBefore, reversed }: PushUnderWay): Issue[] | null {
  const before = pushedBefore.get(change.key);
  if (!before) return null;
  return [alreadyPosted(change, { receipt: before.receipt, reversedBy: reversed.get(change.key) ?? null })];
}

/** What became of the rows of the sheet that waited, or wait. */
async function standingOf({ trx }: CommandContext, { pull, pushedBefore }: PushUnderWay): Promise<Map<string, string>> {
  if (pushedBefore.size === 0) return new Map();
  const requests = await adjustmentRequests(trx, { pullId: pull.pullId });
  return new Map(
    requests.map(({ rowKey, requestNumber, said }) => [rowKey, `Request ${requestNumber}: ${requestState(said)}.`]),
  );
}

/** Of a row that lacks something else it is told too that its account is not there, so that all is mended at once. */
async function unknownAccounts(
  { trx }: CommandContext,
  { pushedBefore }: PushUnderWay,
  changes: readonly RowChange[],
  unread: readonly Issue[],
): Promise<Issue[]> {
  const refused = new Set(unread.map(({ rowKey }) => rowKey));
  const asked = changes.flatMap(({ key: rowKey, sheetRow, wanted }) => {
    const accountId = textOf(wanted, 'account');
    const isAsked = accountId !== null && refused.has(rowKey) && !pushedBefore.has(rowKey);
    return isAsked ? [{ rowKey, sheetRow, accountId }] : [];
  });
  const known = await accountStatuses(
    trx,
    asked.map(({ accountId }) => accountId),
  );
  return asked.flatMap(({ accountId, ...row }) => {
    return known.has(accountId) ? [] : [{ ...unknownAccount(accountId), ...row }];
  });
}

/** Keeps the rows that wait, and gives what their Status says. */
async function writeWaiting(
  { trx, commandNumber }: CommandContext,
  { pull: { pullId } }: PushUnderWay,
  changes: readonly RowChange[],
  { waiting }: PostedAdjustments,
): Promise<[key: string, text: string][]> {
  const cellsOf = new Map(changes.map(({ key, wanted }) => [key, wanted]));
  const numbers = await writeRequests(
    trx,
    waiting.map(({ typed: { key: rowKey, accountId, kind }, amountCents, why }) => {
      return { pullId, rowKey, accountId, kind, amountCents, cells: cellsOf.get(rowKey) ?? {}, why };
    }),
    commandNumber,
  );
  return waiting.map(({ typed: { key }, why }, index) => [
    key,
    `${WAITS_FOR_APPROVAL} as request ${numbers[index] ?? 0}: ${why}`,
  ]);
}
