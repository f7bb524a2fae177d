import { useCallback } from 'react';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { ApproveBillRunReply } from '../../../bridge/contract/commands/approve-bill-run.js';
import type { PostBillRunReply } from '../../../bridge/contract/commands/post-bill-run.js';
import type { SetRunCriteriaPayload, SetRunCriteriaReply } from '../../../bridge/contract/commands/set-run-criteria.js';
import type { RunStepsReply } from '../../../bridge/contract/run-steps.js';
import { usePane } from '../pane-context.js';
import { useCommand } from './use-command.js';
import { useLoaded } from './use-loaded.js';
import { useTask } from './use-task.js';

export type PostingReply = CommandReply<PostBillRunReply>;

/** Where an open run stands by the ledger, and what is done with it: its dates, its approval and its posting. */
export function useBillRun(billRunId: string, onPosted: () => void) {
  const { client } = usePane();
  const load = useCallback(() => client.runSteps(billRunId), [client, billRunId]);
  const steps = useLoaded(load);
  const { reload } = steps;

  const criteria = useTask<CommandReply<SetRunCriteriaReply>>();
  const approval = useTask<CommandReply<ApproveBillRunReply>>();
  const posting = useTask<PostingReply>();
  const criteriaCommand = useCommand('set-run-criteria');
  const approvalCommand = useCommand('approve-bill-run');
  const postingCommand = useCommand('post-bill-run');

  const setCriteria = async (payload: SetRunCriteriaPayload) => {
    const order = { payload, subject: billRunId, fingerprint: JSON.stringify(payload) };
    // What was told of the approval is over with these dates, and the other way round.
    approval.reset();
    if ((await criteria.start((signal) => criteriaCommand.send({ ...order, signal }))) !== null) reload();
  };

  const approve = async (confirmed: RunStepsReply, reason: string) => {
    const payload = confirmedTotals(confirmed);
    // An approval that a change took back is given anew: the same totals are another request then.
    const fingerprint = JSON.stringify([payload, confirmed.steps]);
    const order = { payload, subject: billRunId, fingerprint, reason };
    criteria.reset();
    await approval.start((signal) => approvalCommand.send({ ...order, signal }));
    reload();
  };

  const post = async (confirmed: RunStepsReply, reason: string) => {
    const payload = { ...confirmedTotals(confirmed), confirmedCreditCents: confirmed.creditCents };
    const order = { payload, subject: billRunId, fingerprint: JSON.stringify(payload), reason };
    const reply = await posting.start((signal) => postingCommand.send({ ...order, signal }));
    if (reply === null) return;
    if (reply.outcome === 'refused') reload();
    else onPosted();
  };

  return { steps, criteria, setCriteria, approval, approve, posting, post };
}

function confirmedTotals({ billRunId, bills, totalCents }: RunStepsReply) {
  return { billRunId, confirmedBills: bills, confirmedTotalCents: totalCents };
}
