import type { Issue } from '../../contract/problem.js';
import { pendingApprovalsSheet } from '../../contract/sheets/pending-approvals.js';
import { decideApproval, type SoundApproval } from '../../domain/adjusting/decide-approval.js';
import type { Approval } from '../../domain/adjusting/adjustment-facts.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { adjustmentLimits } from '../../queries/adjusted-today.js';
import { adjustmentRequests, finalWord, type AdjustmentRequest } from '../../queries/adjusting/requests.js';
import { requestRows, typedRequest } from '../../queries/sheets/pending-approvals-rows.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeApprovalDecisions } from '../../store/adjustment-requests.js';
import type { CommandContext } from '../command.js';
import { postAdjustments, type PostedAdjustments } from '../post-adjustments.js';
import type { SheetPush } from './sheet-push.js';

/**
 * Takes what people say of requests. An approved one is posted by the same rules as if it were pushed now, for the one
 * who approves and within that person's limit; what was said in an emergency is posted once enough people said so.
 */
export const pendingApprovalsPush: SheetPush = {
  kind: pendingApprovalsSheet,

  async current({ trx, now, today }, _push, keys) {
    const { timeZone } = await utilitySettings(trx, now);
    const requests = await adjustmentRequests(trx, { numbers: keys.map(Number) });
    const rows = await requestRows(trx, requests, { timeZone, today });
    return new Map(
      rows.map((row) => [
        String(row[0]),
        Object.fromEntries(pendingApprovalsSheet.columns.map(({ id }, place) => [id, row[place] ?? null])),
      ]),
    );
  },

  async apply(context, push, changes) {
    const requests = await requestsOf(context, changes);
    const { sound, issues } = await decided(context, changes, requests);
    const { timeZone } = await utilitySettings(context.trx, context.now);
    const place = { pullId: push.pull.pullId, requestOf: Number };
    const post = async (approval: Approval, rows: readonly SoundApproval[]) => {
      return postAdjustments(context, { ...place, approval }, rows.map(typedOf(requests, timeZone)));
    };
    const approved = await post(
      'by-another',
      sound.filter(({ decision }) => decision === 'approve'),
    );
    const together = await post(
      'emergency',
      sound.filter(({ decision, isFinal }) => decision === 'emergency' && isFinal),
    );
    const refused = [...issues, ...approved.issues, ...together.issues, ...approved.waiting.map(aboveLimit)];
    const refusedKeys = new Set(refused.map(({ rowKey }) => rowKey));
    const standing = sound.filter(({ key }) => !refusedKeys.has(key));
    await writeApprovalDecisions(
      context.trx,
      standing.map((each) => ({ ...each, personId: context.actor.person.personId })),
      context.commandNumber,
    );
    const posted = new Map([...approved.applied, ...together.applied]);
    return {
      issues: refused,
      applied: new Map(standing.map((each) => [each.key, statusText(each, posted.get(each.key))])),
      totals: [...countOf(standing), ...approved.totals, ...(together.entries.length === 0 ? [] : together.totals)],
      entries: [...approved.entries, ...together.entries],
    };
  },
};

async function requestsOf(
  { trx }: CommandContext,
  changes: readonly RowChange[],
): Promise<ReadonlyMap<string, AdjustmentRequest>> {
  const requests = await adjustmentRequests(trx, { numbers: changes.map(({ key }) => Number(key)) });
  return new Map(requests.map((request) => [String(request.requestNumber), request]));
}

async function decided(
  { trx, actor, today }: CommandContext,
  changes: readonly RowChange[],
  requests: ReadonlyMap<string, AdjustmentRequest>,
): Promise<{ sound: readonly SoundApproval[]; issues: readonly Issue[] }> {
  const { emergencyApprovers } = await adjustmentLimits(trx, today);
  const sound: SoundApproval[] = [];
  const issues: Issue[] = [];
  for (const change of changes) {
    const request = requests.get(change.key);
    if (!request) throw new RangeError(`The request ${change.key} was compared and is gone.`);
    const decision = decideApproval(change, decidable(request), { person: actor.person, emergencyApprovers });
    if ('key' in decision) sound.push(decision);
    else issues.push(...decision);
  }
  return { sound, issues };
}

function decidable(request: AdjustmentRequest) {
  const { requestNumber, requestedBy, said } = request;
  const emergencyBy = said.filter(({ decision }) => decision === 'emergency').map(({ personId }) => personId);
  return { requestNumber, requestedBy, isWaiting: finalWord(request) === null, emergencyBy };
}

function typedOf(requests: ReadonlyMap<string, AdjustmentRequest>, timeZone: string) {
  return ({ key, sheetRow }: SoundApproval) => {
    const request = requests.get(key);
    if (!request) throw new RangeError(`The request ${key} was decided on and is gone.`);
    return typedRequest(request, sheetRow, timeZone);
  };
}

function aboveLimit({ typed: { key, sheetRow }, why }: PostedAdjustments['waiting'][number]): Issue {
  const fix = 'Leave it to someone with a higher limit; in an emergency, choose emergency.';
  return { rowKey: key, sheetRow, column: 'decision', code: 'above-limit', message: why, fix };
}

function statusText({ requestNumber, decision, isFinal }: SoundApproval, posted: string | undefined): string {
  if (posted !== undefined) return `Approved: ${posted}`;
  if (!isFinal) return `Request ${requestNumber} needs another person’s emergency approval.`;
  const done = { return: 'returned', decline: 'declined', withdraw: 'withdrawn', approve: '', emergency: '' }[decision];
  return `Request ${requestNumber} ${done}.`;
}

function countOf(standing: readonly SoundApproval[]) {
  const count = (label: string, decisions: readonly string[]) => {
    const found = standing.filter(({ decision, isFinal }) => isFinal && decisions.includes(decision)).length;
    return found === 0 ? [] : [{ label, value: String(found) }];
  };
  return [
    ...count('Approved', ['approve']),
    ...count('Approved in an emergency', ['emergency']),
    ...count('Returned', ['return']),
    ...count('Declined', ['decline']),
    ...count('Withdrawn', ['withdraw']),
  ];
}
