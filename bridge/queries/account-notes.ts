import type { AccountNote } from '../contract/account-note.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

type NoteRow = [
  ...[noteNumber: number, text: string, writtenAt: string, writtenBy: string],
  ...[struckAt: string | null, struckBy: string | null],
];

/** The notes of an account, struck ones as well, the newest first. */
export async function accountNotes(database: Database, accountId: string): Promise<AccountNote[]> {
  const rows = await bulkRead<NoteRow>(
    database,
    ['note_number', 'text', 'written_at', 'written_by', 'struck_at', 'struck_by'],
    `SELECT note.note_number, text, written.applied_at AS written_at, writer.name AS written_by,
            struck.applied_at AS struck_at, striker.name AS struck_by
     FROM account_note AS note
     JOIN command AS written ON written.command_number = note.command_number
     JOIN person AS writer ON writer.person_id = written.person_id
     LEFT JOIN account_note_strike AS strike ON strike.note_number = note.note_number
     LEFT JOIN command AS struck ON struck.command_number = strike.command_number
     LEFT JOIN person AS striker ON striker.person_id = struck.person_id
     WHERE account_id = ? ORDER BY note.note_number DESC`,
    [accountId],
  );
  return rows.map(([noteNumber, text, writtenAt, writtenBy, struckAt, struckBy]) => {
    const struck = struckAt === null || struckBy === null ? null : { at: struckAt, by: struckBy };
    return { noteNumber, text, writtenAt, writtenBy, struck };
  });
}
