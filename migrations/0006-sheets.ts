import type { Migration } from './migration.js';

/** What each pull put into a sheet: the baseline that a push is compared with. */
export const sheets: Migration = {
  name: '0006-sheets',
  statements: [
    `CREATE TABLE sheet_pull (
       pull_id TEXT PRIMARY KEY,
       kind TEXT NOT NULL,
       parameters TEXT NOT NULL CHECK (json_valid(parameters)),
       as_of TEXT NOT NULL,
       person_id TEXT NOT NULL REFERENCES person,
       row_count INTEGER NOT NULL,
       baseline TEXT NOT NULL CHECK (json_valid(baseline))
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX sheet_pull_by_age ON sheet_pull (as_of)`,
    `CREATE TABLE sheet_pull_row (
       pull_id TEXT NOT NULL REFERENCES sheet_pull,
       row_key TEXT NOT NULL,
       cells TEXT NOT NULL CHECK (json_valid(cells)),
       receipt INTEGER NOT NULL,
       PRIMARY KEY (pull_id, row_key, receipt)
     ) STRICT, WITHOUT ROWID`,
  ],
};
