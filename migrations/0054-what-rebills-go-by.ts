import { appendOnly, type Migration } from './migration.js';

/**
 * Charges are credited by the rules of the day of their entry, but what corrects a bill or a late charge goes by those of
 * the day of that; entries from before this table went by their own. And a bill that is made again keeps the data of the
 * account that it was billed by, unless who corrects it asks for what is on record by now; rebills from before this
 * table were billed by what was on record when they were made.
 */
export const whatRebillsGoBy: Migration = {
  name: '0054-what-rebills-go-by',
  statements: [
    `CREATE TABLE entry_rule (
       entry_number INTEGER PRIMARY KEY REFERENCES journal_entry,
       ruled_on TEXT NOT NULL CHECK (ruled_on IS date(ruled_on))
     ) STRICT`,
    ...appendOnly('entry_rule', 'By which rules an entry goes', [['entry_number']]),
    `CREATE TABLE rebill_basis (
       rebill_number INTEGER PRIMARY KEY REFERENCES rebill,
       -- What was said of the account up to this command is what the rebill is billed by.
       known_by INTEGER NOT NULL REFERENCES command (command_number) DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    ...appendOnly('rebill_basis', 'A bill made again', [['rebill_number']]),
  ],
};
