import {
  strikeAccountNotePayloadSchema,
  type StrikeAccountNotePayload,
  type StrikeAccountNoteReply,
} from '../contract/commands/strike-account-note.js';
import { CurbstopError } from '../contract/problem.js';
import { writeNoteStrike } from '../store/account-notes.js';
import type { Database } from '../store/database.js';
import type { Command } from './command.js';

/** Strikes a note of an account, which stays to be read. Throws `unknown-note` or `note-struck`. */
export const strikeAccountNote: Command<StrikeAccountNotePayload, StrikeAccountNoteReply> = {
  kind: 'strike-account-note',
  roles: ['coordinator', 'supervisor'],
  payload: strikeAccountNotePayloadSchema,
  async execute({ trx, commandNumber }, { noteNumber }) {
    const accountId = await accountOfStandingNote(trx, noteNumber);
    await writeNoteStrike(trx, noteNumber, commandNumber);
    return { outcome: 'applied', reply: { noteNumber, accountId } };
  },
};

async function accountOfStandingNote(trx: Database, noteNumber: number): Promise<string> {
  const [note] = await trx.raw<{ account_id: string; struck_by: number | null }[]>(
    `SELECT account_id, strike.command_number AS struck_by
     FROM account_note LEFT JOIN account_note_strike AS strike USING (note_number) WHERE note_number = ?`,
    [noteNumber],
  );
  if (note === undefined) {
    throw new CurbstopError({
      code: 'unknown-note',
      status: 404,
      message: `There is no note ${noteNumber}.`,
      fix: 'Open the account again.',
    });
  }
  if (note.struck_by === null) return note.account_id;
  throw new CurbstopError({
    code: 'note-struck',
    status: 409,
    message: `Note ${noteNumber} of account ${note.account_id} is struck already, by receipt ${note.struck_by}.`,
    fix: 'Open the account again to see who struck it.',
  });
}
