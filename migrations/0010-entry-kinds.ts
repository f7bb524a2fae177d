import { appendOnly, rowsOf, type Migration } from './migration.js';

const KINDS = [
  ['opening', 'Opening balance'],
  ['bill', 'Bill'],
  ['payment', 'Payment'],
  ['adjustment', 'Adjustment'],
  ['reversal', 'Reversal'],
  ['late-charge', 'Late charge'],
  ['fee', 'Fee'],
  ['returned-payment', 'Returned payment'],
  ['application', 'Credit applied or released'],
  ['deposit', 'Deposit taken'],
  ['deposit-interest', 'Deposit interest'],
  ['deposit-applied', 'Deposit applied'],
  ['deposit-refund', 'Deposit to refund'],
  ['credit-refund', 'Credit to refund'],
  ['refund-paid', 'Refund check'],
  ['transfer', 'Balance transferred'],
  ['write-off', 'Written off'],
  ['recovery', 'Recovered'],
  ['suspense', 'Payment in suspense'],
  ['suspense-release', 'Suspense resolved'],
  ['remittance', 'Remitted'],
] as const;

const REFUSE_POSTED_RUN = `BEGIN SELECT RAISE(ABORT, 'A posted bill run is never changed.'); END`;

/**
 * Kinds of entries become rows, so that a new kind is one more of them; a period may be billed again once its run was
 * reversed. SQLite alters neither a check nor a unique key, so both tables are made anew with the same rows.
 */
export const entryKinds: Migration = {
  name: '0010-entry-kinds',
  rebuilds: true,
  statements: [
    `CREATE TABLE entry_kind (kind TEXT PRIMARY KEY, title TEXT NOT NULL) STRICT, WITHOUT ROWID`,
    `INSERT INTO entry_kind (kind, title) VALUES ${rowsOf(KINDS)}`,
    ...appendOnly('entry_kind', 'A kind of entry', [['kind']]),
    `CREATE TABLE journal_entry_new (
       entry_number INTEGER PRIMARY KEY,
       kind TEXT NOT NULL REFERENCES entry_kind,
       effective_on TEXT NOT NULL CHECK (effective_on IS date(effective_on)),
       account_id TEXT REFERENCES account,
       memo TEXT NOT NULL,
       reverses INTEGER REFERENCES journal_entry,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       posting_count INTEGER NOT NULL,
       previous_hash TEXT NOT NULL,
       hash TEXT NOT NULL CHECK (length(hash) = 64)
     ) STRICT`,
    `INSERT INTO journal_entry_new SELECT * FROM journal_entry`,
    `DROP TABLE journal_entry`,
    `ALTER TABLE journal_entry_new RENAME TO journal_entry`,
    `CREATE INDEX journal_entry_by_account ON journal_entry (account_id)`,
    `CREATE INDEX journal_entry_by_command ON journal_entry (command_number)`,
    `CREATE INDEX journal_entry_by_date ON journal_entry (effective_on)`,
    `CREATE UNIQUE INDEX journal_entry_reversed_once ON journal_entry (reverses) WHERE reverses IS NOT NULL`,
    `CREATE TRIGGER journal_entry_balances BEFORE INSERT ON journal_entry
       WHEN (SELECT coalesce(sum(amount_cents), 1) <> 0 OR count(*) <> NEW.posting_count OR count(*) < 2
             FROM posting WHERE entry_number = NEW.entry_number)
       BEGIN SELECT RAISE(ABORT, 'The journal entry does not balance.'); END`,
    `CREATE TRIGGER journal_entry_continues BEFORE INSERT ON journal_entry
       WHEN NEW.entry_number <> (SELECT coalesce(max(entry_number), 0) + 1 FROM journal_entry)
         OR NEW.previous_hash <>
            coalesce((SELECT hash FROM journal_entry WHERE entry_number = NEW.entry_number - 1), '')
       BEGIN SELECT RAISE(ABORT, 'The journal entry does not follow the last one.'); END`,
    ...appendOnly('journal_entry', 'A journal entry'),
    ...rebuiltBillRun(),
    `CREATE TABLE bill_run_reversal (
       reversal_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL UNIQUE REFERENCES bill_run,
       reason TEXT NOT NULL,
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    ...appendOnly('bill_run_reversal', 'The reversal of a bill run', [['reversal_number'], ['bill_run_id']]),
    `CREATE TRIGGER bill_run_attempt_after_reversal BEFORE INSERT ON bill_run
       WHEN NEW.attempt > 1 AND NOT EXISTS
         (SELECT 1 FROM bill_run AS earlier JOIN bill_run_reversal USING (bill_run_id)
          WHERE earlier.cycle_id = NEW.cycle_id AND earlier.period_to = NEW.period_to
            AND earlier.attempt = NEW.attempt - 1)
       BEGIN SELECT RAISE(ABORT, 'A period is billed again only after its run was reversed.'); END`,
  ],
};

function rebuiltBillRun(): string[] {
  return [
    `CREATE TABLE bill_run_new (
       bill_run_id TEXT PRIMARY KEY,
       cycle_id TEXT NOT NULL REFERENCES cycle,
       period_from TEXT NOT NULL,
       period_to TEXT NOT NULL CHECK (period_to > period_from),
       billed_on TEXT NOT NULL,
       due_on TEXT NOT NULL CHECK (due_on >= billed_on),
       status TEXT NOT NULL CHECK (status IN ('open', 'posted')),
       posted_by_command INTEGER REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       attempt INTEGER NOT NULL DEFAULT 1 CHECK (attempt > 0),
       UNIQUE (cycle_id, period_to, attempt)
     ) STRICT, WITHOUT ROWID`,
    `INSERT INTO bill_run_new SELECT *, 1 FROM bill_run`,
    `DROP TABLE bill_run`,
    `ALTER TABLE bill_run_new RENAME TO bill_run`,
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
                       OR (cycle_id = NEW.cycle_id AND period_to = NEW.period_to AND attempt = NEW.attempt)))
        ${REFUSE_POSTED_RUN}`,
    ),
  ];
}
