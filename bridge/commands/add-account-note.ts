import { NOTE_CHARACTERS_MAX, notedText, noteTrouble } from '../contract/account-note.js';
import {
  addAccountNotePayloadSchema,
  type AddAccountNotePayload,
  type AddAccountNoteReply,
} from '../contract/commands/add-account-note.js';
import { CurbstopError } from '../contract/problem.js';
import { account } from '../queries/account.js';
import { writeAccountNote } from '../store/account-notes.js';
import type { Command } from './command.js';

/** Notes something of an account. Throws `unknown-account` or `wrong-note`. */
export const addAccountNote: Command<AddAccountNotePayload, AddAccountNoteReply> = {
  kind: 'add-account-note',
  roles: ['coordinator', 'supervisor'],
  payload: addAccountNotePayloadSchema,
  async execute({ trx, commandNumber }, { accountId, text: typed }) {
    const trouble = noteTrouble(typed);
    if (trouble !== null) throw new CurbstopError({ code: 'wrong-note', ...REFUSALS[trouble] });
    await account(trx, accountId);
    const text = notedText(typed);
    const noteNumber = await writeAccountNote(trx, { accountId, text }, commandNumber);
    return { outcome: 'applied', reply: { noteNumber, accountId, text } };
  },
};

const REFUSALS = {
  empty: { message: 'The note is empty.', fix: 'Type what is to be noted.' },
  'too-long': {
    message: `The note is longer than ${NOTE_CHARACTERS_MAX} characters.`,
    fix: 'Shorten it, or make it two notes.',
  },
  'control-character': {
    message: 'The note has a character that is no text, such as a tab.',
    fix: 'Type it again instead of pasting it, or take that character out.',
  },
} as const;
