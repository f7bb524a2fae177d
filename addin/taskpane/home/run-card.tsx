import { Body1, Body1Strong, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { OpenRun } from '../../../bridge/contract/api.js';
import { Buttons } from '../parts/buttons.js';
import { useShell } from '../shell-context.js';
import { day } from '../wording.js';
import { words } from '../words.js';
import { ReadProgress } from './read-progress.js';
import { planOf, type RunAction } from './run-actions.js';
import { RunStepper } from './run-stepper.js';

const useStyles = makeStyles({
  card: {
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: tokens.spacingVerticalM,
    border: `1px solid ${tokens.colorNeutralStroke2}`,
    borderRadius: tokens.borderRadiusLarge,
    boxShadow: tokens.shadow2,
    backgroundColor: tokens.colorNeutralBackground1,
  },
  dates: { color: tokens.colorNeutralForeground2 },
  next: {
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderLeft: `3px solid ${tokens.colorBrandStroke1}`,
    backgroundColor: tokens.colorNeutralBackground3,
  },
});

interface RunCardProps {
  readonly run: OpenRun;
  readonly isPreviewPulled: boolean;
  readonly onLoad: () => void;
  readonly onUnload: () => void;
  readonly onPost: () => void;
}

/** Where one run stands, what is next, and the buttons for it: the next thing stands out, the rest is beside it. */
export function RunCard({ run, isPreviewPulled, onLoad, onUnload, onPost }: RunCardProps) {
  const styles = useStyles();
  const { pull, isPulling } = useShell();
  const plan = planOf(run, isPreviewPulled);

  const act = (action: RunAction) => {
    if (action === 'load') onLoad();
    else if (action === 'unload') onUnload();
    else if (action === 'post') onPost();
    else pull(action, { billRunId: run.billRunId });
  };
  const button = (action: RunAction, appearance: 'primary' | 'secondary') => (
    <Button
      key={action}
      appearance={appearance}
      disabledFocusable={isPulling && action !== 'unload' && action !== 'post'}
      onClick={() => act(action)}
    >
      {words.home.actions[action]}
    </Button>
  );

  return (
    <div className={styles.card}>
      <div className={styles.dates}>
        <Caption1 block>{words.home.period(day(run.periodFrom), day(run.periodTo))}</Caption1>
        <Caption1 block>{words.home.billedDue(day(run.billedOn), day(run.dueOn))}</Caption1>
      </div>
      <RunStepper steps={plan.steps} />
      <ReadProgress reads={run.reads} />
      <div className={styles.next}>
        <Body1Strong>{words.home.next}: </Body1Strong>
        <Body1>{run.next}</Body1>
      </div>
      {button(plan.primary, 'primary')}
      <Buttons>
        {plan.others.map((action) => button(action, 'secondary'))}
        {plan.primary !== 'post' && <Button onClick={onPost}>{words.billRun.open}</Button>}
      </Buttons>
    </div>
  );
}
