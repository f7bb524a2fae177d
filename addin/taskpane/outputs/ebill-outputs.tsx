import { Body1, Button } from '@fluentui/react-components';
import type { RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { Buttons } from '../parts/buttons.js';
import { Facts } from '../parts/facts.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { AgainForm } from './again-form.js';
import type { RunOutputsTask } from './use-run-outputs.js';

interface OutputsProps {
  readonly told: RunOutputsReply;
  readonly task: RunOutputsTask;
}

/** How the e-bill notices of a run stand, those that need a look, and what can be done next. */
export function EbillOutputs({ told: { ebill }, task }: OutputsProps) {
  const { outputs } = words;
  if (ebill.accounts === 0) {
    return (
      <Section title={outputs.ebill} level={3}>
        <Body1>{outputs.noEbill}</Body1>
      </Section>
    );
  }
  const open = ebill.waiting + ebill.untold;
  return (
    <Section title={outputs.ebill} level={3}>
      <Body1>{outputs.sentOf(ebill.sent, ebill.accounts)}</Body1>
      {ebill.troubled.length > 0 && (
        <Facts
          facts={ebill.troubled.map(({ accountId, email, state, detail }) => ({
            label: `${accountId} ${email}`,
            value: outputs.troubled(outputs.noticeStates[state], detail),
          }))}
        />
      )}
      {ebill.waiting > 0 && (
        <Buttons>
          <Button appearance="primary" disabledFocusable={task.isBusy} onClick={() => task.notify('send', '')}>
            {outputs.notify(ebill.waiting)}
          </Button>
        </Buttons>
      )}
      {ebill.untold > 0 && (
        <AgainForm
          label={outputs.notifyUntold(ebill.untold)}
          isBusy={task.isBusy}
          onSend={(reason) => task.notify('untold', reason)}
        />
      )}
      {ebill.refused > 0 && (
        <AgainForm
          label={outputs.notifyRefused(ebill.refused)}
          isBusy={task.isBusy}
          onSend={(reason) => task.notify('refused', reason)}
        />
      )}
      {open > 0 && (
        <AgainForm
          label={outputs.giveUp(open)}
          isBusy={task.isBusy}
          onSend={(reason) => task.notify('give-up', reason)}
        />
      )}
    </Section>
  );
}
