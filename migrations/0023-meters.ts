import { appendOnly, rowsOf, type Migration } from './migration.js';
import { startingMeterTestLimits } from './starting-meter-test-limits.js';

/**
 * Registers that show decimals and painted zeros, and count by any exact number of units; what was done with each meter;
 * the tests of meters; and reads that end because their meter was taken out.
 */
export const meters: Migration = {
  name: '0023-meters',
  rebuilds: true,
  statements: [
    // The multiplier is exact decimal text; SQLite alters no column's type, so the table is made anew.
    `CREATE TABLE register_new (
       meter_id TEXT NOT NULL REFERENCES meter,
       register_number INTEGER NOT NULL CHECK (register_number BETWEEN 1 AND 2),
       dials INTEGER NOT NULL CHECK (dials BETWEEN 3 AND 10),
       multiplier TEXT NOT NULL CHECK (CAST(multiplier AS REAL) > 0 AND multiplier NOT GLOB '*[^0-9.]*'),
       unit TEXT NOT NULL CHECK (unit IN ('GAL', 'CUBIC_FEET', 'CCF', 'CUBIC_METER', 'LITER')),
       decimals INTEGER NOT NULL DEFAULT 0 CHECK (decimals BETWEEN 0 AND 6 AND decimals < dials),
       fixed_zeros INTEGER NOT NULL DEFAULT 0 CHECK (fixed_zeros BETWEEN 0 AND 6),
       PRIMARY KEY (meter_id, register_number)
     ) STRICT, WITHOUT ROWID`,
    `INSERT INTO register_new (meter_id, register_number, dials, multiplier, unit)
     SELECT meter_id, register_number, dials, CAST(multiplier AS TEXT), unit FROM register`,
    `DROP TABLE register`,
    `ALTER TABLE register_new RENAME TO register`,
    // A read that ends with the meter's final reading, on the day on which it was taken out.
    `ALTER TABLE period_read ADD COLUMN removed_on TEXT CHECK (removed_on IS NULL OR removed_on = read_on)`,
    // Readings are those of the registers in their order, in counts of the last digit.
    `CREATE TABLE meter_event (
       event_number INTEGER PRIMARY KEY,
       meter_id TEXT NOT NULL REFERENCES meter,
       kind TEXT NOT NULL CHECK (kind IN ('add', 'install', 'remove', 'retire')),
       happened_on TEXT NOT NULL CHECK (happened_on IS date(happened_on)),
       premises_id TEXT REFERENCES premises,
       other_meter_id TEXT REFERENCES meter,
       readings TEXT NOT NULL CHECK (json_valid(readings)),
       reason TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       CHECK ((kind IN ('install', 'remove')) = (premises_id IS NOT NULL))
     ) STRICT`,
    `CREATE INDEX meter_event_by_meter ON meter_event (meter_id)`,
    `CREATE INDEX meter_event_by_command ON meter_event (command_number)`,
    ...appendOnly('meter_event', 'What was done with a meter', [['event_number']]),
    `CREATE TABLE meter_test (
       test_number INTEGER PRIMARY KEY,
       meter_id TEXT NOT NULL REFERENCES meter,
       tested_on TEXT NOT NULL CHECK (tested_on IS date(tested_on)),
       low_percent TEXT,
       medium_percent TEXT,
       high_percent TEXT,
       passed INTEGER NOT NULL CHECK (passed IN (0, 1)),
       limits TEXT NOT NULL CHECK (json_valid(limits)),
       reason TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       CHECK (coalesce(low_percent, medium_percent, high_percent) IS NOT NULL)
     ) STRICT`,
    `CREATE INDEX meter_test_by_meter ON meter_test (meter_id)`,
    `CREATE INDEX meter_test_by_command ON meter_test (command_number)`,
    ...appendOnly('meter_test', 'A test of a meter', [['test_number']]),
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf([['meter-test-limits', '2000-01-01', JSON.stringify(startingMeterTestLimits)]])}
     ON CONFLICT DO NOTHING`,
  ],
};
