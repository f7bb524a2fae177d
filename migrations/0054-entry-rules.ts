import { appendOnly, type Migration } from './migration.js';

/**
 * Charges are credited by the rules of the day of their entry, but what corrects a bill or a late charge goes by those of
 * the day of that. Entries from before this table went by their own.
 */
export const entryRules: Migration = {
  name: '0054-entry-rules',
  statements: [
    `CREATE TABLE entry_rule (
       entry_number INTEGER PRIMARY KEY REFERENCES journal_entry,
       ruled_on TEXT NOT NULL CHECK (ruled_on IS date(ruled_on))
     ) STRICT`,
    ...appendOnly('entry_rule', 'By which rules an entry goes', [['entry_number']]),
  ],
};
