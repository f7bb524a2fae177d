import { Body1, Button, makeStyles, tokens } from '@fluentui/react-components';
import type { ImportBouncesReply } from '../../../bridge/contract/commands/import-bounces.js';
import { Facts } from '../parts/facts.js';
import { FilesField } from '../parts/file-field.js';
import { Fold } from '../parts/fold.js';
import { Live } from '../parts/live.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { words } from '../words.js';
import { useBounces } from './use-bounces.js';

const useStyles = makeStyles({
  parts: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalS },
  note: { alignSelf: 'start' },
  names: { overflowWrap: 'anywhere' },
});

/** More of them help nobody in a pane. */
const SHOWN_MAX = 20;

const FILE_TYPES = '.eml,.mbox,.txt,message/rfc822';

interface BouncesProps {
  readonly isBusy: boolean;
  readonly onNoted: () => void;
}

/** Reads messages that mail servers sent back, so that the bills go on paper. */
export function Bounces({ isBusy, onNoted }: BouncesProps) {
  const styles = useStyles();
  const task = useBounces(onNoted);
  const { bounces } = words.outputs;
  const { result, files } = task;
  const isNoted = result !== null && result.receiptNumber !== null;
  return (
    <Fold title={bounces.title} level={4}>
      <div className={styles.parts}>
        <FilesField
          label={bounces.files}
          hint={bounces.hint}
          choose={bounces.choose}
          types={FILE_TYPES}
          chosen={files.length === 1 ? (files[0]?.name ?? '') : bounces.chosen(files.length)}
          trouble={task.fileTrouble}
          disabled={task.busy || isBusy}
          onChoose={task.choose}
        />
        <Working slow={task.slow} sentence={bounces.reading} />
        <TroubleNotice trouble={task.trouble} title={bounces.refused} />
        {result !== null && task.trouble === null && <Told reply={result.reply} isNoted={isNoted} />}
        {result !== null && !isNoted && result.reply.bounced.length > 0 && (
          <Button appearance="primary" className={styles.note} disabledFocusable={task.busy} onClick={task.note}>
            {bounces.note(result.reply.bounced.length)}
          </Button>
        )}
      </div>
    </Fold>
  );
}

function Told({ reply, isNoted }: { readonly reply: ImportBouncesReply; readonly isNoted: boolean }) {
  const styles = useStyles();
  const { bounces } = words.outputs;
  const { messages, bounced, known, delayed, others } = reply;
  return (
    <>
      <Live>
        <Notice
          intent={isNoted ? 'success' : 'info'}
          title={isNoted ? bounces.noted(bounced.length) : bounces.found(bounced.length, messages)}
        />
      </Live>
      {bounced.length > 0 && (
        <Facts
          isStacked
          facts={bounced.slice(0, SHOWN_MAX).map(({ billRunId, accountId, email, why }) => {
            return { label: `${accountId} ${email}`, value: bounces.of(billRunId, why) };
          })}
        />
      )}
      {bounced.length > SHOWN_MAX && <Body1>{bounces.more(bounced.length - SHOWN_MAX)}</Body1>}
      {known > 0 && <Body1>{bounces.known(known)}</Body1>}
      {delayed > 0 && <Body1>{bounces.delayed(delayed)}</Body1>}
      {others.length > 0 && (
        <Body1 className={styles.names}>
          {bounces.others(others.slice(0, SHOWN_MAX).join(', '), others.length - SHOWN_MAX)}
        </Body1>
      )}
    </>
  );
}
