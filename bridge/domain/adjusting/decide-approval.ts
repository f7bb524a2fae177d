import type { Person } from '../../contract/person.js';
import type { Issue } from '../../contract/problem.js';
import { approvalWords, type ApprovalWord } from '../../contract/sheets/pending-approvals.js';
import type { RowChange } from '../sheet/compare-rows.js';
import { textOf } from '../sheet/typed-cells.js';

/** A request as far as a decision on it goes. */
export interface DecidableRequest {
  readonly requestNumber: number;
  readonly requestedBy: { readonly personId: string; readonly name: string };
  readonly isWaiting: boolean;
  /** True of an emergency that no supervisor has acknowledged. */
  readonly isToAcknowledge: boolean;
  /** Who approved it in an emergency so far. */
  readonly emergencyBy: readonly string[];
}

/** A decision that holds: what it says, and whether it ends the waiting. */
export interface SoundApproval {
  readonly key: string;
  readonly sheetRow: number;
  readonly requestNumber: number;
  readonly decision: ApprovalWord;
  readonly isFinal: boolean;
  readonly word: string;
}

export interface ApprovalRules {
  readonly person: Person;
  /** So many people approve together in an emergency, beside who asked. */
  readonly emergencyApprovers: number;
}

/**
 * Decides on one word of a person on a request. A supervisor approves, returns and declines, and never what they asked for
 * themselves; who asked may withdraw; in an emergency several others approve together, which a supervisor who took no part
 * in it acknowledges later. Gives all that is wrong.
 */
export function decideApproval(
  { key, sheetRow, wanted }: RowChange,
  request: DecidableRequest,
  { person, emergencyApprovers }: ApprovalRules,
): SoundApproval | Issue[] {
  const decision = approvalWords.find((word) => word === wanted['decision']);
  const word = textOf(wanted, 'word') ?? '';
  const { requestNumber, requestedBy, isWaiting, isToAcknowledge, emergencyBy } = request;
  const issues: Issue[] = [];
  const add = (column: string, code: string, message: string, fix: string) =>
    issues.push({ rowKey: key, sheetRow, column, code, message, fix });
  if (decision === 'acknowledge') {
    const message = `Request ${requestNumber} is of no emergency that is still to be acknowledged.`;
    if (!isToAcknowledge) add('decision', 'nothing-to-acknowledge', message, 'Clear the row.');
  } else if (!isWaiting) {
    add('decision', 'not-waiting', `Request ${requestNumber} waits no more.`, 'Clear the row.');
  }
  if (decision === undefined) add('decision', 'missing', 'Decision is empty.', `Choose ${approvalWords.join(', ')}.`);
  const isOwn = requestedBy.personId === person.personId;
  if (isOwn && decision !== undefined && decision !== 'withdraw') {
    const message = `You asked for request ${requestNumber} yourself, and nobody decides on their own.`;
    add('decision', 'own-request', message, 'Leave it to someone else, or withdraw it.');
  }
  if (!isOwn && decision === 'withdraw') {
    const message = `Request ${requestNumber} is of ${requestedBy.name}, who alone withdraws it.`;
    add('decision', 'not-your-request', message, 'Decline it, or return it to be mended.');
  }
  if (!isOwn && needsSupervisor(decision) && person.role !== 'supervisor') {
    const message = 'A supervisor approves, returns and declines requests, and acknowledges emergencies.';
    add('decision', 'needs-supervisor', message, 'Leave it to a supervisor; in an emergency, choose emergency.');
  }
  if ((decision === 'emergency' || decision === 'acknowledge') && emergencyBy.includes(person.personId)) {
    const message = `You approved request ${requestNumber} in an emergency already; another person has to say this.`;
    add('decision', 'approved-by-you', message, 'Clear the row.');
  }
  if (decision !== undefined && needsWord(decision) && word === '') {
    add('word', 'missing', 'Word is empty.', 'Say why, for who asked and for the record.');
  }
  if (issues.length > 0 || decision === undefined) return issues;
  const isFinal = decision !== 'emergency' || emergencyBy.length + 1 >= emergencyApprovers;
  return { key, sheetRow, requestNumber, decision, isFinal, word };
}

function needsSupervisor(decision: ApprovalWord | undefined): boolean {
  return decision !== undefined && decision !== 'withdraw' && decision !== 'emergency';
}

function needsWord(decision: ApprovalWord): boolean {
  return decision === 'return' || decision === 'decline' || decision === 'emergency';
}
