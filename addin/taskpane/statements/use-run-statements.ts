import { useCallback, useState } from 'react';
import type { RunStatementsReply } from '../../../bridge/contract/api.js';
import { useProgress } from '../hooks/use-progress.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';

/** Makes the statements of a run, and follows how far they are until they are done. */
export function useRunStatements(billRunId: string) {
  const { client } = usePane();
  const { start, busy, trouble } = useTask<RunStatementsReply>();
  const [told, setTold] = useState<RunStatementsReply | null>(null);

  const ask = async (question: () => Promise<RunStatementsReply>) => {
    const reply = await start(question);
    if (reply !== null) setTold(reply);
  };

  const askHowFar = useCallback(() => client.runStatements(billRunId), [client, billRunId]);
  const lost = useProgress({ isWorking: told?.state === 'working', ask: askHowFar, tell: setTold });

  return { told, busy, trouble, lost, make: () => void ask(() => client.makeRunStatements(billRunId)) };
}
