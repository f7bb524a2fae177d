import { useEffect, useState } from 'react';
import type { RunStatementsReply } from '../../../bridge/contract/api.js';
import { useTask } from '../hooks/use-task.js';
import { usePane } from '../pane-context.js';

/** How often it asks how far the statements are. */
const ASK_EVERY_MS = 1_000;

/** Makes the statements of a run, and follows how far they are until they are done. */
export function useRunStatements(billRunId: string) {
  const { client } = usePane();
  const { start, busy, trouble } = useTask<RunStatementsReply>();
  const [told, setTold] = useState<RunStatementsReply | null>(null);

  const ask = async (question: () => Promise<RunStatementsReply>) => {
    const reply = await start(question);
    if (reply !== null) setTold(reply);
  };

  useEffect(() => {
    if (told?.state !== 'working') return undefined;
    const next = setTimeout(() => {
      void start(() => client.runStatements(billRunId)).then((reply) => setTold((before) => reply ?? before));
    }, ASK_EVERY_MS);
    return () => clearTimeout(next);
  }, [told, client, billRunId, start]);

  return { told, busy, trouble, make: () => void ask(() => client.makeRunStatements(billRunId)) };
}
