import { Body1, Button } from '@fluentui/react-components';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { RecordRunOutputReply } from '../../../bridge/contract/commands/record-run-output.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { words } from '../words.js';

/** Notes that the statements of a run were mailed: Curbstop can't see that, and a run that customers know is not undone freely. */
export function MailedButton({ billRunId }: { readonly billRunId: string }) {
  const { send } = useCommand('record-run-output');
  const { start, busy, trouble, result } = useTask<CommandReply<RecordRunOutputReply>>();
  const { statements } = words;
  const mayBeNoted = trouble?.mayBeDone === true;
  const note = () => {
    const order = { payload: { billRunId, kind: 'statements' as const }, subject: billRunId, fingerprint: billRunId };
    void start((signal) => send({ ...order, signal }));
  };
  return (
    <>
      <Live>
        {result !== null && (
          <Notice intent="success" title={statements.mailedNoted}>
            <Body1 block>{statements.mailedDetail}</Body1>
          </Notice>
        )}
      </Live>
      {result === null && (
        <Button aria-label={statements.mailedNamed(billRunId)} disabledFocusable={busy} onClick={note}>
          {statements.mailed}
        </Button>
      )}
      <TroubleNotice
        trouble={trouble}
        title={mayBeNoted ? statements.mailedUnknown : statements.mailedFailed}
        advice={mayBeNoted ? statements.mailedUnknownDetail : undefined}
        onRetry={note}
      />
    </>
  );
}
