import { literal, type Migration } from './migration.js';
import { startingComparisonServices } from './starting-comparison-services.js';

/** What an open run is compared with: the file of the system in use now that was chosen last. It is no part of the books. */
export const comparisons: Migration = {
  name: '0034-comparisons',
  statements: [
    `INSERT INTO setting (name, effective_from, value)
     VALUES ('comparison-services', '2000-01-01', ${literal(JSON.stringify(startingComparisonServices))})
     ON CONFLICT DO NOTHING`,
    `CREATE TABLE comparison_file (
       bill_run_id TEXT PRIMARY KEY REFERENCES bill_run,
       file_name TEXT NOT NULL,
       content BLOB NOT NULL,
       usage_unit TEXT CHECK (usage_unit IN ('gal', 'kgal', 'ccf')),
       person_id TEXT NOT NULL REFERENCES person,
       chosen_at TEXT NOT NULL
     ) STRICT`,
  ],
};
