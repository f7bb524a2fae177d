import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { CallFileState, RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { Buttons } from '../parts/buttons.js';
import { Facts } from '../parts/facts.js';
import { Section } from '../parts/section.js';
import { useShell } from '../shell-context.js';
import { day, moment, number } from '../wording.js';
import { words } from '../words.js';
import { AgainForm } from './again-form.js';
import { CallResults } from './call-results.js';
import type { RunOutputsTask } from './use-run-outputs.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface OutputsProps {
  readonly billRunId: string;
  readonly told: RunOutputsReply;
  readonly task: RunOutputsTask;
}

const COUNTS = ['toCall', 'undecided', 'skipped', 'called', 'notCalled'] as const;

/** Whom there is a reason to call of a run, the files for the calling service, and what can be done next. */
export function CallsOutputs({ billRunId, told: { calls }, task }: OutputsProps) {
  const { pull, isPulling } = useShell();
  const { calls: says } = words;
  const isAnyone = COUNTS.some((count) => calls[count] > 0);
  const untold = calls.files.some(({ state }) => state === 'untold');
  // A file that is sent again was sent before, or may have been.
  const isSent = untold || calls.files.some(({ state, purpose }) => state === 'sent' || purpose === 'again');
  return (
    <Section title={says.title} level={3}>
      {isAnyone ? (
        <Facts
          facts={COUNTS.filter((count) => calls[count] > 0).map((count) => {
            return { label: says.counts[count], value: number(calls[count]) };
          })}
        />
      ) : (
        <Body1>{says.nobody}</Body1>
      )}
      {calls.files.map((file) => (
        <CallFile key={file.edition} file={file} />
      ))}
      <Buttons>
        {(calls.toCall > 0 || untold) && (
          <Button appearance="primary" disabledFocusable={task.isBusy} onClick={() => task.call(false, '')}>
            {says.send}
          </Button>
        )}
        <Button disabledFocusable={isPulling} onClick={() => pull('calls', { billRunId })}>
          {says.pull}
        </Button>
      </Buttons>
      {isSent && <AgainForm label={says.again} isBusy={task.isBusy} onSend={(reason) => task.call(true, reason)} />}
      {isSent && <CallResults isBusy={task.isBusy} onRead={task.look} />}
    </Section>
  );
}

function CallFile({ file }: { readonly file: CallFileState }) {
  const styles = useStyles();
  const { calls, outputs } = words;
  const { on, from, to } = file.window;
  return (
    <div>
      <Body1 block>{calls.file(file.calls, day(on), from, to)}</Body1>
      <Body1 block>{outputs.states[file.state](file.by, moment(file.at))}</Body1>
      <Caption1 block className={styles.faint}>
        {file.target === '' ? file.fileName : `${file.fileName}, ${file.target}`}
      </Caption1>
    </div>
  );
}
