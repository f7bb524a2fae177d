import { useCallback, useState } from 'react';
import { isAbort } from '../../client/bridge-answer.js';
import type { Activity } from '../../sheets/activity.js';
import type { PushOutcome } from '../../sheets/push-outcome.js';
import type { PushStep } from '../../sheets/sheet-engine.js';
import { usePane } from '../pane-context.js';
import { stoppedWaiting } from '../send-command.js';
import { useActivity } from './use-activity.js';
import { useTask } from './use-task.js';

export interface PushOrder {
  /** The pull whose sheet is meant, whatever the worksheet is called by now. */
  readonly pullId: string;
  readonly dryRun: boolean;
  readonly mode: 'all' | 'valid';
  readonly reason: string;
  /** The way of pushing that the person chose; of sheets with one way there is none. */
  readonly way?: string;
}

/**
 * Previews and pushes sheets. `about` is the last order. What is kept by pull stays while the person looks at other
 * screens: the last outcome, also of a push from the ribbon, and the reason typed for the next push.
 */
export function usePush(frontPullId: string | null) {
  const { engine } = usePane();
  const task = useTask<PushOutcome>();
  const { start, reset } = task;
  const [step, setStep] = useState<PushStep>('reading');
  const [about, setAbout] = useState<PushOrder | null>(null);
  const outcomes = useByPull<PushOutcome>();
  const reasons = useByPull<string>();
  const ways = useByPull<string>();
  const { keep: keepOutcome, drop: dropOutcome } = outcomes;
  const { keep: keepReason, drop: dropReason } = reasons;

  useActivity(
    useCallback(
      (activity: Activity) => {
        const isRibbon = activity.origin === 'ribbon';
        if (activity.type === 'push-started' && isRibbon) {
          reset();
          if (frontPullId !== null) dropOutcome(frontPullId);
        }
        if (activity.type !== 'pushed') return;
        const { outcome, receiptNumber, reply } = activity.outcome.reply;
        keepOutcome(reply.pullId, activity.outcome);
        // The reason went onto the record with this push; the next one has its own.
        if (!isRibbon && outcome !== 'previewed' && receiptNumber !== null) dropReason(reply.pullId);
      },
      [frontPullId, reset, keepOutcome, dropOutcome, dropReason],
    ),
  );

  const push = useCallback(
    async (order: PushOrder) => {
      setStep('reading');
      setAbout(order);
      await start(async (signal) => {
        try {
          return await engine.push({ ...order, onProgress: setStep, signal });
        } catch (error) {
          throw isAbort(error) && !order.dryRun ? stoppedWaiting(error) : error;
        }
      });
    },
    [engine, start],
  );

  const again = useCallback(() => {
    if (about !== null) void push(about);
  }, [about, push]);

  return {
    ...task,
    push,
    again,
    step,
    about,
    outcomes: outcomes.kept,
    reasons: reasons.kept,
    keepReason,
    ways: ways.kept,
    keepWay: ways.keep,
  };
}

export type PushTask = ReturnType<typeof usePush>;

/** Values by the pull that they are of. */
function useByPull<Value>() {
  const [kept, setKept] = useState<ReadonlyMap<string, Value>>(new Map());
  const keep = useCallback((pullId: string, value: Value) => {
    setKept((before) => new Map(before).set(pullId, value));
  }, []);
  const drop = useCallback((pullId: string) => {
    setKept((before) => new Map([...before].filter(([id]) => id !== pullId)));
  }, []);
  return { kept, keep, drop };
}
