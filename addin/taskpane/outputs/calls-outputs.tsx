import { Body1, Button, Caption1, Field, makeStyles, Radio, RadioGroup, tokens } from '@fluentui/react-components';
import { useState } from 'react';
import type { CallGroup } from '../../../bridge/contract/calls.js';
import type { CallFileState, RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { Buttons } from '../parts/buttons.js';
import { Facts } from '../parts/facts.js';
import { Notice } from '../parts/notice.js';
import { Section } from '../parts/section.js';
import { useShell } from '../shell-context.js';
import { day, moment, number } from '../wording.js';
import { words } from '../words.js';
import { AgainForm } from './again-form.js';
import { CallResults } from './call-results.js';
import { handOverChoices } from './hand-over-choices.js';
import { SendingState } from './sending-state.js';
import type { RunOutputsTask } from './use-run-outputs.js';

const useStyles = makeStyles({
  file: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalXS },
  faint: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface OutputsProps {
  readonly billRunId: string;
  readonly told: RunOutputsReply;
  readonly task: RunOutputsTask;
}

const COUNTS = ['toCall', 'undecided', 'skipped', 'called', 'unreached', 'notCalled'] as const;

/** Whom there is a reason to call of a run, the files for the calling service, and what can be done next. */
export function CallsOutputs({ billRunId, told, task }: OutputsProps) {
  const { calls, isReversed } = told;
  const { pull, isPulling } = useShell();
  const { calls: says } = words;
  const isAnyone = COUNTS.some((count) => calls[count] > 0);
  const untold = calls.files.some(({ state }) => state === 'untold');
  // A file that is sent again was sent before, or may have been.
  const isSent = untold || calls.files.some(({ state, purpose }) => state === 'sent' || purpose === 'again');
  return (
    <Section title={says.title} level={3}>
      {isAnyone && (
        <Facts
          facts={COUNTS.filter((count) => calls[count] > 0).map((count) => {
            return { label: says.counts[count], value: number(calls[count]) };
          })}
        />
      )}
      {!isAnyone && <Body1>{isReversed ? says.isReversed : says.nobody}</Body1>}
      {calls.files.map((file) => (
        <CallFile key={file.edition} file={file} />
      ))}
      {!isReversed && (
        <Buttons>
          {(calls.toCall > 0 || untold) && (
            <Button appearance="primary" disabledFocusable={task.isBusy} onClick={() => void task.call('uncalled', '')}>
              {says.send}
            </Button>
          )}
          <Button disabledFocusable={isPulling} onClick={() => pull('calls', { billRunId })}>
            {says.pull}
          </Button>
        </Buttons>
      )}
      <SendingState kind="calls" told={told} task={task} />
      {!isReversed && <HandedOver files={calls.files} task={task} />}
      {!isReversed && isSent && <CallAgain unreached={calls.unreached} task={task} />}
      {isSent && <CallResults isBusy={task.isBusy} onRead={task.look} />}
    </Section>
  );
}

/** Calls all of the run again, or only those whom no call reached, where there are some. */
function CallAgain({ unreached, task }: { readonly unreached: number; readonly task: RunOutputsTask }) {
  const [isAll, setIsAll] = useState(false);
  const { calls: says } = words;
  const who: CallGroup = unreached === 0 || isAll ? 'all' : 'unreached';
  return (
    <AgainForm label={says.again} isBusy={task.isBusy} onSend={(reason) => task.call(who, reason)}>
      {unreached > 0 ? (
        <Field label={says.whoAgain}>
          <RadioGroup value={who} onChange={(_, { value }) => setIsAll(value === 'all')}>
            <Radio value="unreached" label={says.unreachedAgain(unreached)} />
            <Radio value="all" label={says.allAgain} />
          </RadioGroup>
        </Field>
      ) : (
        <Body1>{says.onlyAllAgain}</Body1>
      )}
    </AgainForm>
  );
}

/** Notes that the calling service got a file another way than from here. */
function HandedOver({ files, task }: { readonly files: readonly CallFileState[]; readonly task: RunOutputsTask }) {
  const { calls: says } = words;
  const [chosen, setChosen] = useState('');
  const choices = handOverChoices(files);
  const open = choices.find(({ fileName }) => fileName === chosen) ?? choices.at(-1);
  if (open === undefined) return null;
  return (
    <AgainForm
      label={says.handedOver(open.fileName)}
      isBusy={task.isBusy}
      onSend={(reason) => task.handOver(open.edition, reason)}
    >
      <Body1>{says.handedOverHelp}</Body1>
      {choices.length > 1 && (
        <Field label={says.whichHandedOver}>
          <RadioGroup value={open.fileName} onChange={(_, { value }) => setChosen(value)}>
            {choices.map(({ fileName }) => (
              <Radio key={fileName} value={fileName} label={fileName} />
            ))}
          </RadioGroup>
        </Field>
      )}
    </AgainForm>
  );
}

function CallFile({ file }: { readonly file: CallFileState }) {
  const styles = useStyles();
  const { calls, outputs } = words;
  const { on, from, to } = file.window;
  const { toTakeBack } = file;
  return (
    <div className={styles.file}>
      <Body1 block>{calls.file(file.calls, day(on), from, to)}</Body1>
      <Body1 block>{outputs.states[file.state](file.by, moment(file.at))}</Body1>
      <Caption1 block className={styles.faint}>
        {file.target === '' ? file.fileName : `${file.fileName}, ${file.target}`}
      </Caption1>
      {toTakeBack.length > 0 && (
        <Notice intent="warning" title={calls.takeBack(toTakeBack.length)}>
          {toTakeBack.map(({ accountId, phone }) => `${phone} (${accountId})`).join(', ')}
        </Notice>
      )}
    </div>
  );
}
