import type { BridgeClient, ClientCommand, ClientCommandReply } from '../client/bridge-client.js';
import { isAbort } from '../client/bridge-answer.js';
import { BridgeFailure } from '../client/bridge-failure.js';
import type { PendingPushes } from '../client/pending-push.js';
import type { CommandKind } from '../../bridge/contract/commands/index.js';
import { words } from './words.js';

export interface CommandOrder<Kind extends CommandKind> {
  readonly payload: ClientCommand<Kind>['payload'];
  /** What the command is about, such as the run; one command on it can be unanswered at a time. */
  readonly subject: string;
  /** Says which payload this is, where comparing whole payloads would be slow. */
  readonly fingerprint: string;
  readonly reason?: string;
  readonly signal?: AbortSignal;
}

export interface CommandSender {
  readonly client: Pick<BridgeClient, 'command'>;
  readonly pending: Pick<PendingPushes, 'idFor' | 'settle'>;
}

/**
 * Sends a command. One whose answer did not come is sent again under the id that it had, even after the pane was
 * closed, so that a lost reply can never apply it twice. Throws a BridgeFailure, also when the person stopped waiting.
 */
export async function sendCommand<Kind extends CommandKind>(
  { client, pending }: CommandSender,
  kind: Kind,
  { payload, subject, fingerprint, reason = '', signal }: CommandOrder<Kind>,
): Promise<ClientCommandReply<Kind>> {
  const place = `${kind}.${subject}`;
  const commandId = pending.idFor(place, fingerprint);
  try {
    const reply = await client.command(kind, { commandId, dryRun: false, reason, payload }, signal);
    pending.settle(place);
    return reply;
  } catch (error) {
    if (error instanceof BridgeFailure && error.isDefinite) pending.settle(place);
    throw isAbort(error) ? stoppedWaiting(error) : error;
  }
}

/** The person did not wait for the bridge's answer: what it does with the request is not known. */
export function stoppedWaiting(cause: unknown): BridgeFailure {
  return new BridgeFailure({ kind: 'not-running', message: words.common.stopped, fix: '', cause });
}
