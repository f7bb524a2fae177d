import type { Database } from './database.js';
import { isBusy } from './storage-failure.js';

/**
 * Notes that a client was seen, at most once in a while so that reading does not become writing. While another program
 * holds the database nothing is noted: the next request will do.
 */
export async function noteSeen(
  database: Database,
  clientId: string,
  now: Date,
  everyMilliseconds: number,
): Promise<void> {
  await database('client')
    .where('client_id', clientId)
    .andWhere('last_seen_at', '<', new Date(now.getTime() - everyMilliseconds).toISOString())
    .update({ last_seen_at: now.toISOString() })
    .catch((error: unknown) => {
      if (!isBusy(error)) throw error;
    });
}
