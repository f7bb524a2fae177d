import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components';
import { CheckmarkCircle20Filled, Circle20Regular, RecordStop20Filled } from '@fluentui/react-icons';
import type { ReactNode } from 'react';
import { words } from '../words.js';
import type { RunPlan, StepState } from './run-actions.js';

const useStyles = makeStyles({
  steps: { display: 'flex', listStyleType: 'none', margin: 0, padding: 0 },
  step: {
    flex: '1 1 0',
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'center',
    gap: tokens.spacingVerticalXXS,
    textAlign: 'center',
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
  },
  current: { color: tokens.colorBrandForeground1, fontWeight: tokens.fontWeightBold },
  name: { fontWeight: tokens.fontWeightSemibold },
  state: { fontWeight: tokens.fontWeightRegular },
});

const ICONS: Record<StepState, ReactNode> = {
  done: <CheckmarkCircle20Filled />,
  current: <RecordStop20Filled />,
  later: <Circle20Regular />,
};

/** Unload, Review, Preview, Post: which are done, which is now. Said by icon and word, not by colour alone. */
export function RunStepper({ steps }: { readonly steps: RunPlan['steps'] }) {
  const styles = useStyles();
  return (
    <ol className={styles.steps} aria-label={words.home.where}>
      {steps.map(({ step, state }) => (
        <li
          key={step}
          className={mergeClasses(styles.step, state === 'current' && styles.current)}
          aria-current={state === 'current' ? 'step' : undefined}
        >
          {ICONS[state]}
          <span className={styles.name}>{words.home.steps[step]}</span>
          <span className={styles.state}>{words.home.stepState[state]}</span>
        </li>
      ))}
    </ol>
  );
}
