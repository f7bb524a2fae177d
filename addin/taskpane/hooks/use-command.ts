import { useCallback, useRef } from 'react';
import type { z } from 'zod';
import type { commandContracts, CommandKind } from '../../../bridge/contract/commands/index.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import { usePane } from '../pane-context.js';

type Payload<Kind extends CommandKind> = z.input<(typeof commandContracts)[Kind]['payload']>;
type Reply<Kind extends CommandKind> = CommandReply<z.infer<(typeof commandContracts)[Kind]['reply']>>;

export interface CommandOrder<Kind extends CommandKind> {
  readonly payload: Payload<Kind>;
  /** Says which payload this is, where comparing whole payloads would be slow. */
  readonly fingerprint: string;
  readonly reason?: string;
  readonly signal?: AbortSignal;
}

/**
 * Sends one kind of command. An order that failed on the way is sent again under the id that it had, so that a lost
 * reply can never apply it twice; a changed order or one that was answered gets a new id.
 */
export function useCommand<Kind extends CommandKind>(kind: Kind) {
  const { client } = usePane();
  const unanswered = useRef<{ fingerprint: string; commandId: string } | null>(null);

  const preview = useCallback(
    (order: CommandOrder<Kind>): Promise<Reply<Kind>> =>
      client.command(kind, { commandId: crypto.randomUUID(), dryRun: true, payload: order.payload }, order.signal),
    [client, kind],
  );

  const send = useCallback(
    async (order: CommandOrder<Kind>): Promise<Reply<Kind>> => {
      const fingerprint = `${order.fingerprint}|${order.reason ?? ''}`;
      if (unanswered.current?.fingerprint !== fingerprint) {
        unanswered.current = { fingerprint, commandId: crypto.randomUUID() };
      }
      const { commandId } = unanswered.current;
      const request = { commandId, dryRun: false, reason: order.reason ?? '', payload: order.payload };
      const reply = await client.command(kind, request, order.signal);
      unanswered.current = null;
      return reply;
    },
    [client, kind],
  );

  return { preview, send };
}
