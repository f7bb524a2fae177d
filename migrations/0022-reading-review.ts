import { rowsOf, type Migration } from './migration.js';
import { startingReadingCodes } from './starting-reading-codes.js';
import { startingReadingReview } from './starting-reading-review.js';

const SETTINGS = { 'reading-review': startingReadingReview, 'reading-codes': startingReadingCodes };

/**
 * How reads are judged and what their codes mean, as data; and what a reread lacked: why it was issued, what it was
 * issued for, what came back, and what became of it.
 */
export const readingReview: Migration = {
  name: '0022-reading-review',
  statements: [
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf(Object.entries(SETTINGS).map(([name, value]) => [name, '2000-01-01', JSON.stringify(value)]))}
     ON CONFLICT DO NOTHING`,
    `ALTER TABLE work_order ADD COLUMN exception TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE work_order ADD COLUMN first_reading_id INTEGER REFERENCES reading`,
    `ALTER TABLE work_order ADD COLUMN returned_reading_id INTEGER REFERENCES reading`,
    `ALTER TABLE work_order ADD COLUMN outcome TEXT
       CHECK (outcome IN ('accepted', 'changed', 'estimated', 'hold', 'reread', 'escalated'))`,
    `ALTER TABLE work_order ADD COLUMN settled_by_command INTEGER REFERENCES command DEFERRABLE INITIALLY DEFERRED`,
    `CREATE INDEX work_order_by_run ON work_order (bill_run_id, row_key)`,
    `CREATE INDEX work_order_by_first_reading ON work_order (first_reading_id) WHERE first_reading_id IS NOT NULL`,
    `CREATE INDEX work_order_by_returned_reading ON work_order (returned_reading_id) WHERE returned_reading_id IS NOT NULL`,
  ],
};
