import { appendOnly, type Migration } from './migration.js';

/**
 * What notices say is kept with each that is sent, with the moment that stands in it and its hash, so that it is made again
 * as it was whatever the setting says today.
 */
export const noticesAsSent: Migration = {
  name: '0044-notices-as-sent',
  statements: [
    `CREATE TABLE ebill_words (
       words_number INTEGER PRIMARY KEY,
       words TEXT NOT NULL CHECK (json_valid(words)),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX ebill_words_by_command ON ebill_words (command_number)`,
    ...appendOnly('ebill_words', 'What notices said', [['words_number']]),
    `CREATE INDEX ebill_notice_by_email ON ebill_notice (lower(email))`,
    `ALTER TABLE ebill_notice ADD COLUMN words_number INTEGER REFERENCES ebill_words`,
    `ALTER TABLE ebill_notice ADD COLUMN dated TEXT`,
    `ALTER TABLE ebill_notice ADD COLUMN sha256 TEXT CHECK (length(sha256) = 64)`,
  ],
};
