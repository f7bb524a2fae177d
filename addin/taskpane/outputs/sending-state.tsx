import { Body1, makeStyles, ProgressBar } from '@fluentui/react-components';
import type { RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { words } from '../words.js';
import type { OutputKind, RunOutputsTask } from './use-run-outputs.js';

const useStyles = makeStyles({
  issues: { margin: 0, paddingLeft: '20px' },
});

interface SendingStateProps {
  readonly kind: OutputKind;
  readonly told: RunOutputsReply;
  readonly task: RunOutputsTask;
}

/** What comes of sending one kind of output: how far it is, that it is done, or what kept it from being sent. */
export function SendingState({ kind, told, task }: SendingStateProps) {
  const styles = useStyles();
  const { outputs } = words;
  const { state, done, failure } = told.job;
  const isOfJob = told.job.kind === kind;
  const mayBeDone = task.trouble?.mayBeDone === true;
  const isDone = task.done === kind || (kind === 'calls' && task.done === 'handedOver');
  return (
    <>
      {isOfJob && state === 'working' && (
        <>
          <Body1>{outputs.working[kind](done)}</Body1>
          <ProgressBar aria-label={kind === 'calls' ? words.calls.title : outputs[kind]} />
          <TroubleNotice trouble={task.lost} title={outputs.lost} />
        </>
      )}
      <Live>{task.done !== null && isDone && <Notice intent="success" title={outputs.done[task.done]} />}</Live>
      <Live>
        {isOfJob && state === 'failed' && failure !== null && (
          <Notice intent="error" title={failure.message}>
            {failure.fix}
            {failure.issues.length > 0 && (
              <ul className={styles.issues}>
                {failure.issues.map((issue) => (
                  <li key={issue}>{issue}</li>
                ))}
              </ul>
            )}
          </Notice>
        )}
      </Live>
      {task.asked.of === kind && (
        <TroubleNotice
          trouble={task.trouble}
          title={(mayBeDone ? outputs.unknown : outputs.refused)[task.asked.what]}
          advice={mayBeDone ? outputs.unknownDetail : undefined}
          onRetry={task.look}
        />
      )}
    </>
  );
}
