import type { RowStatus } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import { adjustmentRequests, finalWord, type AdjustmentRequest } from '../../queries/adjusting/requests.js';
import type { PushedReceipt } from '../../queries/pushed-receipt.js';
import { writeApprovalDecisions } from '../../store/adjustment-requests.js';
import type { CommandContext } from '../command.js';
import type { PushReversal } from './push-reversal.js';
import { entriesReversal } from './reverse-entries.js';

/** Reverses what was posted, and withdraws what still waits; what another person approved is reversed by that receipt. */
export const adjustmentsReversal: PushReversal = {
  async reverse(context, pushed, rows) {
    const requests = await requestsOf(context, pushed, rows);
    const issues = rows.flatMap((row) => approvedSince(row, requests.get(row.key)));
    if (issues.length > 0) return { issues };
    const waiting = [...requests.values()].filter((request) => finalWord(request) === null);
    await writeApprovalDecisions(
      context.trx,
      waiting.map(({ requestNumber }) => ({
        ...{ requestNumber, decision: 'withdraw' as const, isFinal: true, word: context.reason },
        personId: context.actor.person.personId,
      })),
      context.commandNumber,
    );
    return entriesReversal.reverse(context, pushed, rows);
  },
};

/** Reverses what an approval posted; a request that was returned or declined is not brought back. */
export const approvalsReversal: PushReversal = {
  async reverse(context, pushed, rows) {
    const requests = await adjustmentRequests(context.trx, { numbers: rows.map(({ key }) => Number(key)) });
    const byKey = new Map(requests.map((request) => [String(request.requestNumber), request]));
    const issues = rows.flatMap((row) => nothingPosted(row, pushed, byKey.get(row.key)));
    return issues.length > 0 ? { issues } : entriesReversal.reverse(context, pushed, rows);
  },
};

async function requestsOf(
  { trx }: CommandContext,
  { pull: { pullId } }: PushedReceipt,
  rows: readonly RowStatus[],
): Promise<ReadonlyMap<string, AdjustmentRequest>> {
  const wanted = new Set(rows.map(({ key }) => key));
  const requests = await adjustmentRequests(trx, { pullId });
  return new Map(requests.filter(({ rowKey }) => wanted.has(rowKey)).map((request) => [request.rowKey, request]));
}

function approvedSince({ key, sheetRow }: RowStatus, request: AdjustmentRequest | undefined): Issue[] {
  const final = request ? finalWord(request) : null;
  if (!request || (final?.decision !== 'approve' && final?.decision !== 'emergency')) return [];
  return [
    {
      ...{ code: 'approved-since', rowKey: key, sheetRow, column: '' },
      message: `Row ${sheetRow} was approved as request ${request.requestNumber}, with receipt ${final.receipt}.`,
      fix: `Reverse receipt ${final.receipt}, which posted it.`,
    },
  ];
}

function nothingPosted(
  { key, sheetRow }: RowStatus,
  { receiptNumber }: PushedReceipt,
  request: AdjustmentRequest | undefined,
): Issue[] {
  const final = request ? finalWord(request) : null;
  const isPosted = final?.decision === 'approve' || final?.decision === 'emergency';
  if (isPosted && final.receipt === receiptNumber) return [];
  return [
    {
      ...{ code: 'nothing-posted', rowKey: key, sheetRow, column: '' },
      message: `Request ${key} was not posted with receipt ${receiptNumber}, so that there is nothing to reverse.`,
      fix: 'Leave the row out; whoever still wants the adjustment asks for it anew.',
    },
  ];
}
