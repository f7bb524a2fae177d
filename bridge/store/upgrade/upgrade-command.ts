import { randomUUID } from 'node:crypto';
import { sha256Hex } from '../../bytes/sha256.js';
import type { Transaction } from '../database.js';

/** Writes the command under which an upgrade does its work, in the name of the bridge. Gives its number. */
export async function writeUpgradeCommand(
  trx: Transaction,
  kind: 'upgrade-ledger' | 'upgrade-tables',
  reason: string,
  facts: unknown,
): Promise<number> {
  const payload = JSON.stringify(facts);
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(command_number) AS last FROM command');
  const commandNumber = (last?.last ?? 0) + 1;
  await trx('command').insert({
    command_number: commandNumber,
    command_id: randomUUID(),
    kind,
    person_id: trx('person').where('role', 'bridge').select('person_id').limit(1),
    client_id: null,
    reason,
    applied_at: new Date().toISOString(),
    payload_hash: sha256Hex(`${kind}\n${payload}`),
    payload,
    reply: payload,
  });
  return commandNumber;
}
