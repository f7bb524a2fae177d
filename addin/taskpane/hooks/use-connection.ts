import { useCallback, useEffect, useState } from 'react';
import type { HelloReply, HomeReply } from '../../../bridge/contract/api.js';
import { usePane, type Pane } from '../pane-context.js';
import { troubleOf, type Trouble } from '../trouble.js';
import { useTask } from './use-task.js';

export type Connection =
  | { readonly stage: 'connecting' }
  | { readonly stage: 'trouble'; readonly trouble: Trouble }
  /** `reason` says why a computer that was paired is so no more; null for one that never was. */
  | { readonly stage: 'pairing'; readonly reason: string | null }
  | ({ readonly stage: 'ready' } & Answers);

interface Answers {
  readonly hello: HelloReply;
  readonly home: HomeReply;
}

async function answersOf({ client }: Pane): Promise<Answers> {
  const [hello, home] = await Promise.all([client.hello(), client.home()]);
  return { hello, home };
}

/** How the pane stands with the bridge: reached, paired, and what the bridge says of the cycles. */
export function useConnection() {
  const pane = usePane();
  const [connection, setConnection] = useState<Connection>({ stage: 'connecting' });
  const refreshing = useTask<Answers>();
  const { start } = refreshing;

  const connect = useCallback(() => {
    setConnection({ stage: 'connecting' });
    void connectionOf(pane).then(setConnection);
  }, [pane]);

  useEffect(() => {
    let wanted = true;
    void connectionOf(pane).then((found) => wanted && setConnection(found));
    return () => {
      wanted = false;
    };
  }, [pane]);

  /** Asks again which bridge it is and where the cycles stand; the old answer stays in sight until the new one is there. */
  const refresh = useCallback(() => {
    void start(() => answersOf(pane)).then((answers) => {
      if (answers !== null) setConnection((before) => (before.stage === 'ready' ? { ...before, ...answers } : before));
    });
  }, [pane, start]);

  const unpair = useCallback(
    (reason: string) => {
      pane.session.forget();
      setConnection({ stage: 'pairing', reason });
    },
    [pane],
  );

  return { connection, connect, refresh, refreshing, unpair };
}

async function connectionOf({ client, session }: Pane): Promise<Connection> {
  try {
    const hello = await client.hello();
    if (session.token() === null) return { stage: 'pairing', reason: null };
    return { stage: 'ready', hello, home: await client.home() };
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind === 'not-paired') return { stage: 'pairing', reason: trouble.message };
    return { stage: 'trouble', trouble };
  }
}
