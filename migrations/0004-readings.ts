import { appendOnly, type Migration } from './migration.js';

const REFUSE_POSTED_RUN = `BEGIN SELECT RAISE(ABORT, 'A posted bill run is never changed.'); END`;

/** Bill runs, the files that came back from the field, every reading as it came, and the read each run will bill. */
export const readings: Migration = {
  name: '0004-readings',
  statements: [
    `CREATE TABLE bill_run (
       bill_run_id TEXT PRIMARY KEY,
       cycle_id TEXT NOT NULL REFERENCES cycle,
       period_from TEXT NOT NULL,
       period_to TEXT NOT NULL CHECK (period_to > period_from),
       billed_on TEXT NOT NULL,
       due_on TEXT NOT NULL CHECK (due_on >= billed_on),
       status TEXT NOT NULL CHECK (status IN ('open', 'posted')),
       posted_by_command INTEGER REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       UNIQUE (cycle_id, period_to)
     ) STRICT, WITHOUT ROWID`,
    `CREATE UNIQUE INDEX one_open_run_per_cycle ON bill_run (cycle_id) WHERE status = 'open'`,
    `CREATE TRIGGER bill_run_begins_open BEFORE INSERT ON bill_run WHEN NEW.status <> 'open'
       BEGIN SELECT RAISE(ABORT, 'A bill run is opened before it is posted.'); END`,
    ...['UPDATE', 'DELETE'].map(
      (verb) => `CREATE TRIGGER bill_run_refuses_${verb.toLowerCase()}_once_posted BEFORE ${verb} ON bill_run
        WHEN OLD.status = 'posted' ${REFUSE_POSTED_RUN}`,
    ),
    // INSERT OR REPLACE and UPDATE OR REPLACE would remove a posted run without a delete that a trigger sees.
    ...['INSERT', 'UPDATE'].map(
      (verb) => `CREATE TRIGGER bill_run_refuses_replace_by_${verb.toLowerCase()} BEFORE ${verb} ON bill_run
        WHEN EXISTS (SELECT 1 FROM bill_run WHERE status = 'posted' AND (bill_run_id = NEW.bill_run_id
                       OR (cycle_id = NEW.cycle_id AND period_to = NEW.period_to))) ${REFUSE_POSTED_RUN}`,
    ),
    `CREATE TABLE reading_import (
       import_number INTEGER PRIMARY KEY,
       file_name TEXT NOT NULL,
       file_hash TEXT NOT NULL,
       format TEXT NOT NULL,
       record_count INTEGER NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX reading_import_by_file ON reading_import (file_hash)`,
    `CREATE TABLE reading (
       reading_id INTEGER PRIMARY KEY,
       bill_run_id TEXT REFERENCES bill_run,
       row_key TEXT,
       meter_id TEXT NOT NULL,
       register_number INTEGER NOT NULL,
       raw TEXT,
       value INTEGER,
       read_on TEXT,
       read_time TEXT,
       codes TEXT NOT NULL CHECK (json_valid(codes)),
       import_number INTEGER REFERENCES reading_import DEFERRABLE INITIALLY DEFERRED,
       line_number INTEGER,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX reading_by_run ON reading (bill_run_id, row_key)`,
    // SQLite looks a deferred key's children up at every insert of a parent: without an index that is a scan each time.
    `CREATE INDEX reading_by_import ON reading (import_number) WHERE import_number IS NOT NULL`,
    `CREATE INDEX reading_by_command ON reading (command_number)`,
    ...appendOnly('reading', 'A reading', [['reading_id']]),
    ...appendOnly('reading_import', 'An unloaded file', [['import_number']]),
    `CREATE TABLE period_read (
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       row_key TEXT NOT NULL,
       account_id TEXT NOT NULL REFERENCES account,
       meter_id TEXT NOT NULL REFERENCES meter,
       register_number INTEGER NOT NULL,
       previous_value INTEGER NOT NULL,
       previous_on TEXT NOT NULL,
       reading_id INTEGER REFERENCES reading DEFERRABLE INITIALLY DEFERRED,
       value INTEGER,
       read_on TEXT,
       usage_gallons INTEGER,
       status TEXT NOT NULL CHECK (status IN ('missing', 'exception', 'reread', 'hold', 'accepted', 'estimated', 'changed')),
       exceptions TEXT NOT NULL CHECK (json_valid(exceptions)),
       action TEXT NOT NULL,
       reason TEXT NOT NULL,
       version INTEGER NOT NULL,
       CHECK (status NOT IN ('accepted', 'estimated', 'changed')
              OR (value IS NOT NULL AND read_on IS NOT NULL AND usage_gallons IS NOT NULL)),
       PRIMARY KEY (bill_run_id, row_key),
       FOREIGN KEY (meter_id, register_number) REFERENCES register
     ) STRICT, WITHOUT ROWID`,
    `CREATE INDEX period_read_by_account ON period_read (account_id, bill_run_id)`,
    `CREATE INDEX period_read_by_meter ON period_read (meter_id, register_number)`,
    `CREATE INDEX period_read_by_reading ON period_read (reading_id) WHERE reading_id IS NOT NULL`,
    ...Object.entries({ INSERT: ['NEW'], UPDATE: ['OLD', 'NEW'], DELETE: ['OLD'] }).map(
      ([
        verb,
        rows,
      ]) => `CREATE TRIGGER period_read_refuses_${verb.toLowerCase()}_once_billed BEFORE ${verb} ON period_read
        WHEN ${rows.map((row) => `(SELECT status FROM bill_run WHERE bill_run_id = ${row}.bill_run_id) = 'posted'`).join(' OR ')}
        BEGIN SELECT RAISE(ABORT, 'The reads of a posted bill run are never changed.'); END`,
    ),
    `CREATE TABLE work_order (
       work_order_number INTEGER PRIMARY KEY,
       kind TEXT NOT NULL CHECK (kind IN ('reread')),
       bill_run_id TEXT NOT NULL,
       row_key TEXT NOT NULL,
       status TEXT NOT NULL CHECK (status IN ('open', 'done', 'withdrawn')),
       reason TEXT NOT NULL,
       opened_by_command INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       closed_by_command INTEGER REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       FOREIGN KEY (bill_run_id, row_key) REFERENCES period_read
     ) STRICT`,
    `CREATE UNIQUE INDEX one_open_reread ON work_order (bill_run_id, row_key) WHERE status = 'open'`,
  ],
};
