import { literal, type Migration } from './migration.js';
import { startingReadingLayouts } from './starting-reading-layouts.js';

/**
 * Readings come in any of the vendors' formats, or by a layout of the utility's own, which a setting describes. The cycle's
 * table is made anew, since SQLite does not change a check.
 */
export const readingLayouts: Migration = {
  name: '0021-reading-layouts',
  rebuilds: true,
  statements: [
    `CREATE TABLE new_cycle (
       cycle_id TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       read_day INTEGER NOT NULL CHECK (read_day BETWEEN 1 AND 28),
       reading_format TEXT NOT NULL CHECK (
         reading_format IN ('beacon-csv', 'mvrs-upload', 'neptune', 'autoread')
         OR (reading_format LIKE 'layout:%' AND length(reading_format) BETWEEN 8 AND 67))
     ) STRICT, WITHOUT ROWID`,
    `INSERT INTO new_cycle (cycle_id, name, read_day, reading_format)
       SELECT cycle_id, name, read_day, reading_format FROM cycle`,
    `DROP TABLE cycle`,
    `ALTER TABLE new_cycle RENAME TO cycle`,
    `INSERT INTO setting (name, effective_from, value)
     VALUES ('reading-layouts', '2000-01-01', ${literal(JSON.stringify(startingReadingLayouts))})
     ON CONFLICT DO NOTHING`,
  ],
};
