import { appendOnly, type Migration } from './migration.js';

/**
 * Seals over rows that the chain of entries does not cover. A part is the rows of a table whose keys lie in a range, with
 * the digest of its rows; parts of a table follow each other without a gap. The seals of commands are a chain over the
 * parts that each command added, and over the head of the chain of entries.
 */
export const seals: Migration = {
  name: '0015-seals',
  statements: [
    // The columns are those that were there when it was sealed.
    `CREATE TABLE seal (
       table_name TEXT NOT NULL,
       first_key INTEGER NOT NULL,
       last_key INTEGER NOT NULL CHECK (last_key >= first_key),
       row_count INTEGER NOT NULL CHECK (row_count > 0),
       columns TEXT NOT NULL CHECK (json_valid(columns)),
       digest TEXT NOT NULL CHECK (length(digest) = 64),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       PRIMARY KEY (table_name, first_key)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX seal_by_command ON seal (command_number)`,
    `CREATE TRIGGER seal_continues BEFORE INSERT ON seal
       WHEN NEW.first_key <> 1 + coalesce((SELECT last_key FROM seal WHERE table_name = NEW.table_name
                                           ORDER BY first_key DESC LIMIT 1), 0)
       BEGIN SELECT RAISE(ABORT, 'The seal does not follow the last one of its table.'); END`,
    ...appendOnly('seal', 'A seal', [['table_name', 'first_key']]),
    // Small tables that are sealed as a whole, by each command that changes them.
    `CREATE TABLE table_seal (
       table_name TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       row_count INTEGER NOT NULL,
       columns TEXT NOT NULL CHECK (json_valid(columns)),
       digest TEXT NOT NULL CHECK (length(digest) = 64),
       PRIMARY KEY (table_name, command_number)
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX table_seal_by_command ON table_seal (command_number)`,
    ...appendOnly('table_seal', 'A seal', [['table_name', 'command_number']]),
    `CREATE TABLE command_seal (
       command_number INTEGER PRIMARY KEY REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       last_entry INTEGER NOT NULL,
       last_entry_hash TEXT NOT NULL,
       previous_hash TEXT NOT NULL,
       hash TEXT NOT NULL CHECK (length(hash) = 64)
     ) STRICT`,
    `CREATE TRIGGER command_seal_continues BEFORE INSERT ON command_seal
       WHEN NEW.previous_hash <> coalesce((SELECT hash FROM command_seal ORDER BY command_number DESC LIMIT 1), '')
         OR NEW.command_number <= (SELECT max(command_number) FROM command_seal)
       BEGIN SELECT RAISE(ABORT, 'The seal does not follow the last one.'); END`,
    ...appendOnly('command_seal', 'A seal', [['command_number']]),
  ],
};
