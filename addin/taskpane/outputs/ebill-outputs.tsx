import { Body1, Button } from '@fluentui/react-components';
import type { RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { Buttons } from '../parts/buttons.js';
import { Facts } from '../parts/facts.js';
import { Section } from '../parts/section.js';
import { words } from '../words.js';
import { useShell } from '../shell-context.js';
import { AgainForm } from './again-form.js';
import { Bounces } from './bounces.js';
import { SendingState } from './sending-state.js';
import type { RunOutputsTask } from './use-run-outputs.js';

interface OutputsProps {
  readonly billRunId: string;
  readonly told: RunOutputsReply;
  readonly task: RunOutputsTask;
}

/** How the e-bill notices of a run stand, those that need a look, and what can be done next. */
export function EbillOutputs({ billRunId, told, task }: OutputsProps) {
  const { isReversed, ebill } = told;
  const { pull, isPulling } = useShell();
  const { outputs } = words;
  if (ebill.accounts === 0) {
    return (
      <Section title={outputs.ebill} level={3}>
        <Body1>{outputs.noEbill}</Body1>
      </Section>
    );
  }
  return (
    <Section title={outputs.ebill} level={3}>
      <Body1>{outputs.sentOf(ebill.sent, ebill.accounts)}</Body1>
      {ebill.troubled.length > 0 && (
        <Facts
          isStacked
          facts={ebill.troubled.map(({ accountId, email, state, detail }) => ({
            label: `${accountId} ${email}`,
            value: outputs.troubled(outputs.noticeStates[state], detail),
          }))}
        />
      )}
      {ebill.troubled.length > 0 && (
        <Buttons>
          <Button disabledFocusable={isPulling} onClick={() => pull('ebill-failures', { billRunId })}>
            {outputs.pullFailures}
          </Button>
        </Buttons>
      )}
      {!isReversed && ebill.waiting > 0 && (
        <Buttons>
          <Button appearance="primary" disabledFocusable={task.isBusy} onClick={() => void task.notify('send', '')}>
            {outputs.notify(ebill.waiting)}
          </Button>
        </Buttons>
      )}
      <SendingState kind="ebill" told={told} task={task} />
      {!isReversed && <ReasonedActions ebill={ebill} task={task} />}
      {isTried(ebill) && <Bounces isBusy={task.isBusy} onNoted={task.look} />}
    </Section>
  );
}

/** Whether any notice was sent, or was to be. */
function isTried({ sent, troubled }: RunOutputsReply['ebill']): boolean {
  return sent > 0 || troubled.length > 0;
}

interface ActionsProps {
  readonly ebill: RunOutputsReply['ebill'];
  readonly task: RunOutputsTask;
}

/** What can be done with the notices of a run only with a reason. */
function ReasonedActions({ ebill, task }: ActionsProps) {
  const { outputs } = words;
  const open = isTried(ebill) ? ebill.waiting + ebill.untold : 0;
  const offered = [
    { action: 'untold', count: ebill.untold, label: outputs.notifyUntold(ebill.untold) },
    { action: 'refused', count: ebill.refused, label: outputs.notifyRefused(ebill.refused) },
    { action: 'give-up', count: open, label: outputs.giveUp(open) },
  ] as const;
  return (
    <>
      {offered
        .filter(({ count }) => count > 0)
        .map(({ action, label }) => (
          <AgainForm key={action} label={label} isBusy={task.isBusy} onSend={(reason) => task.notify(action, reason)} />
        ))}
    </>
  );
}
