import { z } from 'zod';
import type { Command } from './command.js';

/** A client to remember: only the hash of its token is ever stored. */
export const pairClientPayloadSchema = z.object({
  clientId: z.string(),
  personId: z.string(),
  label: z.string(),
  tokenHash: z.string().length(64),
});
export type PairClientPayload = z.infer<typeof pairClientPayloadSchema>;

/** Pairs a client to a person. Only the bridge itself asks for it, after the code was typed. */
export const pairClient: Command<PairClientPayload, { clientId: string }> = {
  kind: 'pair-client',
  roles: ['bridge'],
  payload: pairClientPayloadSchema,
  async execute({ trx, now }, { clientId, personId, label, tokenHash }) {
    await trx('client').insert({
      client_id: clientId,
      person_id: personId,
      label,
      token_hash: tokenHash,
      paired_at: now.toISOString(),
      last_seen_at: now.toISOString(),
      revoked_at: null,
    });
    return { outcome: 'applied', reply: { clientId } };
  },
};
