import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
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
});

/** What leaves the office of a posted run: the mailing service's files, the e-bill notices and the calls. */
export function RunOutputs({ billRunId }: { readonly billRunId: string }) {
  const styles = useStyles();
  const task = useRunOutputs(billRunId);
  const { told, slow, trouble, asked, look, isBusy } = task;
  const { outputs } = words;
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
      {asked.of === null && <TroubleNotice trouble={trouble} title={outputs.refused.look} onRetry={look} />}
    </div>
  );
}
