import { appendOnly, type Migration } from './migration.js';

/** What people note of accounts. A note is never changed or removed: it is struck, and stays to be read. */
export const accountNotes: Migration = {
  name: '0029-account-notes',
  statements: [
    `CREATE TABLE account_note (
       note_number INTEGER PRIMARY KEY,
       account_id TEXT NOT NULL REFERENCES account,
       text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 500),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX account_note_by_account ON account_note (account_id)`,
    `CREATE INDEX account_note_by_command ON account_note (command_number)`,
    ...appendOnly('account_note', 'A note of an account', [['note_number']]),
    `CREATE TABLE account_note_strike (
       strike_number INTEGER PRIMARY KEY,
       note_number INTEGER NOT NULL UNIQUE REFERENCES account_note,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX account_note_strike_by_command ON account_note_strike (command_number)`,
    ...appendOnly('account_note_strike', 'A struck note of an account', [['strike_number'], ['note_number']]),
  ],
};
