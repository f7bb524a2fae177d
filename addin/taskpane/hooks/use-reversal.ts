import { useCallback } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { ReverseBillRunReply } from '../../../bridge/contract/commands/reverse-bill-run.js';
import { cents } from '../../../bridge/contract/money.js';
import { useCommand } from './use-command.js';
import { useLoaded } from './use-loaded.js';
import { useTask } from './use-task.js';

export type ReversalReply = CommandReply<ReverseBillRunReply>;

/** Totals a posted run by a dry run, and reverses it with the totals that the person confirmed. */
export function useReversal(billRunId: string, onReversed: () => void) {
  const { preview, send } = useCommand('reverse-bill-run');
  const reversing = useTask<ReversalReply>();
  const { start } = reversing;

  // A dry run answers with the true totals whatever was confirmed; nothing is confirmed yet.
  const total = useCallback(
    () => preview({ payload: { billRunId, confirmedBills: 0, confirmedTotalCents: cents(0) } }),
    [preview, billRunId],
  );
  const totals = useLoaded(total);

  const reverse = async ({ bills, totalCents }: ReverseBillRunReply, reason: string) => {
    const payload = { billRunId, confirmedBills: bills, confirmedTotalCents: totalCents };
    const fingerprint = JSON.stringify(payload);
    const reply = await start((signal) => send({ payload, subject: billRunId, fingerprint, reason, signal }));
    if (reply === null) return;
    if (reply.outcome === 'refused') totals.reload();
    else onReversed();
  };

  return { totals, reversing, reverse };
}
