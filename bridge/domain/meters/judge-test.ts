import type { Issue } from '../../contract/problem.js';
import type { MeterTestLimits } from '../../contract/settings/meter-test-limits.js';
import { Exact } from '../metering/exact.js';
import { meterIssue } from './meter-issue.js';
import type { MeterWork } from './meter-work.js';

const FLOWS = ['low', 'medium', 'high'] as const;
/** No meter counts more than twice the water that passed it: a larger figure is a slip. */
const PERCENT_MAX = 200;

export interface TestResult {
  readonly passed: boolean;
  /** Each flow with its figure and, where it failed, the limits. */
  readonly words: string;
}

/** Judges the figures of a test, flow by flow; a flow that was not tested is not judged. */
export function judgeTest(work: MeterWork, limits: MeterTestLimits): TestResult | Issue[] {
  const tested = FLOWS.flatMap((flow, index) => {
    const figure = work.test[index] ?? null;
    return figure === null ? [] : [{ flow, figure }];
  });
  if (tested.length === 0) {
    const fix = 'Type the accuracy in percent at one flow at least, such as 98.7.';
    return [meterIssue(work, 'medium', 'test-missing', 'The action is test, but there is no figure.', fix)];
  }
  const wrong = tested.filter(({ figure }) => new Exact(figure).lt(0) || new Exact(figure).gt(PERCENT_MAX));
  if (wrong.length > 0) {
    return wrong.map(({ flow, figure }) => {
      const message = `${figure}% is no accuracy at ${flow} flow.`;
      return meterIssue(
        work,
        flow,
        'not-a-percentage',
        message,
        'Type percent of the water that passed, such as 98.7.',
      );
    });
  }
  const failed = tested.filter(({ flow, figure }) => !isWithin(figure, limits[flow]));
  const said = tested.map(({ flow, figure }) => `${flow} ${figure}%`).join(', ');
  if (failed.length === 0) return { passed: true, words: `Passed: ${said}.` };
  const why = failed.map(({ flow }) => `${flow} flow must be ${limits[flow].minimum}% to ${limits[flow].maximum}%`);
  return { passed: false, words: `Failed: ${said}; ${why.join(', ')}.` };
}

function isWithin(figure: string, { minimum, maximum }: MeterTestLimits['low']): boolean {
  return new Exact(figure).gte(minimum) && new Exact(figure).lte(maximum);
}
