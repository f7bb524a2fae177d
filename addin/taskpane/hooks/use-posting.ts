import { useCallback } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PostBillRunReply } from '../../../bridge/contract/commands/post-bill-run.js';
import { cents } from '../../../bridge/contract/money.js';
import { useCommand } from './use-command.js';
import { useLoaded } from './use-loaded.js';
import { useTask } from './use-task.js';

export type PostingReply = CommandReply<PostBillRunReply>;

/** Totals a run by a dry run, and posts it with the totals that the person confirmed. */
export function usePosting(billRunId: string, onPosted: () => void) {
  const { preview, send } = useCommand('post-bill-run');
  const posting = useTask<PostingReply>();
  const { start } = posting;

  // A dry run answers with the true totals whatever was confirmed; nothing is confirmed yet.
  const total = useCallback(
    () => preview({ payload: { billRunId, confirmedBills: 0, confirmedTotalCents: cents(0) } }),
    [preview, billRunId],
  );
  const totals = useLoaded(total);

  const post = async (confirmed: PostBillRunReply, reason: string) => {
    const { bills: confirmedBills, totalCents: confirmedTotalCents } = confirmed;
    const payload = { billRunId, confirmedBills, confirmedTotalCents };
    const fingerprint = JSON.stringify(payload);
    const reply = await start((signal) => send({ payload, subject: billRunId, fingerprint, reason, signal }));
    if (reply === null) return;
    if (reply.outcome === 'refused') totals.reload();
    else onPosted();
  };

  return { totals, posting, post };
}
