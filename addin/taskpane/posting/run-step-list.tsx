import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular, RecordStop20Filled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import type { BillRunStep, BillRunStepState, RunStepsReply } from '../../../bridge/contract/run-steps.js';
import { words } from '../words.js';

const useStyles = makeStyles({
  steps: { listStyleType: 'none', margin: 0, padding: 0 },
  step: { display: 'grid', gridTemplateColumns: '20px 1fr', columnGap: tokens.spacingHorizontalS },
  mark: { display: 'flex', flexDirection: 'column', alignItems: 'center', color: tokens.colorNeutralForeground3 },
  reached: { color: tokens.colorBrandForeground1 },
  line: { flexGrow: 1, width: '2px', minHeight: tokens.spacingVerticalS, backgroundColor: tokens.colorNeutralStroke2 },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalS,
    paddingBottom: tokens.spacingVerticalL,
    minWidth: 0,
  },
  name: { fontWeight: tokens.fontWeightSemibold, lineHeight: '20px' },
  state: { fontWeight: tokens.fontWeightRegular, color: tokens.colorNeutralForeground2 },
  sentence: { color: tokens.colorNeutralForeground2, fontSize: tokens.fontSizeBase200 },
});

const ICONS: Record<BillRunStepState, ReactNode> = {
  done: <CheckmarkCircle20Filled />,
  current: <RecordStop20Filled />,
  later: <Circle20Regular />,
};

interface RunStepListProps {
  readonly steps: RunStepsReply['steps'];
  /** What can be done at a step, below what it says. */
  readonly within: (step: BillRunStep, state: BillRunStepState) => ReactNode;
}

/** The steps of a run one below the other: each says how it stands, by icon and words, and holds its work. */
export function RunStepList({ steps, within }: RunStepListProps) {
  const styles = useStyles();
  return (
    <ol className={styles.steps} aria-label={words.billRun.steps}>
      {steps.map(({ step, state, sentence }, index) => (
        <li key={step} className={styles.step} aria-current={state === 'current' ? 'step' : undefined}>
          <div className={mergeClasses(styles.mark, state !== 'later' && styles.reached)}>
            {ICONS[state]}
            {index < steps.length - 1 && <div className={styles.line} />}
          </div>
          <div className={styles.body}>
            <div>
              <div className={styles.name}>
                {words.billRun.names[step]} <span className={styles.state}>({words.home.stepState[state]})</span>
              </div>
              <div className={styles.sentence}>{sentence}</div>
            </div>
            {within(step, state)}
          </div>
        </li>
      ))}
    </ol>
  );
}
