import { WAITS_FOR_APPROVAL } from '../../contract/sheets/waiting-status.js';
import { groupBy } from '../../contract/group-by.js';
import { centsToDollars, sumCents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { adjustmentsSheet } from '../../contract/sheets/adjustments.js';
import { unknownAccount, type WaitingAdjustment } from '../../domain/adjusting/decide-adjustments.js';
import { requestStatus } from '../../domain/adjusting/request-state.js';
import { readTypedAdjustment, type TypedAdjustment } from '../../domain/adjusting/typed-adjustment.js';
import { adjustmentWaits } from '../../domain/adjusting/waits-already.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { alreadyAsked } from '../../domain/adjusting/asked-row.js';
import { alreadyPosted } from '../../domain/sheet/posted-row.js';
import { textOf } from '../../domain/sheet/typed-cells.js';
import { billsOfPeriods } from '../../queries/adjusting/bills-of-periods.js';
import { adjustmentRequests, type AdjustmentRequest } from '../../queries/adjusting/requests.js';
import { accountStatuses } from '../../queries/payment-facts.js';
import { keptSetting } from '../../queries/utility-settings.js';
import { writeRequests } from '../../store/adjustment-requests.js';
import { postAdjustments, type PostedAdjustments } from '../post-adjustments.js';
import type { CommandContext } from '../command.js';
import { pushedCells } from './pushed-cells.js';
import type { PushUnderWay, SheetPush } from './sheet-push.js';
import { tryApproval, type TriedApproval } from './try-approval.js';

/**
 * Posts typed adjustments, one journal entry each; a row that is above the person's limit is kept as a request, which is in
 * no balance until another person approves it.
 */
export const adjustmentsPush: SheetPush = {
  kind: adjustmentsSheet,

  current: pushedCells,

  async apply(context, push, changes) {
    const requests = await requestsBefore(context, push);
    const reasons = await keptSetting(context.trx, 'adjustment-reasons', context.today);
    const read = changes.map((change) => {
      return changedAfterPush(change, push, requests) ?? readTypedAdjustment(change, reasons);
    });
    const whole = read.flatMap((each) => ('key' in each ? [each] : []));
    const named = await billsOfPeriods(context.trx, whole);
    const waits = await waitsAlready(context, named.typed);
    const refused = new Set(waits.map(({ rowKey }) => rowKey));
    const typed = named.typed.filter(({ key }) => !refused.has(key));
    const posted = await postAdjustments(
      context,
      { pullId: push.pull.pullId, approval: 'none', requestOf: () => null },
      typed,
    );
    const tried = await tryWaiting(context, push, posted);
    const waiting = await writeWaiting(context, push, changes, tried?.postable ?? []);
    const unread = read.flatMap((each) => ('key' in each ? [] : each));
    return {
      issues: [
        ...unread,
        ...(await unknownAccounts(context, push, changes, unread)),
        ...named.issues,
        ...waits,
        ...posted.issues,
        ...(tried?.issues ?? []),
      ],
      applied: new Map([...posted.applied, ...waiting]),
      standing: standingOf(requests),
      shown: posted.shown,
      totals: [...posted.totals, ...waitingTotal(tried?.postable ?? [])],
      ...(tried === null ? {} : { ifApproved: tried.ifApproved }),
      entries: posted.entries,
    };
  },
};

/** The requests that rows of the sheet were kept as, by the keys of the rows. */
async function requestsBefore(
  { trx }: CommandContext,
  { pull, pushedBefore }: PushUnderWay,
): Promise<ReadonlyMap<string, AdjustmentRequest>> {
  if (pushedBefore.size === 0) return new Map();
  const requests = await adjustmentRequests(trx, { pullId: pull.pullId });
  return new Map(requests.map((request) => [request.rowKey, request]));
}

function changedAfterPush(
  change: RowChange,
  { pushedBefore, reversed }: PushUnderWay,
  requests: ReadonlyMap<string, AdjustmentRequest>,
): Issue[] | null {
  const before = pushedBefore.get(change.key);
  if (!before) return null;
  const request = requests.get(change.key);
  if (request) return [alreadyAsked(change, request)];
  return [alreadyPosted(change, { receipt: before.receipt, reversedBy: reversed.get(change.key) ?? null })];
}

/** What became of the rows of the sheet that waited, or wait. */
function standingOf(requests: ReadonlyMap<string, AdjustmentRequest>): ReadonlyMap<string, string> {
  return new Map([...requests].map(([key, request]) => [key, requestStatus(request)]));
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

/** Rows that would put right once more what waits to be put right. */
async function waitsAlready({ trx }: CommandContext, typed: readonly TypedAdjustment[]): Promise<Issue[]> {
  const waiting = await adjustmentRequests(trx, { waitingOn: [...new Set(typed.map(({ accountId }) => accountId))] });
  if (waiting.length === 0) return [];
  const byAccount = groupBy(waiting, ({ accountId }) => accountId);
  return typed.flatMap((row) => adjustmentWaits(row, byAccount.get(row.accountId) ?? []) ?? []);
}

interface TriedRows extends TriedApproval {
  /** The rows that wait and are posted once somebody approves them. */
  readonly postable: PostedAdjustments['waiting'];
}

/** What the rows that wait come to, after those that are posted; null where none waits. */
async function tryWaiting(
  context: CommandContext,
  { pull: { pullId } }: PushUnderWay,
  { waiting }: PostedAdjustments,
): Promise<TriedRows | null> {
  if (waiting.length === 0) return null;
  const limited = waiting.map(({ typed: { key, accountId, kind }, amountCents }) => ({
    key,
    accountId,
    kind,
    amountCents,
  }));
  const place = { pullId, approval: 'emergency', requestOf: () => null } as const;
  const typed = waiting.map((each) => each.typed);
  const tried = await tryApproval(context, limited, () => postAdjustments(context, place, typed));
  const refused = new Set(tried.issues.map(({ rowKey }) => rowKey));
  return { ...tried, postable: waiting.filter((each) => !refused.has(each.typed.key)) };
}

function waitingTotal(waiting: PostedAdjustments['waiting']): PostedAdjustments['totals'] {
  if (waiting.length === 0) return [];
  const amount = centsToDollars(sumCents(waiting.map(({ amountCents }) => amountCents)));
  return [{ label: 'Waiting for approval', value: `${waiting.length}, ${amount}` }];
}

/** Keeps the rows that wait, and gives what their Status says. */
async function writeWaiting(
  { trx, commandNumber }: CommandContext,
  { pull: { pullId } }: PushUnderWay,
  changes: readonly RowChange[],
  waiting: PostedAdjustments['waiting'],
): Promise<[key: string, text: string][]> {
  const cellsOf = new Map(changes.map(({ key, wanted }) => [key, wanted]));
  const numbers = await writeRequests(
    trx,
    waiting.map((each) => {
      const { typed, amountCents, billNumbers, why } = each;
      const { key: rowKey, accountId, kind } = typed;
      const cells = { ...cellsOf.get(rowKey), bill: billOf(each) };
      return { pullId, rowKey, accountId, kind, amountCents, cells, billNumbers, why };
    }),
    commandNumber,
  );
  return waiting.map(({ typed: { key }, why }, index) => [
    key,
    `${WAITS_FOR_APPROVAL} as request ${numbers[index] ?? 0}: ${why}`,
  ]);
}

/**
 * The bill of a row that waits stays the one that it was worked out from, whatever is billed until it is approved. The
 * bills of a leak that has no amount are told by the day on which it was asked for.
 */
function billOf({ typed: { kind, billNumber, amountCents }, billNumbers }: WaitingAdjustment): number | null {
  if (kind === 'leak' && amountCents === null) return billNumber;
  return billNumber ?? billNumbers[0] ?? null;
}
