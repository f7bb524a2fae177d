import { appendOnly, type Migration } from './migration.js';

/** Who works here, from which paired client, and every command that changed anything. */
export const peopleAndCommands: Migration = {
  name: '0001-people-and-commands',
  statements: [
    `CREATE TABLE setting (
       name TEXT NOT NULL,
       effective_from TEXT NOT NULL,
       value TEXT NOT NULL CHECK (json_valid(value)),
       PRIMARY KEY (name, effective_from)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE person (
       person_id TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       role TEXT NOT NULL CHECK (role IN ('coordinator', 'supervisor', 'auditor', 'bridge'))
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE client (
       client_id TEXT PRIMARY KEY,
       person_id TEXT NOT NULL REFERENCES person,
       label TEXT NOT NULL,
       token_hash TEXT NOT NULL UNIQUE,
       paired_at TEXT NOT NULL,
       last_seen_at TEXT NOT NULL,
       revoked_at TEXT
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE command (
       command_number INTEGER PRIMARY KEY,
       command_id TEXT NOT NULL UNIQUE,
       kind TEXT NOT NULL,
       person_id TEXT NOT NULL REFERENCES person,
       client_id TEXT,
       reason TEXT NOT NULL,
       applied_at TEXT NOT NULL,
       payload_hash TEXT NOT NULL,
       payload TEXT NOT NULL CHECK (json_valid(payload)),
       reply TEXT NOT NULL CHECK (json_valid(reply))
     ) STRICT`,
    ...appendOnly('command', 'A command that was applied', [['command_number'], ['command_id']]),
  ],
};
