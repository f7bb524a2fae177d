import { addAccountNote } from '../commands/add-account-note.js';
import { account } from '../queries/account.js';
import { accountNotes } from '../queries/account-notes.js';
import { say } from './console.js';
import type { DataFolder } from './data-folder.js';
import { outcomeLine, runCommand } from './run-command.js';
import { withUtility } from './with-utility.js';

export interface AccountNoteOptions {
  readonly accountId: string;
  readonly text: string;
  readonly person: string;
}

/** Notes something of an account, as the pane does it. */
export async function accountNote(
  folder: DataFolder,
  { accountId, text, person }: AccountNoteOptions,
): Promise<number> {
  return withUtility(folder, async (database) => {
    const asked = { person, reason: 'Noted by command line', post: true };
    const done = await runCommand({ folder, database }, addAccountNote, { accountId, text }, asked);
    say(`Note ${done.reply.noteNumber} of account ${accountId}: ${done.reply.text}`);
    say(outcomeLine(done));
  });
}

/** Tells every note of an account, the newest first, with who struck it. */
export async function listAccountNotes(folder: DataFolder, accountId: string): Promise<number> {
  return withUtility(folder, async (database) => {
    await account(database, accountId);
    const notes = await accountNotes(database, accountId);
    if (notes.length === 0) say(`Nothing is noted of account ${accountId}.`);
    for (const { noteNumber, text, writtenAt, writtenBy, struck } of notes) {
      const end = struck === null ? '' : `; struck ${struck.at} by ${struck.by}`;
      say(`${noteNumber}. ${writtenAt} ${writtenBy}${end}: ${text}`);
    }
  });
}
