import { useCallback, useState } from 'react';
import type { Activity } from '../../sheets/activity.js';
import type { PushOutcome } from '../../sheets/push-outcome.js';
import type { ActiveSheet } from '../../sheets/sheet-engine.js';
import { usePane } from '../pane-context.js';
import { useActivity } from './use-activity.js';
import { useTask } from './use-task.js';

export interface PushOrder {
  readonly sheet: ActiveSheet;
  readonly dryRun: boolean;
  readonly mode: 'all' | 'valid';
  readonly reason: string;
}

export type PushStep = 'reading' | 'sending' | 'writing';

/** Names one pulled sheet: a copied worksheet has the same pull but another name. */
export function pushKey({ pullId, sheetName }: { readonly pullId: string; readonly sheetName: string }): string {
  return `${pullId} ${sheetName}`;
}

/**
 * Previews and pushes sheets. `about` names the sheet of the last order. The last outcome of each sheet is kept while
 * the person looks at other screens, and so is that of a push from the ribbon.
 */
export function usePush() {
  const { engine } = usePane();
  const task = useTask<PushOutcome>();
  const { start } = task;
  const [step, setStep] = useState<PushStep>('reading');
  const [about, setAbout] = useState('');
  const [outcomes, setOutcomes] = useState<ReadonlyMap<string, PushOutcome>>(new Map());

  useActivity(
    useCallback((activity: Activity) => {
      if (activity.type !== 'pushed') return;
      const { outcome } = activity;
      const key = pushKey({ pullId: outcome.reply.reply.pullId, sheetName: outcome.sheetName });
      setOutcomes((before) => new Map(before).set(key, outcome));
    }, []),
  );

  const push = useCallback(
    async ({ sheet, dryRun, mode, reason }: PushOrder) => {
      setStep('reading');
      setAbout(pushKey(sheet));
      const options = { dryRun, mode, reason, pullId: sheet.pullId, onProgress: setStep };
      await start(() => engine.push(options));
    },
    [engine, start],
  );

  return { ...task, push, step, outcomes, about };
}

export type PushTask = ReturnType<typeof usePush>;
