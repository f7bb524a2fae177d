import type { PairedClientRow } from '../contract/api.js';
import { personSchema, type Person } from '../contract/person.js';
import type { Database } from '../store/database.js';

export interface AuthenticatedClient {
  readonly clientId: string;
  readonly person: Person;
}

interface ClientRow {
  readonly client_id: string;
  readonly label: string;
  readonly person_id: string;
  readonly name: string;
  readonly role: string;
  readonly paired_at: string;
  readonly last_seen_at: string;
}

const CLIENTS = `SELECT client_id, label, person_id, name, role, paired_at, last_seen_at
  FROM client JOIN person USING (person_id) WHERE revoked_at IS NULL`;

/** The client that a token's hash belongs to, unless it was revoked. */
export async function clientByTokenHash(database: Database, tokenHash: string): Promise<AuthenticatedClient | null> {
  const [row] = await database.raw<ClientRow[]>(`${CLIENTS} AND token_hash = ?`, [tokenHash]);
  if (!row) return null;
  const person = personSchema.parse({ personId: row.person_id, name: row.name, role: row.role });
  return { clientId: row.client_id, person };
}

/** Every client that is paired now. */
export async function pairedClients(database: Database, thisClientId: string): Promise<PairedClientRow[]> {
  const rows = await database.raw<ClientRow[]>(`${CLIENTS} ORDER BY paired_at`);
  return rows.map((row) => ({
    clientId: row.client_id,
    label: row.label,
    personName: row.name,
    role: row.role,
    pairedAt: row.paired_at,
    lastSeenAt: row.last_seen_at,
    isThisClient: row.client_id === thisClientId,
  }));
}
