import { useCallback } from 'react';
import type { ClientCommandReply } from '../../client/bridge-client.js';
import type { CommandKind } from '../../../bridge/contract/commands/index.js';
import { usePane } from '../pane-context.js';
import { sendCommand, type CommandOrder } from '../send-command.js';

/** Previews and sends one kind of command. */
export function useCommand<Kind extends CommandKind>(kind: Kind) {
  const { client, pending } = usePane();

  const preview = useCallback(
    ({ payload, signal }: Pick<CommandOrder<Kind>, 'payload' | 'signal'>): Promise<ClientCommandReply<Kind>> =>
      client.command(kind, { commandId: crypto.randomUUID(), dryRun: true, payload }, signal),
    [client, kind],
  );

  const send = useCallback(
    (order: CommandOrder<Kind>): Promise<ClientCommandReply<Kind>> => sendCommand({ client, pending }, kind, order),
    [client, pending, kind],
  );

  return { preview, send };
}
