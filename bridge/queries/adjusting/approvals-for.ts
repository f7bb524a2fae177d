import type { HomeReply } from '../../contract/api.js';
import type { Person } from '../../contract/person.js';
import type { Database } from '../../store/database.js';

/** A request that was given back is told of for so many days. */
const RETURNED_DAYS = 14;

/** What of adjustments waits for a person, which emergencies others are to acknowledge, and what of theirs waits or was given back in the last two weeks. */
export async function approvalsFor(
  database: Database,
  { personId }: Person,
  now: Date,
): Promise<HomeReply['approvals']> {
  const since = new Date(now.getTime() - RETURNED_DAYS * 86_400_000).toISOString();
  const [row] = await database.raw<
    { waiting: number; to_acknowledge: number; own_waiting: number; own_returned: number }[]
  >(
    `SELECT count(*) FILTER (WHERE person_id <> ?) AS waiting, count(*) FILTER (WHERE person_id = ?) AS own_waiting,
            (SELECT count(*) FROM emergency_to_acknowledge JOIN adjustment_request AS request USING (request_number)
             JOIN command AS asked ON asked.command_number = request.command_number
             WHERE asked.person_id <> ? AND request_number NOT IN
               (SELECT request_number FROM approval_decision WHERE decision = 'emergency' AND person_id = ?)) AS to_acknowledge,
            (SELECT count(*) FROM approval_decision AS said
             JOIN command AS saying ON saying.command_number = said.command_number
             JOIN adjustment_request AS request USING (request_number)
             JOIN command AS asked ON asked.command_number = request.command_number
             WHERE said.decision = 'return' AND asked.person_id = ? AND saying.applied_at >= ?) AS own_returned
     FROM waiting_request JOIN command USING (command_number)`,
    [personId, personId, personId, personId, personId, since],
  );
  return {
    waiting: row?.waiting ?? 0,
    toAcknowledge: row?.to_acknowledge ?? 0,
    ownWaiting: row?.own_waiting ?? 0,
    ownReturned: row?.own_returned ?? 0,
  };
}
