import type { CommandReply } from '../../../bridge/contract/command.js';
import type { ApproveBillRunReply } from '../../../bridge/contract/commands/approve-bill-run.js';
import type { SetRunCriteriaReply } from '../../../bridge/contract/commands/set-run-criteria.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import type { Issue } from '../../../bridge/contract/problem.js';
import type { RunStepsReply } from '../../../bridge/contract/run-steps.js';
import { words } from '../words.js';

/** What came of the last thing that was done with a run that is open. */
export interface RunVerdict {
  readonly title: string;
  readonly receipt: string | undefined;
}

export interface RunWork {
  readonly criteria: CommandReply<SetRunCriteriaReply> | null;
  readonly approval: CommandReply<ApproveBillRunReply> | null;
  /** As the run stands now; null until it is known. */
  readonly run: RunStepsReply | null;
}

/** Says that the dates are saved, or that the run is approved as long as it is; null where there is nothing to say. */
export function runVerdict({ criteria, approval, run }: RunWork): RunVerdict | null {
  const isApproved = run?.steps.some(({ step, state }) => step === 'approve' && state === 'done') === true;
  if (approval !== null && approval.outcome !== 'refused' && isApproved) {
    const { bills, totalCents } = run;
    return { title: words.approval.approved(bills, centsToDollars(totalCents)), receipt: receiptOf(approval) };
  }
  if (criteria === null || criteria.outcome === 'refused') return null;
  // Without a receipt there was nothing to change.
  const title = criteria.receiptNumber === null ? words.billRun.notChanged : words.billRun.saved;
  return { title, receipt: receiptOf(criteria) };
}

function receiptOf({ receiptNumber }: { readonly receiptNumber: number | null }): string | undefined {
  return receiptNumber === null ? undefined : words.common.receipt(receiptNumber);
}

/** What is wrong with a field, with what to do; undefined where nothing is. */
export function issueAt(issues: readonly Issue[], column: string): string | undefined {
  const found = issues.filter((issue) => issue.column === column);
  return found.length === 0 ? undefined : found.map(({ message, fix }) => `${message} ${fix}`).join(' ');
}
