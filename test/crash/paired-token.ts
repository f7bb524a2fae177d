import { randomUUID } from 'node:crypto';
import { hashToken, makeToken } from '../../bridge/http/guards/token/token-hash.js';
import type { Database } from '../../bridge/store/database.js';

/** Pairs a client to the supervisor by writing its token's hash, as pairing does; gives the token. */
export async function pairedToken(database: Database, label: string): Promise<string> {
  const token = makeToken();
  const now = new Date().toISOString();
  await database('client').insert({
    ...{ client_id: randomUUID(), person_id: 'supervisor', label, token_hash: hashToken(token) },
    ...{ paired_at: now, last_seen_at: now },
  });
  return token;
}
