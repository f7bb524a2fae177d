import { counted } from '../../contract/counted.js';
import { centsToDollars, type Cents } from '../../contract/money.js';
import { billRunSteps, type BillRunStep, type RunStepsReply } from '../../contract/run-steps.js';

/** Whether an approval still holds: as long as the run is what was approved, and by who approves. */
export type ApprovalStanding = 'stands' | 'changed' | 'not-by-supervisor';

/** Where an open run stands. */
export interface RunProgress {
  readonly billedOn: string;
  readonly dueOn: string;
  readonly message: string;
  /** Why the bill date can't stand; null where it can. */
  readonly dateTrouble: string | null;
  readonly reads: { readonly expected: number; readonly ready: number };
  /** Bills that can be made and are not held. */
  readonly bills: number;
  readonly totalCents: Cents;
  /** Bills that had to be calculated again since the run was looked at last; null where nobody did. */
  readonly calculatedAgain: number | null;
  readonly held: number;
  /** Bills that can't be made and are not held. */
  readonly blocked: number;
  /** Exceptions that nobody has decided; of them those that block. */
  readonly undecided: number;
  /** The lines of the bills are more than a sheet gets: who sees the totals has looked. */
  readonly isLookedAtByTotals: boolean;
  /** How many bills changed since the person looked at them, or since anybody did where they approve none; null where they did not. */
  readonly look: { readonly personName: string; readonly changed: number } | null;
  /** Who approved the run, and whether that holds; null where nobody did. */
  readonly approval: { readonly personName: string; readonly standing: ApprovalStanding } | null;
}

type Steps = RunStepsReply['steps'];

/** The steps of an open run: those that are done, the first that is not, and those after it. */
export function runSteps(progress: RunProgress): Steps {
  const isDone = doneSteps(progress);
  const current = billRunSteps.find((step) => !isDone[step]);
  return billRunSteps.map((step) => ({
    step,
    state: step === current ? 'current' : isDone[step] ? 'done' : 'later',
    sentence: sentenceOf(step, progress),
  }));
}

function doneSteps({
  dateTrouble,
  reads,
  blocked,
  undecided,
  look,
  approval,
}: RunProgress): Readonly<Record<BillRunStep, boolean>> {
  return {
    criteria: dateTrouble === null,
    // A read that is not settled is no more in the way once its account is held.
    readings: reads.ready === reads.expected || blocked === 0,
    calculate: blocked === 0,
    exceptions: undecided === 0,
    preview: undecided === 0 && look?.changed === 0,
    approve: undecided === 0 && approval?.standing === 'stands',
    post: false,
    outputs: false,
  };
}

function sentenceOf(step: BillRunStep, progress: RunProgress): string {
  const { reads, bills, totalCents, held, undecided, approval } = progress;
  switch (step) {
    case 'criteria':
      return criteriaSentence(progress);
    case 'readings':
      return `${reads.ready.toLocaleString('en-US')} of ${counted(reads.expected, 'read')} settled.`;
    case 'calculate':
      return calculateSentence(progress);
    case 'exceptions':
      return `${undecided === 0 ? 'All decided' : `${counted(undecided, 'exception')} to decide`}${
        held === 0 ? '' : `, ${counted(held, 'account')} held`
      }.`;
    case 'preview':
      return previewSentence(progress);
    case 'approve':
      return approvalSentence(approval, `${counted(bills, 'bill')}, ${centsToDollars(totalCents)}`);
    case 'post':
      return 'Writes the bills to the ledger in one piece and opens the next run.';
    case 'outputs':
      return 'Statements, mailing file, e-bill notices and calls are made of the run once it is posted.';
  }
}

function calculateSentence({ bills, blocked, calculatedAgain }: RunProgress): string {
  const again = calculatedAgain ?? 0;
  const whole = [
    `${counted(bills, 'bill')} calculated`,
    ...(again === 0 ? [] : [`${again.toLocaleString('en-US')} of them again, as a read, an account or rates changed`]),
    ...(blocked === 0 ? [] : [`${counted(blocked, 'account')} can't be billed yet`]),
  ];
  return `${whole.join('; ')}.`;
}

function criteriaSentence({ billedOn, dueOn, message, dateTrouble }: RunProgress): string {
  return dateTrouble ?? `Billed ${billedOn}, due ${dueOn}${message === '' ? '' : ', with a message'}.`;
}

function previewSentence({ look, isLookedAtByTotals }: RunProgress): string {
  if (look === null && isLookedAtByTotals) {
    return 'Not looked at yet: the preview has more lines than a sheet gets, so who saw Bill Totals has looked at the bills.';
  }
  if (look === null) return 'Not looked at yet: who approves the bills has looked at them.';
  if (look.changed === 0) return `Looked at by ${look.personName}; nothing changed since.`;
  return `${counted(look.changed, 'bill')} changed since ${look.personName} looked.`;
}

function approvalSentence(approval: RunProgress['approval'], totals: string): string {
  if (approval === null) return `To be approved: ${totals}.`;
  const { personName, standing } = approval;
  if (standing === 'stands') return `Approved by ${personName}: ${totals}.`;
  const why = standing === 'changed' ? 'the run changed since' : 'a supervisor approves runs now';
  return `The approval by ${personName} is void: ${why}.`;
}
