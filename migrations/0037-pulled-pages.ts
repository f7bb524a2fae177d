import type { Migration } from './migration.js';

/**
 * The rows of a pull stand in pages of their own. Within the row that names the pull they made SQLite read all of them
 * whenever it looked for that pull, which it does for each row of a push.
 */
export const pulledPages: Migration = {
  name: '0037-pulled-pages',
  statements: [
    `CREATE TABLE sheet_pull_page (
       page_number INTEGER PRIMARY KEY,
       pull_id TEXT NOT NULL REFERENCES sheet_pull ON DELETE CASCADE,
       first_row INTEGER NOT NULL,
       row_count INTEGER NOT NULL,
       rows TEXT NOT NULL CHECK (json_valid(rows)),
       UNIQUE (pull_id, first_row)
     ) STRICT`,
    `INSERT INTO sheet_pull_page (pull_id, first_row, row_count, rows)
     SELECT pull_id, 0, row_count, baseline FROM sheet_pull WHERE row_count > 0`,
    `ALTER TABLE sheet_pull DROP COLUMN baseline`,
  ],
};
