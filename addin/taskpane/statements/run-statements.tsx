import { Body1, Button, makeStyles, ProgressBar, tokens } from '@fluentui/react-components';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { words } from '../words.js';
import { MailedButton } from './mailed-button.js';
import { useRunStatements } from './use-run-statements.js';

const useStyles = makeStyles({
  whole: {
    width: '100%',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalXS,
    alignItems: 'start',
  },
  path: { overflowWrap: 'anywhere', userSelect: 'text' },
});

/** The statements of a posted run: how many are written while they are, then where they lie. */
export function RunStatements({ billRunId }: { readonly billRunId: string }) {
  const styles = useStyles();
  const { told, busy, trouble, lost, make } = useRunStatements(billRunId);
  const { statements } = words;
  const isWorking = told?.state === 'working';
  return (
    <div className={styles.whole}>
      <Button aria-label={statements.makeNamed(billRunId)} disabledFocusable={busy || isWorking} onClick={make}>
        {statements.make}
      </Button>
      {isWorking && (
        <>
          <Body1>{statements.working(told.written, told.of)}</Body1>
          <ProgressBar
            aria-label={statements.makeNamed(billRunId)}
            value={told.of === 0 ? 0 : told.written / told.of}
          />
          <TroubleNotice trouble={lost} title={statements.lost} />
        </>
      )}
      <Live>
        {told?.state === 'done' && (
          <Notice intent="success" title={statements.done(told.written)}>
            <Body1 block className={styles.path}>
              {told.file}
            </Body1>
          </Notice>
        )}
        {told?.state === 'failed' && told.failure !== null && (
          <Notice intent="error" title={told.failure.message}>
            {told.failure.fix}
          </Notice>
        )}
      </Live>
      {told?.state === 'done' && <MailedButton billRunId={billRunId} />}
      <TroubleNotice trouble={trouble} title={statements.failed} onRetry={make} />
    </div>
  );
}
