import { appendOnly, type Migration } from './migration.js';

/**
 * A decision on a bill stays on record when its run is removed, as the run before it is reversed: it is taken back then, and
 * the run that is opened anew has the same name. A posted run keeps what was found on its bills as it weighed then.
 */
export const decisionsOnBills: Migration = {
  name: '0046-decisions-on-bills',
  statements: [
    // SQLite drops no foreign key, so the table is made anew with the same rows.
    `CREATE TABLE bill_disposition_new (
       disposition_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL,
       account_id TEXT NOT NULL REFERENCES account,
       exception TEXT NOT NULL,
       sentence TEXT NOT NULL,
       decision TEXT NOT NULL CHECK (decision IN ('release', 'hold', 'fix', '')),
       reason TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `INSERT INTO bill_disposition_new SELECT * FROM bill_disposition`,
    `DROP TABLE bill_disposition`,
    `ALTER TABLE bill_disposition_new RENAME TO bill_disposition`,
    `CREATE INDEX bill_disposition_by_run ON bill_disposition (bill_run_id, account_id)`,
    `CREATE INDEX bill_disposition_by_command ON bill_disposition (command_number)`,
    ...appendOnly('bill_disposition', 'A decision on a bill', [['disposition_number']]),
    `CREATE TRIGGER bill_disposition_is_of_a_run BEFORE INSERT ON bill_disposition
       WHEN NOT EXISTS (SELECT 1 FROM bill_run WHERE bill_run.bill_run_id = NEW.bill_run_id)
       BEGIN SELECT RAISE(ABORT, 'A decision is made on a bill of a run that there is.'); END`,
    // Of one exception the last decision counts, and one that was taken back does not.
    `CREATE VIEW standing_disposition AS
       SELECT * FROM bill_disposition AS last WHERE decision <> ''
         AND disposition_number = (SELECT max(disposition_number) FROM bill_disposition AS same
                                   WHERE same.bill_run_id = last.bill_run_id AND same.account_id = last.account_id
                                     AND same.exception = last.exception)`,
    // What was decided of a line of a comparison, with the charges that it had. The account may be one of the file only, and
    // a run that is opened anew has the same name.
    `CREATE TABLE comparison_decision (
       decision_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL,
       account_id TEXT NOT NULL,
       service TEXT NOT NULL CHECK (service IN ('water', 'sewer', 'garbage')),
       theirs_cents INTEGER,
       ours_cents INTEGER,
       decision TEXT NOT NULL CHECK (decision IN ('accepted', 'to mend', '')),
       note TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX comparison_decision_by_run ON comparison_decision (bill_run_id)`,
    `CREATE INDEX comparison_decision_by_command ON comparison_decision (command_number)`,
    ...appendOnly('comparison_decision', 'What was decided of a comparison', [['decision_number']]),
    // What asked for a decision before a run was posted, or was decided; what needed none is not kept.
    `CREATE TABLE posted_exception (
       exception_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       account_id TEXT NOT NULL REFERENCES account,
       route_id TEXT NOT NULL,
       exception TEXT NOT NULL,
       severity TEXT NOT NULL CHECK (severity IN ('blocks', 'look', 'information')),
       sentence TEXT NOT NULL,
       fix TEXT NOT NULL,
       state TEXT NOT NULL CHECK (state IN ('released', 'held', 'done')),
       decision TEXT NOT NULL CHECK (decision IN ('release', 'hold', 'fix', '')),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       UNIQUE (bill_run_id, account_id, exception)
     ) STRICT`,
    `CREATE INDEX posted_exception_by_account ON posted_exception (account_id)`,
    `CREATE INDEX posted_exception_by_command ON posted_exception (command_number)`,
    ...appendOnly('posted_exception', 'What was found on a posted bill', [
      ['exception_number'],
      ['bill_run_id', 'account_id', 'exception'],
    ]),
  ],
};
