import type { RowStatus } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import { isApproval } from '../../domain/adjusting/request-state.js';
import { adjustmentRequests, finalWord, type AdjustmentRequest } from '../../queries/adjusting/requests.js';
import type { PushedReceipt } from '../../queries/pushed-receipt.js';
import { writeApprovalDecisions } from '../../store/adjustment-requests.js';
import type { CommandContext } from '../command.js';
import type { PushReversal } from './push-reversal.js';
import { adjustedEntriesReversal } from './reverse-adjusted-entries.js';
import { rebillReversal } from './reverse-rebill.js';

/** Withdraws what still waits of a push, and reverses the rest; what another person approved is reversed by that receipt. */
function withdrawing(reversal: PushReversal): PushReversal {
  return {
    ...reversal,
    async reverse(context, pushed, rows, isOfAll) {
      const requests = await requestsOf(context, pushed, rows);
      const issues = rows.flatMap((row) => approvedSince(row, requests.get(row.key)));
      if (issues.length > 0) return { issues };
      await withdraw(context, [...new Set(requests.values())]);
      const others = rows.filter(({ key }) => !requests.has(key));
      return others.length === 0 ? { issues: [] } : reversal.reverse(context, pushed, others, isOfAll);
    },
  };
}

export const adjustmentsReversal = withdrawing(adjustedEntriesReversal);
export const rebillsReversal = withdrawing(rebillReversal);

function withdraw(
  { trx, actor, reason: word, commandNumber }: CommandContext,
  requests: readonly AdjustmentRequest[],
): Promise<void> {
  const { personId } = actor.person;
  const waiting = requests.filter((request) => finalWord(request) === null);
  const decisions = waiting.map(({ requestNumber }) => {
    return { requestNumber, decision: 'withdraw' as const, isFinal: true, word, personId };
  });
  return writeApprovalDecisions(trx, decisions, commandNumber);
}

/**
 * Reverses what an approval posted; a request that was returned or declined is not brought back, and stays as it is where
 * the whole receipt is reversed.
 */
export const approvalsReversal: PushReversal = {
  async reverse(context, pushed, rows, isOfAll) {
    const requests = await adjustmentRequests(context.trx, { numbers: rows.map(({ key }) => Number(key)) });
    const byKey = new Map(requests.map((request) => [String(request.requestNumber), request]));
    const issues = rows.flatMap((row) => nothingPosted(row, pushed, byKey.get(row.key)));
    const leftOut = issues.map(({ rowKey }) => rowKey);
    const posted = rows.filter(({ key }) => !leftOut.includes(key));
    if (issues.length > 0 && (!isOfAll || posted.length === 0)) return { issues };
    // A rebill is approved by itself.
    const isRebill = posted.some(({ key }) => byKey.get(key)?.kind === 'rebill');
    const reversed = await (isRebill ? rebillReversal : adjustedEntriesReversal).reverse(
      context,
      pushed,
      posted,
      isOfAll,
    );
    return { ...reversed, leftOut };
  },
};

/** The requests that rows of a push made, by the key of the row; the rows of a rebill are of one. */
async function requestsOf(
  { trx }: CommandContext,
  { receiptNumber }: PushedReceipt,
  rows: readonly RowStatus[],
): Promise<ReadonlyMap<string, AdjustmentRequest>> {
  const wanted = new Set(rows.map(({ key }) => key));
  const requests = await adjustmentRequests(trx, { receipt: receiptNumber });
  return new Map(
    requests.flatMap((request) => {
      const keys = request.rows.length === 0 ? [request.rowKey] : request.rows.map(({ key }) => key);
      return keys.filter((key) => wanted.has(key)).map((key) => [key, request] as const);
    }),
  );
}

function approvedSince({ key, sheetRow }: RowStatus, request: AdjustmentRequest | undefined): Issue[] {
  const final = request ? finalWord(request) : null;
  // What an approval posted may be taken back already.
  if (!request || final === null || !isApproval(final) || final.reversedBy !== null) return [];
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
  if (final !== null && isApproval(final) && final.receipt === receiptNumber) return [];
  return [
    {
      ...{ code: 'nothing-posted', rowKey: key, sheetRow, column: '' },
      message: `Request ${key} was not posted with receipt ${receiptNumber}, so that there is nothing to reverse.`,
      fix: 'Leave the row out; whoever still wants the adjustment asks for it anew.',
    },
  ];
}
