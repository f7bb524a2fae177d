import { personSchema, type Person } from '../contract/person.js';
import { CurbstopError } from '../contract/problem.js';
import type { Database } from '../store/database.js';

/** A person who may be paired or work by command line. Throws `unknown-person`. */
export async function personById(database: Database, personId: string): Promise<Person> {
  const people = await database<{ person_id: string; name: string; role: string }>('person').whereNot('role', 'bridge');
  const row = people.find((candidate) => candidate.person_id === personId);
  if (row) return personSchema.parse({ personId: row.person_id, name: row.name, role: row.role });
  throw new CurbstopError({
    code: 'unknown-person',
    message: `There is no person "${personId}" in this utility.`,
    fix: `Name one of ${people.map((person) => person.person_id).join(', ')}.`,
  });
}
