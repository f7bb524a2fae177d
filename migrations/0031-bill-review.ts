import { appendOnly, rowsOf, type Migration } from './migration.js';
import { startingBillReview } from './starting-bill-review.js';

/**
 * What a person decides of a bill's exceptions, the accounts that a posted run left out, what was looked at and approved
 * before a run is posted, and what was made of it afterwards.
 */
export const billReview: Migration = {
  name: '0031-bill-review',
  statements: [
    `ALTER TABLE bill_run ADD COLUMN message TEXT NOT NULL DEFAULT ''`,
    // Of one exception the last one counts, for as long as the exception says what it said then; '' takes a decision back.
    `CREATE TABLE bill_disposition (
       disposition_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       account_id TEXT NOT NULL REFERENCES account,
       exception TEXT NOT NULL,
       sentence TEXT NOT NULL,
       decision TEXT NOT NULL CHECK (decision IN ('release', 'hold', 'fix', '')),
       reason TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX bill_disposition_by_run ON bill_disposition (bill_run_id, account_id)`,
    `CREATE INDEX bill_disposition_by_command ON bill_disposition (command_number)`,
    ...appendOnly('bill_disposition', 'A decision on a bill', [['disposition_number']]),
    // An account that a posted run left out: its period is billed by the next run of its cycle.
    `CREATE TABLE held_account (
       held_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       account_id TEXT NOT NULL REFERENCES account,
       reason TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       UNIQUE (bill_run_id, account_id)
     ) STRICT`,
    `CREATE INDEX held_account_by_account ON held_account (account_id)`,
    `CREATE INDEX held_account_by_command ON held_account (command_number)`,
    ...appendOnly('held_account', 'An account that a run left out', [['held_number'], ['bill_run_id', 'account_id']]),
    `CREATE TRIGGER held_account_has_no_bill BEFORE INSERT ON held_account
       WHEN EXISTS (SELECT 1 FROM bill WHERE bill.bill_run_id = NEW.bill_run_id AND bill.account_id = NEW.account_id)
       BEGIN SELECT RAISE(ABORT, 'An account that a run billed is not held out of it.'); END`,
    // The bills of an open run as somebody saw them last; no part of the ledger.
    `CREATE TABLE bill_run_look (
       bill_run_id TEXT PRIMARY KEY REFERENCES bill_run,
       looked_at TEXT NOT NULL,
       person_id TEXT NOT NULL REFERENCES person,
       bills TEXT NOT NULL CHECK (json_valid(bills))
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE bill_run_approval (
       approval_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       bill_count INTEGER NOT NULL,
       total_cents INTEGER NOT NULL,
       digest TEXT NOT NULL CHECK (length(digest) = 64),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX bill_run_approval_by_run ON bill_run_approval (bill_run_id)`,
    `CREATE INDEX bill_run_approval_by_command ON bill_run_approval (command_number)`,
    ...appendOnly('bill_run_approval', 'The approval of a bill run', [['approval_number']]),
    // What left the office of a posted run: from then on only a supervisor undoes it.
    `CREATE TABLE bill_run_output (
       output_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       kind TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    `CREATE INDEX bill_run_output_by_run ON bill_run_output (bill_run_id)`,
    `CREATE INDEX bill_run_output_by_command ON bill_run_output (command_number)`,
    ...appendOnly('bill_run_output', 'What was made of a bill run', [['output_number']]),
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf([['bill-review', '2000-01-01', JSON.stringify(startingBillReview)]])}
     ON CONFLICT DO NOTHING`,
  ],
};
