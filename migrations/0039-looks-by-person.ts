import type { Migration } from './migration.js';

/**
 * Who approves a run goes by what they saw of its bills themselves: one look is kept per person, of those who may approve.
 */
export const looksByPerson: Migration = {
  name: '0039-looks-by-person',
  statements: [
    `CREATE TABLE look_by_person (
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       person_id TEXT NOT NULL REFERENCES person,
       looked_at TEXT NOT NULL,
       bills TEXT NOT NULL CHECK (json_valid(bills)),
       PRIMARY KEY (bill_run_id, person_id)
     ) STRICT, WITHOUT ROWID`,
    `INSERT INTO look_by_person (bill_run_id, person_id, looked_at, bills)
       SELECT bill_run_id, person_id, looked_at, bills FROM bill_run_look JOIN person USING (person_id)
       WHERE role IN ('coordinator', 'supervisor')`,
    `DROP TABLE bill_run_look`,
    `ALTER TABLE look_by_person RENAME TO bill_run_look`,
  ],
};
