import { useEffect, useState } from 'react';
import type { CallGroup } from '../../../bridge/contract/calls.js';
import type { MailingAction, NoticeAction, RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { useCommand } from '../hooks/use-command.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';

/** How often it asks how far the sending is. */
const ASK_EVERY_MS = 1_000;

/** What left the office of a run, once it is asked for, followed while something is sent. */
export function useRunOutputs(billRunId: string) {
  const { client } = usePane();
  const { send } = useCommand('note-calls-handed-over');
  const { start, busy, slow, trouble } = useTask<RunOutputsReply>();
  const [told, setTold] = useState<RunOutputsReply | null>(null);

  const ask = async (question: () => Promise<RunOutputsReply>) => {
    const reply = await start(question);
    if (reply !== null) setTold(reply);
  };

  const handedOver = async (edition: number, reason: string) => {
    const payload = { billRunId, edition };
    const fingerprint = JSON.stringify([edition, reason]);
    await send({ payload, reason, subject: billRunId, fingerprint });
    return client.runOutputs(billRunId);
  };

  useEffect(() => {
    if (told?.job.state !== 'working') return undefined;
    const next = setTimeout(() => {
      void start(() => client.runOutputs(billRunId)).then((reply) => setTold((before) => reply ?? before));
    }, ASK_EVERY_MS);
    return () => clearTimeout(next);
  }, [told, client, billRunId, start]);

  return {
    ...{ told, slow, trouble, isBusy: busy || told?.job.state === 'working' },
    look: () => void ask(() => client.runOutputs(billRunId)),
    mail: (purpose: MailingAction, reason: string) =>
      void ask(() => client.sendMailing(billRunId, { purpose, reason })),
    notify: (action: NoticeAction, reason: string) => void ask(() => client.sendNotices(billRunId, { action, reason })),
    call: (who: CallGroup, reason: string) => void ask(() => client.sendCalls(billRunId, { who, reason })),
    handOver: (edition: number, reason: string) => void ask(() => handedOver(edition, reason)),
  };
}

export type RunOutputsTask = ReturnType<typeof useRunOutputs>;
