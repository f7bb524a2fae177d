import type { CalendarDate } from '../../contract/calendar-date.js';
import type { Person } from '../../contract/person.js';
import { aboveLimit, type LimitedRow } from '../../domain/adjusting/adjustment-limits.js';
import type { Database } from '../../store/database.js';
import { adjustmentLimit } from '../adjusted-today.js';
import { people } from '../people.js';

/** The names, each once, of the supervisors whose limits let them approve these rows together today; who asks is none of them. */
export async function whoMayApprove(
  database: Database,
  rows: readonly LimitedRow[],
  asking: Pick<Person, 'personId'>,
  today: CalendarDate,
): Promise<string[]> {
  const names: string[] = [];
  for (const person of await people(database)) {
    if (person.role !== 'supervisor' || person.personId === asking.personId) continue;
    if (aboveLimit(rows, await adjustmentLimit(database, person, today)).size === 0) names.push(person.name);
  }
  return [...new Set(names)];
}
