import { Body1, Button, Field, Input } from '@fluentui/react-components';
import { REASON_LENGTH_MAX } from '../../../bridge/contract/command.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import type { SheetKind } from '../../../bridge/contract/sheets/sheet-kind.js';
import type { ActiveSheet } from '../../sheets/sheet-engine.js';
import { useJump } from '../hooks/use-jump.js';
import type { PushTask } from '../hooks/use-push.js';
import { Buttons } from '../parts/buttons.js';
import { ChoiceField } from '../parts/choice-field.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { words } from '../words.js';
import { JumpNotice } from './jump-notice.js';
import { PushResult } from './push-result.js';
import { validRows } from './valid-rows.js';

interface PushPanelProps {
  readonly active: ActiveSheet;
  readonly push: PushTask;
}

/** Preview and Push of the sheet in front, and what came of the last of them. */
export function PushPanel({ active: { pullId, kind }, push }: PushPanelProps) {
  const jump = useJump(pullId);
  const reason = push.reasons.get(pullId) ?? '';
  const { ways = [] }: SheetKind = sheetKinds[kind];
  const way = ways.find(({ id }) => id === push.ways.get(pullId)) ?? ways[0];
  const isAboutThis = push.about?.pullId === pullId;
  const isOutdated = isAboutThis && push.trouble !== null;
  const outcome = isOutdated ? null : (push.outcomes.get(pullId) ?? null);
  const valid = outcome === null ? 0 : validRows(outcome);
  const isNextPush = outcome?.reply.outcome === 'previewed' && outcome.reply.reply.applied > 0 && valid === 0;

  const order = (dryRun: boolean, mode: 'all' | 'valid') => {
    jump.reset();
    void push.push({ pullId, dryRun, mode, reason, ...(way === undefined ? {} : { way: way.id }) });
  };

  return (
    <>
      {way && (
        <ChoiceField
          label={words.sheet.way}
          choices={ways.map(({ id, label }) => ({ value: id, label }))}
          chosen={way.id}
          hint={way.help}
          onChoose={(chosen) => push.keepWay(pullId, chosen)}
        />
      )}
      <Field label={words.sheet.reason}>
        <Input
          value={reason}
          onChange={(_, data) => push.keepReason(pullId, data.value)}
          maxLength={REASON_LENGTH_MAX}
        />
      </Field>
      <Buttons>
        <Button
          appearance={isNextPush ? 'secondary' : 'primary'}
          disabledFocusable={push.busy}
          onClick={() => order(true, 'all')}
        >
          {words.sheet.preview}
        </Button>
        <Button
          appearance={isNextPush ? 'primary' : 'secondary'}
          disabledFocusable={push.busy}
          onClick={() => order(false, 'all')}
        >
          {words.sheet.push}
        </Button>
      </Buttons>
      <Working
        slow={push.slow}
        sentence={words.sheet.working[push.step]}
        onCancel={push.step === 'sending' ? push.cancel : null}
      />
      {isAboutThis && <PushTrouble push={push} />}
      <PushResult kind={kind} outcome={outcome} isFading={isAboutThis && push.slow} onGoTo={jump.goTo}>
        {outcome !== null && valid > 0 && (
          <>
            <Body1>{words.sheet.pushValidHint(outcome.reply.reply.refused)}</Body1>
            <Buttons>
              <Button disabledFocusable={push.busy} onClick={() => order(false, 'valid')}>
                {words.sheet.pushValid(valid)}
              </Button>
            </Buttons>
          </>
        )}
      </PushResult>
      <JumpNotice jump={jump} />
    </>
  );
}

/** What went wrong with a preview or a push; of a push it says when it may have got through all the same. */
function PushTrouble({ push: { trouble, about, again } }: { readonly push: PushTask }) {
  const mayBePushed = about?.dryRun === false && trouble?.mayBeDone === true;
  return (
    <TroubleNotice
      trouble={trouble}
      title={mayBePushed ? words.sheet.unknown : words.sheet.failed}
      advice={mayBePushed ? words.sheet.unknownDetail : words.sheet.failedDetail}
      onRetry={again}
    />
  );
}
