import type { Database } from './database.js';

/** Keeps a note of an account; gives its number. */
export async function writeAccountNote(
  trx: Database,
  note: { readonly accountId: string; readonly text: string },
  commandNumber: number,
): Promise<number> {
  const [noteNumber] = await trx('account_note').insert({
    account_id: note.accountId,
    text: note.text,
    command_number: commandNumber,
  });
  if (noteNumber === undefined) throw new Error('The database gave the note no number.');
  return noteNumber;
}

/** Strikes a note; it must stand. */
export async function writeNoteStrike(trx: Database, noteNumber: number, commandNumber: number): Promise<void> {
  await trx('account_note_strike').insert({ note_number: noteNumber, command_number: commandNumber });
}
