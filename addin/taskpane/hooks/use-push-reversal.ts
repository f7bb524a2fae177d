import { useCallback, useEffect, useRef } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { ReversePushPayload, ReversePushReply } from '../../../bridge/contract/commands/reverse-push.js';
import { usePane } from '../pane-context.js';
import { previewedOrder } from '../reversal/picked-rows.js';
import { useCommand } from './use-command.js';
import { useTask } from './use-task.js';

export type PushReversalReply = CommandReply<ReversePushReply>;

/** What would be reversed, and what that would do. */
export interface ReversalPreview {
  /** The rows that were asked for; null for all that stand. */
  readonly keys: readonly string[] | null;
  readonly reply: ReversePushReply;
  readonly isRefused: boolean;
}

/** Previews the reversal of a push for the rows that are picked, and reverses what was previewed. */
export function usePushReversal(receiptNumber: number, onReversed: () => void) {
  const { engine } = usePane();
  const { preview, send } = useCommand('reverse-push');
  const previewing = useTask<ReversalPreview>();
  const reversing = useTask<PushReversalReply>();
  const { start: startPreview } = previewing;
  const { start: startReversal } = reversing;
  const asked = useRef<readonly string[] | null>(null);

  const look = useCallback(
    (keys: readonly string[] | null) => {
      asked.current = keys;
      return startPreview(async (signal) => {
        const { outcome, reply } = await preview({ payload: payloadOf(receiptNumber, keys), signal });
        return { keys, reply, isRefused: outcome === 'refused' };
      });
    },
    [startPreview, preview, receiptNumber],
  );
  useEffect(() => void look(null), [look]);

  const reverse = async ({ keys, reply: previewed }: ReversalPreview, reason: string) => {
    const payload = previewedOrder(previewed, keys);
    const fingerprint = JSON.stringify([payload, reason]);
    const order = { payload, subject: String(receiptNumber), fingerprint, reason };
    const reply = await startReversal((signal) => send({ ...order, signal }));
    if (reply === null) return;
    if (reply.outcome === 'refused') await look(keys);
    else {
      onReversed();
      // What was reversed stays so even if Excel does not let the sheets say it.
      await engine.markReversed().catch(() => undefined);
    }
  };

  return { previewing, look, lookAgain: () => void look(asked.current), reversing, reverse };
}

function payloadOf(receiptNumber: number, keys: readonly string[] | null): ReversePushPayload {
  return keys === null ? { receiptNumber } : { receiptNumber, rows: [...keys] };
}
