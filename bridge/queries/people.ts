import { personSchema, type Person } from '../contract/person.js';
import { CurbstopError } from '../contract/problem.js';
import type { Database } from '../store/database.js';

/** Everyone but the bridge itself. */
export async function people(database: Database): Promise<Person[]> {
  const rows = await database<{ person_id: string; name: string; role: string }>('person').whereNot('role', 'bridge');
  return rows.map((row) => personSchema.parse({ personId: row.person_id, name: row.name, role: row.role }));
}

/** A person who may be paired or work by command line. Throws `unknown-person`. */
export async function personById(database: Database, personId: string): Promise<Person> {
  const known = await people(database);
  const person = known.find((candidate) => candidate.personId === personId);
  if (person) return person;
  throw new CurbstopError({
    code: 'unknown-person',
    message: `There is no person "${personId}" in this utility.`,
    fix: `Name one of ${known.map((each) => each.personId).join(', ')}.`,
  });
}
