import { Body1, Button, Field, Input } from '@fluentui/react-components';
import { useState } from 'react';
import type { ActiveSheet } from '../../sheets/sheet-engine.js';
import { pushKey, type PushTask } from '../hooks/use-push.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';
import { Buttons } from '../parts/buttons.js';
import { Notice } from '../parts/notice.js';
import { TroubleNotice } from '../parts/trouble-notice.js';
import { Working } from '../parts/working.js';
import { words } from '../words.js';
import { PushResult } from './push-result.js';
import { validRows } from './valid-rows.js';

const REASON_LENGTH_MAX = 500;

interface PushPanelProps {
  readonly active: ActiveSheet;
  readonly push: PushTask;
}

/** Preview and Push of the sheet in front, and what came of the last of them. */
export function PushPanel({ active, push }: PushPanelProps) {
  const { engine } = usePane();
  const jump = useTask<unknown>();
  const [reason, setReason] = useState('');
  const outcome = push.outcomes.get(pushKey(active)) ?? null;
  const trouble = push.about === pushKey(active) ? push.trouble : null;
  const valid = outcome === null ? 0 : validRows(outcome);
  const isNextPush = outcome?.reply.outcome === 'previewed' && outcome.reply.reply.applied > 0 && valid === 0;

  const order = (dryRun: boolean, mode: 'all' | 'valid') => void push.push({ sheet: active, dryRun, mode, reason });
  const goTo = (rowKey: string, columnId: string) =>
    void jump.start(() => engine.goTo({ pullId: active.pullId, rowKey, columnId }));

  return (
    <>
      <Field label={words.sheet.reason}>
        <Input value={reason} onChange={(_, data) => setReason(data.value)} maxLength={REASON_LENGTH_MAX} />
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
      <Working slow={push.slow} sentence={words.sheet.working[push.step]} />
      <TroubleNotice trouble={trouble} title={words.sheet.failed} />
      {trouble?.kind === 'not-running' && <Body1>{words.sheet.failedDetail}</Body1>}
      {jump.trouble && (
        <Notice intent="error" title={words.sheet.jumpFailed}>{`${jump.trouble.message} ${jump.trouble.fix}`}</Notice>
      )}
      <PushResult kind={active.kind} outcome={outcome} onGoTo={goTo}>
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
    </>
  );
}
