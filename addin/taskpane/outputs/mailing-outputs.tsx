import { Body1, Button, Caption1, makeStyles, tokens } from '@fluentui/react-components';
import type { MailingFileState, RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { centsToDollars } from '../../../bridge/contract/money.js';
import { Buttons } from '../parts/buttons.js';
import { Section } from '../parts/section.js';
import { moment } from '../wording.js';
import { words } from '../words.js';
import { AgainForm } from './again-form.js';
import { SendingState } from './sending-state.js';
import type { RunOutputsTask } from './use-run-outputs.js';

const useStyles = makeStyles({
  faint: { color: tokens.colorNeutralForeground2, overflowWrap: 'anywhere' },
});

interface OutputsProps {
  readonly told: RunOutputsReply;
  readonly task: RunOutputsTask;
}

/** The files for the mailing service, each with what came of it, and what can be done next. */
export function MailingOutputs({ told, task }: OutputsProps) {
  const { isReversed, mailing, ebill } = told;
  const { outputs } = words;
  const current = mailing.findLast(({ purpose }) => purpose !== 'paper');
  const isOut = current?.state === 'sent' || current?.state === 'untold';
  const openPaper = mailing.find(
    ({ purpose, state }) => purpose === 'paper' && state !== 'sent' && state !== 'replaced',
  );
  const isPaperOut = mailing.some(
    ({ purpose, state }) => purpose === 'paper' && (state === 'sent' || state === 'untold'),
  );
  const toMail = openPaper?.accounts ?? ebill.toMail;
  return (
    <Section title={outputs.mailing} level={3}>
      {mailing.length === 0 && <Body1>{outputs.noFile}</Body1>}
      {mailing.map((file) => (
        <MailingFile key={file.edition} file={file} />
      ))}
      {!isReversed && (
        <Buttons>
          {current?.state !== 'sent' && (
            <Button appearance="primary" disabledFocusable={task.isBusy} onClick={() => void task.mail('run', '')}>
              {outputs.send}
            </Button>
          )}
          {toMail > 0 && (
            <Button appearance="primary" disabledFocusable={task.isBusy} onClick={() => void task.mail('paper', '')}>
              {outputs.sendPaper(toMail)}
            </Button>
          )}
        </Buttons>
      )}
      <SendingState kind="mailing" told={told} task={task} />
      {!isReversed && current !== undefined && (
        <AgainForm
          label={isOut ? outputs.again : outputs.anew}
          isBusy={task.isBusy}
          onSend={(reason) => task.mail('again', reason)}
        />
      )}
      {!isReversed && isPaperOut && (
        <AgainForm
          label={outputs.paperAgain}
          isBusy={task.isBusy}
          onSend={(reason) => task.mail('paper-again', reason)}
        />
      )}
    </Section>
  );
}

function MailingFile({ file }: { readonly file: MailingFileState }) {
  const styles = useStyles();
  const { outputs } = words;
  return (
    <div>
      <Body1
        block
      >{`${outputs.purposes[file.purpose]}: ${outputs.file(file.accounts, centsToDollars(file.totalCents))}`}</Body1>
      <Body1 block>{outputs.states[file.state](file.by, moment(file.at))}</Body1>
      <Caption1 block className={styles.faint}>
        {file.target === '' ? file.fileName : `${file.fileName}, ${file.target}`}
      </Caption1>
    </div>
  );
}
