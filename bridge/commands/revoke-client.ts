import {
  revokeClientPayloadSchema,
  type RevokeClientPayload,
  type RevokeClientReply,
} from '../contract/commands/revoke-client.js';
import { CurbstopError } from '../contract/problem.js';
import type { Command } from './command.js';

/** Takes a paired client's token away; its next request is refused. An auditor may take only their own. */
export const revokeClient: Command<RevokeClientPayload, RevokeClientReply> = {
  kind: 'revoke-client',
  roles: ['coordinator', 'supervisor', 'auditor'],
  payload: revokeClientPayloadSchema,
  async execute({ trx, now, actor }, { clientId }) {
    if (actor.person.role === 'auditor' && actor.clientId !== clientId) throw notYours();
    const revoked = await trx('client')
      .where({ client_id: clientId, revoked_at: null })
      .update({ revoked_at: now.toISOString() });
    if (revoked === 1) return { outcome: 'applied', reply: { clientId } };
    throw new CurbstopError({
      code: 'unknown-client',
      status: 404,
      message: 'That client is not paired, or was revoked before.',
      fix: 'Open the list of clients again.',
    });
  },
};

function notYours(): CurbstopError {
  return new CurbstopError({
    code: 'role-not-allowed',
    status: 403,
    message: 'An auditor can revoke only the computer that they work on.',
    fix: 'Ask a coordinator or a supervisor.',
  });
}
