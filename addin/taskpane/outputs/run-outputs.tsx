import { Body1, Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { words } from '../words.js';
import { CallsOutputs } from './calls-outputs.js';
import { EbillOutputs } from './ebill-outputs.js';
import { MailingOutputs } from './mailing-outputs.js';
import { useRunOutputs } from './use-run-outputs.js';

const useStyles = makeStyles({
  whole: {
    width: '100%',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    alignItems: 'stretch',
    paddingTop: tokens.spacingVerticalS,
  },
  show: { alignSelf: 'start' },
  issues: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
});

/** What leaves the office of a posted run: the mailing service's files, the e-bill notices and the calls. */
export function RunOutputs({ billRunId }: { readonly billRunId: string }) {
  const styles = useStyles();
  const task = useRunOutputs(billRunId);
  const { told, slow, trouble, asked, done, look, isBusy } = task;
  const { outputs } = words;
  const job = told?.job;
  return (
    <div className={styles.whole}>
      {told === null && (
        <Button
          className={styles.show}
          aria-label={outputs.showNamed(billRunId)}
          disabledFocusable={isBusy}
          onClick={look}
        >
          {outputs.show}
        </Button>
      )}
      {told === null && <Working slow={slow} sentence={outputs.loading} />}
      {told?.isReversed === true && <Body1>{outputs.isReversed}</Body1>}
      {told !== null && <MailingOutputs told={told} task={task} />}
      {told !== null && <EbillOutputs billRunId={billRunId} told={told} task={task} />}
      {told !== null && <CallsOutputs billRunId={billRunId} told={told} task={task} />}
      {job?.state === 'working' && (
        <>
          <Body1>{outputs.working[job.kind](job.done)}</Body1>
          <ProgressBar aria-label={outputs.showNamed(billRunId)} />
        </>
      )}
      <Live>{done !== null && <Notice intent="success" title={outputs.done[done]} />}</Live>
      <Live>
        {job?.state === 'failed' && job.failure !== null && (
          <Notice intent="error" title={job.failure.message}>
            {job.failure.fix}
            {job.failure.issues.length > 0 && (
              <ul className={styles.issues}>
                {job.failure.issues.map((issue) => (
                  <li key={issue}>{issue}</li>
                ))}
              </ul>
            )}
          </Notice>
        )}
      </Live>
      <TroubleNotice trouble={trouble} title={outputs.refused[asked]} onRetry={look} />
    </div>
  );
}
