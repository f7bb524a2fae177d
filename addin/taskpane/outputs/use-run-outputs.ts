import { useCallback, useState } from 'react';
import type { CallGroup } from '../../../bridge/contract/calls.js';
import type { MailingAction, NoticeAction, RunOutputsReply } from '../../../bridge/contract/outputs.js';
import { useCommand } from '../hooks/use-command.js';
import { useProgress } from '../hooks/use-progress.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';

/** A kind of what leaves the office. */
export type OutputKind = RunOutputsReply['job']['kind'];

/** What the person asked for last; of no kind where it was only looked. */
interface Asked {
  readonly what: 'look' | 'send' | 'handOver';
  readonly of: OutputKind | null;
}

const LOOKED: Asked = { what: 'look', of: null };

/** What was done: the bridge finished what it sent, or a file was noted as handed over. */
export type DoneOutput = OutputKind | 'handedOver';

/** What left the office of a run, once it is asked for, followed while something is sent. */
export function useRunOutputs(billRunId: string) {
  const { client } = usePane();
  const { send } = useCommand('note-calls-handed-over');
  const { start, busy, slow, trouble } = useTask<RunOutputsReply>();
  const [told, setTold] = useState<RunOutputsReply | null>(null);

  const [asked, setAsked] = useState(LOOKED);
  const [done, setDone] = useState<DoneOutput | null>(null);

  /** Tells whether the bridge took it on. */
  const ask = async (asking: Asked, question: () => Promise<RunOutputsReply>): Promise<boolean> => {
    setAsked(asking);
    setDone(null);
    const reply = await start(question);
    if (reply === null) return false;
    setTold(reply);
    if (asking.what === 'handOver') setDone('handedOver');
    return true;
  };

  const handedOver = async (edition: number, reason: string) => {
    const payload = { billRunId, edition };
    const fingerprint = JSON.stringify([edition, reason]);
    await send({ payload, reason, subject: billRunId, fingerprint });
    return client.runOutputs(billRunId);
  };

  const isWorking = told?.job.state === 'working';
  const kind = told?.job.kind ?? null;
  const askHowFar = useCallback(() => client.runOutputs(billRunId), [client, billRunId]);
  const tell = useCallback(
    (reply: RunOutputsReply) => {
      setTold(reply);
      if (reply.job.state === 'none') setDone(kind);
    },
    [kind],
  );
  const lost = useProgress({ isWorking, ask: askHowFar, tell });

  return {
    ...{ told, slow, trouble, lost, asked, done, isBusy: busy || isWorking },
    look: () => void ask(LOOKED, () => client.runOutputs(billRunId)),
    mail: (purpose: MailingAction, reason: string) =>
      ask({ what: 'send', of: 'mailing' }, () => client.sendMailing(billRunId, { purpose, reason })),
    notify: (action: NoticeAction, reason: string) =>
      ask({ what: 'send', of: 'ebill' }, () => client.sendNotices(billRunId, { action, reason })),
    call: (who: CallGroup, reason: string) =>
      ask({ what: 'send', of: 'calls' }, () => client.sendCalls(billRunId, { who, reason })),
    handOver: (edition: number, reason: string) =>
      ask({ what: 'handOver', of: 'calls' }, () => handedOver(edition, reason)),
  };
}

export type RunOutputsTask = ReturnType<typeof useRunOutputs>;
