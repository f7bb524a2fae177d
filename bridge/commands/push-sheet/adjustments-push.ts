import { WAITS_FOR_APPROVAL } from '../../contract/sheets/waiting-status.js';
import { centsToDollars, sumCents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { adjustmentsSheet } from '../../contract/sheets/adjustments.js';
import type { WaitingAdjustment } from '../../domain/adjusting/decide-adjustments.js';
import { requestStatus } from '../../domain/adjusting/request-state.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { alreadyAsked } from '../../domain/adjusting/asked-row.js';
import { alreadyPosted } from '../../domain/sheet/posted-row.js';
import { adjustmentRequests, type AdjustmentRequest } from '../../queries/adjusting/requests.js';
import { writeRequests } from '../../store/adjustment-requests.js';
import { postAdjustments, type PostedAdjustments } from '../post-adjustments.js';
import type { CommandContext } from '../command.js';
import { pushedCells } from './pushed-cells.js';
import { readAdjustments } from './read-adjustments.js';
import type { PushUnderWay, SheetPush } from './sheet-push.js';
import { tryApproval, type TriedApproval } from './try-approval.js';

/**
 * Posts typed adjustments, one journal entry each; a row that is above the person's limit is kept as a request, which is in
 * no balance until another person approves it.
 */
export const adjustmentsPush: SheetPush = {
  kind: adjustmentsSheet,

  current: pushedCells,

  async apply(context, push, changes, _unchangedKeys, unread) {
    const requests = await requestsBefore(context, push);
    const isNew = ({ key }: RowChange) => !push.pushedBefore.has(key);
    const all = [...changes, ...unread];
    const rows = await readAdjustments(context, all.filter(isNew));
    const typed = rows.flatMap((row) => (row.isSound ? [row.typed] : []));
    const flawed = rows.filter(({ isSound }) => !isSound);
    const place = { pullId: push.pull.pullId, approval: 'none', requestOf: () => null } as const;
    const posted = await postAdjustments(context, place, typed, flawed);
    const tried = await tryWaiting(context, push, posted);
    const waiting = await writeWaiting(context, push, changes, tried?.postable ?? []);
    return {
      issues: [
        ...all.flatMap((change) => changedAfterPush(change, push, requests)),
        ...flawed.flatMap(({ issues }) => issues),
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
): Issue[] {
  const before = pushedBefore.get(change.key);
  if (!before) return [];
  const request = requests.get(change.key);
  if (request) return [alreadyAsked(change, request)];
  return [alreadyPosted(change, { receipt: before.receipt, reversedBy: reversed.get(change.key) ?? null })];
}

/** What became of the rows of the sheet that waited, or wait. */
function standingOf(requests: ReadonlyMap<string, AdjustmentRequest>): ReadonlyMap<string, string> {
  return new Map([...requests].map(([key, request]) => [key, requestStatus(request)]));
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
