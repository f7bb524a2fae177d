import type { OpenRun } from '../../../bridge/contract/api.js';
import { billRunParametersSchema } from '../../../bridge/contract/sheets/readings.js';

/** The steps that the pane shows; posting comes when the preview is right. */
export const paneSteps = ['unload', 'review', 'preview', 'post'] as const;
export type PaneStep = (typeof paneSteps)[number];

export type StepState = 'done' | 'current' | 'later';

/** What can be done with a run, in the order of the work. */
export const runActions = ['load', 'unload', 'readings', 'rereads', 'bill-preview', 'post'] as const;
export type RunAction = (typeof runActions)[number];

export interface RunPlan {
  readonly steps: readonly { readonly step: PaneStep; readonly state: StepState }[];
  /** The next thing to do. */
  readonly primary: RunAction;
  /** What else can be done now. A run that is not through its review cannot be posted. */
  readonly others: readonly RunAction[];
}

/**
 * What to show of a run. The bridge knows three steps and posting is the fourth: it comes next once the bills of the
 * run were pulled to be looked at.
 */
export function planOf(run: Pick<OpenRun, 'step'>, isPreviewPulled: boolean): RunPlan {
  const current: PaneStep = run.step === 'preview' && isPreviewPulled ? 'post' : run.step;
  const at = paneSteps.indexOf(current);
  const primary = actionOf(current);
  return {
    steps: paneSteps.map((step, index) => ({ step, state: index < at ? 'done' : index === at ? 'current' : 'later' })),
    primary,
    others: runActions.filter((action) => action !== primary && (action !== 'post' || run.step === 'preview')),
  };
}

function actionOf(step: PaneStep): RunAction {
  switch (step) {
    case 'unload':
      return 'unload';
    case 'review':
      return 'readings';
    case 'preview':
      return 'bill-preview';
    case 'post':
      return 'post';
  }
}

/** The bill run that a pull's parameters name, or null. */
export function runOfParameters(parameters: unknown): string | null {
  return billRunParametersSchema.safeParse(parameters).data?.billRunId ?? null;
}
