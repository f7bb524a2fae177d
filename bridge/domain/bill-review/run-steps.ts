import { counted } from '../../contract/counted.js';
import { centsToDollars, type Cents } from '../../contract/money.js';
import { billRunSteps, type BillRunStep, type RunStepsReply } from '../../contract/run-steps.js';

/** Where an open run stands. */
export interface RunProgress {
  readonly billedOn: string;
  readonly dueOn: string;
  readonly message: string;
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
  /** Who looked at the bills, and how many changed since; null where nobody did. */
  readonly look: { readonly personName: string; readonly changed: number } | null;
  /** Who approved the run, and whether it still is as it was; null where nobody did. */
  readonly approval: { readonly personName: string; readonly stands: boolean } | null;
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

function doneSteps({ reads, blocked, undecided, look, approval }: RunProgress): Readonly<Record<BillRunStep, boolean>> {
  return {
    criteria: true,
    // A read that is not settled is no more in the way once its account is held.
    readings: reads.ready === reads.expected || blocked === 0,
    calculate: blocked === 0,
    exceptions: undecided === 0,
    preview: undecided === 0 && look?.changed === 0,
    approve: undecided === 0 && approval?.stands === true,
    post: false,
    outputs: false,
  };
}

function sentenceOf(step: BillRunStep, progress: RunProgress): string {
  const { reads, bills, totalCents, held, undecided, look, approval } = progress;
  switch (step) {
    case 'criteria':
      return `Billed ${progress.billedOn}, due ${progress.dueOn}${progress.message === '' ? '' : ', with a message'}.`;
    case 'readings':
      return `${reads.ready.toLocaleString('en-US')} of ${counted(reads.expected, 'read')} settled.`;
    case 'calculate':
      return calculateSentence(progress);
    case 'exceptions':
      return `${undecided === 0 ? 'All decided' : `${counted(undecided, 'exception')} to decide`}${
        held === 0 ? '' : `, ${counted(held, 'account')} held`
      }.`;
    case 'preview':
      return previewSentence(look);
    case 'approve':
      return approvalSentence(approval, `${counted(bills, 'bill')}, ${centsToDollars(totalCents)}`);
    case 'post':
      return 'Writes the bills to the ledger in one piece and opens the next run.';
    case 'outputs':
      return 'What leaves the office is made of the posted run.';
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

function previewSentence(look: RunProgress['look']): string {
  if (look === null) return 'Nobody has looked at the bills yet.';
  if (look.changed === 0) return `Looked at by ${look.personName}; nothing changed since.`;
  return `${counted(look.changed, 'bill')} changed since ${look.personName} looked.`;
}

function approvalSentence(approval: RunProgress['approval'], totals: string): string {
  if (approval === null) return `To be approved: ${totals}.`;
  if (approval.stands) return `Approved by ${approval.personName}: ${totals}.`;
  return `The approval by ${approval.personName} is void: the run changed since.`;
}
