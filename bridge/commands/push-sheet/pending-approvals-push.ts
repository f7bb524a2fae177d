import type { BillChange } from '../../contract/commands/bill-change.js';
import type { Issue } from '../../contract/problem.js';
import { pendingApprovalsSheet } from '../../contract/sheets/pending-approvals.js';
import { decideApproval, type SoundApproval } from '../../domain/adjusting/decide-approval.js';
import type { Approval } from '../../domain/adjusting/adjustment-facts.js';
import { adjustmentTotals } from '../../domain/adjusting/adjustment-totals.js';
import { DONE, isApproval, isToAcknowledge } from '../../domain/adjusting/request-state.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import { adjustmentLimits } from '../../queries/adjusted-today.js';
import { madeAgainSince, madeAgainWords } from '../../queries/adjusting/made-again-since.js';
import { adjustmentRequests, finalWord, type AdjustmentRequest } from '../../queries/adjusting/requests.js';
import { requestRows, typedRebill, typedRequest } from '../../queries/sheets/pending-approvals-rows.js';
import { utilitySettings } from '../../queries/utility-settings.js';
import { writeAcknowledgements, writeApprovalDecisions } from '../../store/adjustment-requests.js';
import { rolledBack } from '../../store/rolled-back.js';
import type { CommandContext } from '../command.js';
import { postAdjustments, type PostedAdjustments } from '../post-adjustments.js';
import { makeBillsAgain } from '../rebilling/make-bills-again.js';
import type { PushUnderWay, SheetPush } from './sheet-push.js';

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
    return new Map(rows.map((row) => [String(row[0]), rowCells(pendingApprovalsSheet, row)]));
  },

  async apply(context, push, changes) {
    const requests = await requestsOf(context, changes);
    const found = await decided(context, changes, requests);
    const kept = [
      ...rebillsWithOthers(changes, found.sound, requests),
      ...(await restOnOldBills(context, found.sound)),
    ];
    // Nobody is told to approve what can't be approved.
    const approvable = without(found.sound, kept);
    kept.push(...(await noEmergency(context, push, approvable, requests)));
    const sound = without(approvable, kept);
    const posted = await postApproved(context, push, sound, requests);
    const issues = [...found.issues, ...kept, ...posted.issues];
    const standing = without(sound, issues);
    await writeSaid(context, standing);
    return {
      issues,
      applied: new Map(standing.map((each) => [each.key, statusText(each, posted.applied.get(each.key))])),
      totals: [...countOf(standing), ...posted.totals],
      entries: posted.entries,
      bills: posted.bills,
      notices: posted.notices,
    };
  },
};

function without(sound: readonly SoundApproval[], issues: readonly Issue[]): SoundApproval[] {
  const refused = new Set(issues.map(({ rowKey }) => rowKey));
  return sound.filter(({ key }) => !refused.has(key));
}

/** Keeps what was said. */
async function writeSaid(
  { trx, actor, commandNumber }: CommandContext,
  standing: readonly SoundApproval[],
): Promise<void> {
  const { personId } = actor.person;
  const decisions = standing.flatMap(({ decision, ...said }) => {
    return decision === 'acknowledge' ? [] : [{ ...said, decision, personId }];
  });
  await writeApprovalDecisions(trx, decisions, commandNumber);
  const seen = standing.filter(({ decision }) => decision === 'acknowledge').map((said) => ({ ...said, personId }));
  await writeAcknowledgements(trx, seen, commandNumber);
}

function isPosted({ decision, isFinal }: SoundApproval): boolean {
  return decision === 'approve' || (decision === 'emergency' && isFinal);
}

/**
 * A rebill is posted by itself: it has a receipt by which it can be taken back whole, and where it is refused on its way,
 * nothing else keeps what it wrote so far.
 */
function rebillsWithOthers(
  changes: readonly RowChange[],
  sound: readonly SoundApproval[],
  requests: ReadonlyMap<string, AdjustmentRequest>,
): Issue[] {
  if (changes.length <= 1) return [];
  return sound
    .filter((each) => isPosted(each) && requests.get(each.key)?.kind === 'rebill')
    .map(({ key: rowKey, sheetRow, requestNumber }) => ({
      ...{ code: 'rebill-alone', rowKey, sheetRow, column: 'decision' },
      message: `Request ${requestNumber} is a rebill, which is approved in a push of its own.`,
      fix: 'Clear the decision of this row or of the others, and push them one after the other.',
    }));
}

/** What was worked out by a bill that is another one by now can't be approved. */
async function restOnOldBills({ trx }: CommandContext, sound: readonly SoundApproval[]): Promise<Issue[]> {
  const approved = sound.filter(isApproval);
  const since = await madeAgainSince(
    trx,
    approved.map(({ requestNumber }) => requestNumber),
  );
  return approved.flatMap(({ key: rowKey, sheetRow, requestNumber }) => {
    const again = since.get(requestNumber);
    if (again === undefined) return [];
    const fix = 'Return or decline it: who asked looks at the bill as it is now, and asks anew what is still wrong.';
    return [{ code: 'bill-made-again', rowKey, sheetRow, column: 'decision', message: madeAgainWords(again), fix }];
  });
}

/** Who may approve by themselves, beside what they approve in the same push, does so. */
async function noEmergency(
  context: CommandContext,
  push: PushUnderWay,
  sound: readonly SoundApproval[],
  requests: ReadonlyMap<string, AdjustmentRequest>,
): Promise<Issue[]> {
  if (context.actor.person.role !== 'supervisor') return [];
  const approved = sound.filter(({ decision }) => decision === 'approve');
  const issues: Issue[] = [];
  for (const each of sound.filter(({ decision }) => decision === 'emergency')) {
    const instead = { ...each, decision: 'approve' } as const;
    const tried = await rolledBack(context.trx, () => postApproved(context, push, [...approved, instead], requests));
    if (tried.issues.some(({ rowKey }) => rowKey === each.key)) continue;
    const { key: rowKey, sheetRow, requestNumber } = each;
    const message = `Request ${requestNumber} is within your limit, so that you approve it by yourself.`;
    const fix = 'Choose approve: an emergency is for when nobody with the limit can be reached.';
    issues.push({ code: 'within-your-limit', rowKey, sheetRow, column: 'decision', message, fix });
  }
  return issues;
}

interface Approved extends Pick<PostedAdjustments, 'issues' | 'applied' | 'totals' | 'entries'> {
  readonly bills: readonly BillChange[];
  readonly notices: readonly string[];
}

/** Posts what is approved: a rebill by itself, adjustments by the word that they have. */
async function postApproved(
  context: CommandContext,
  push: PushUnderWay,
  sound: readonly SoundApproval[],
  requests: ReadonlyMap<string, AdjustmentRequest>,
): Promise<Approved> {
  const approved = sound.filter(isPosted);
  const [first] = approved;
  const request = requests.get(first?.key ?? '');
  if (first && request?.kind === 'rebill') return postRebill(context, push, first, request);
  const { timeZone } = await utilitySettings(context.trx, context.now);
  const place = { pullId: push.pull.pullId, requestOf: Number };
  const post = (approval: Approval, decision: SoundApproval['decision']) => {
    const rows = approved.filter((each) => each.decision === decision).map(typedOf(requests, timeZone));
    return postAdjustments(context, { ...place, approval }, rows);
  };
  const byOne = await post('by-another', 'approve');
  const together = await post('emergency', 'emergency');
  return {
    issues: [...[...byOne.issues, ...together.issues].map(forWhoAsked), ...byOne.waiting.map(aboveLimit)],
    applied: new Map([...byOne.applied, ...together.applied]),
    totals: adjustmentTotals([byOne.amounts, together.amounts]),
    entries: [...byOne.entries, ...together.entries],
    bills: [],
    notices: approved.flatMap(({ key, requestNumber }) => {
      const exception = byOne.exceptions.get(key) ?? together.exceptions.get(key);
      const isTold = exception === undefined || exception === requests.get(key)?.why;
      return isTold ? [] : [`Request ${requestNumber}: ${exception}`];
    }),
  };
}

async function postRebill(
  context: CommandContext,
  push: PushUnderWay,
  { key: rowKey, sheetRow, decision }: SoundApproval,
  request: AdjustmentRequest,
): Promise<Approved> {
  const place = { accountId: request.accountId, pullId: push.pull.pullId };
  const approval: Approval = decision === 'emergency' ? 'emergency' : 'by-another';
  const changes = typedRebill(request, sheetRow);
  const made = await makeBillsAgain(context, place, { changes, isWhole: true, approval });
  const cell = { rowKey, sheetRow, column: 'decision' };
  const { waiting } = made;
  return {
    ...made,
    issues:
      waiting === null
        ? made.issues.map((issue) => forWhoAsked({ ...issue, ...cell }))
        : [{ ...cell, ...tooHigh(waiting.why) }],
    applied: new Map([[rowKey, [...new Set(made.applied.values())].join(' ')]]),
  };
}

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
  const isWaiting = finalWord(request) === null;
  return { requestNumber, requestedBy, isWaiting, isToAcknowledge: isToAcknowledge(said), emergencyBy };
}

function typedOf(requests: ReadonlyMap<string, AdjustmentRequest>, timeZone: string) {
  return ({ key, sheetRow }: SoundApproval) => {
    const request = requests.get(key);
    if (!request) throw new RangeError(`The request ${key} was decided on and is gone.`);
    return typedRequest(request, sheetRow, timeZone);
  };
}

/** What keeps an approved request from being posted: it is for who asked to mend, whose cells the approver can't type in. */
function forWhoAsked(issue: Issue): Issue {
  return { ...issue, column: 'decision', fix: `Return it with a word. Who asked then does this: ${issue.fix}` };
}

function aboveLimit({ typed: { key, sheetRow }, why }: PostedAdjustments['waiting'][number]): Issue {
  return { rowKey: key, sheetRow, column: 'decision', ...tooHigh(why) };
}

function tooHigh(message: string): Pick<Issue, 'code' | 'message' | 'fix'> {
  const fix = 'Leave it to someone with a higher limit; in an emergency, choose emergency.';
  return { code: 'above-limit', message, fix };
}

function statusText({ requestNumber, decision, isFinal }: SoundApproval, posted: string | undefined): string {
  if (posted !== undefined) return `Approved: ${posted}`;
  if (!isFinal) return `Request ${requestNumber} needs another person’s emergency approval.`;
  return `Request ${requestNumber} ${DONE[decision]}.`;
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
    ...count('Acknowledged', ['acknowledge']),
  ];
}
