import { appendOnly, type Migration } from './migration.js';

/**
 * A bill of zero has an entry where its services charge and give back as much: each of them is posted. Only one that charges
 * nothing has none. SQLite takes no condition off a table, so both are made anew with the same rows.
 */
export const billsThatComeToNothing: Migration = {
  name: '0057-bills-that-come-to-nothing',
  rebuilds: true,
  statements: [
    `CREATE TABLE bill_new (
       bill_number INTEGER PRIMARY KEY,
       bill_run_id TEXT NOT NULL REFERENCES bill_run,
       account_id TEXT NOT NULL REFERENCES account,
       period_from TEXT NOT NULL,
       period_to TEXT NOT NULL,
       billed_on TEXT NOT NULL,
       due_on TEXT NOT NULL,
       usage_gallons INTEGER NOT NULL CHECK (usage_gallons >= 0),
       total_cents INTEGER NOT NULL,
       entry_number INTEGER UNIQUE REFERENCES journal_entry,
       UNIQUE (bill_run_id, account_id),
       CHECK (entry_number IS NOT NULL OR total_cents = 0)
     ) STRICT`,
    `INSERT INTO bill_new SELECT * FROM bill`,
    `DROP TABLE bill`,
    `ALTER TABLE bill_new RENAME TO bill`,
    `CREATE INDEX bill_by_account ON bill (account_id, billed_on)`,
    ...appendOnly('bill', 'A posted bill', [['bill_number'], ['entry_number'], ['bill_run_id', 'account_id']]),
    `CREATE TABLE rebill_new (
       rebill_number INTEGER PRIMARY KEY,
       bill_number INTEGER NOT NULL REFERENCES bill,
       -- The rebill before it of the chain; null where it takes the place of the bill itself.
       replaces INTEGER UNIQUE REFERENCES rebill,
       -- True where it takes back the one that it replaces.
       is_restored INTEGER NOT NULL CHECK (is_restored IN (0, 1)),
       account_id TEXT NOT NULL REFERENCES account,
       period_from TEXT NOT NULL CHECK (period_from IS date(period_from)),
       period_to TEXT NOT NULL CHECK (period_to IS date(period_to) AND period_to >= period_from),
       due_on TEXT NOT NULL CHECK (due_on IS date(due_on)),
       usage_gallons INTEGER NOT NULL CHECK (usage_gallons >= 0),
       was_cents INTEGER NOT NULL,
       total_cents INTEGER NOT NULL,
       -- What was corrected, in words for people: ["..."].
       corrections TEXT NOT NULL CHECK (json_valid(corrections)),
       -- It reverses the entry of what is replaced; null where that charged nothing.
       reversal_entry INTEGER UNIQUE REFERENCES journal_entry,
       -- The charges made anew; null where there are none.
       entry_number INTEGER UNIQUE REFERENCES journal_entry,
       pull_id TEXT,
       -- The row that asked for it; null of a period that follows another.
       row_key TEXT,
       reason TEXT NOT NULL CHECK (reason <> ''),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED,
       CHECK (reversal_entry IS NOT NULL OR was_cents = 0),
       CHECK (entry_number IS NOT NULL OR total_cents = 0),
       CHECK (is_restored = 0 OR replaces IS NOT NULL),
       CHECK (replaces < rebill_number)
     ) STRICT`,
    `INSERT INTO rebill_new SELECT * FROM rebill`,
    `DROP TABLE rebill`,
    `ALTER TABLE rebill_new RENAME TO rebill`,
    `CREATE INDEX rebill_by_bill ON rebill (bill_number)`,
    `CREATE INDEX rebill_by_account ON rebill (account_id)`,
    `CREATE INDEX rebill_by_command ON rebill (command_number)`,
    ...appendOnly('rebill', 'A bill made again', [
      ['rebill_number'],
      ['replaces'],
      ['reversal_entry'],
      ['entry_number'],
    ]),
    `CREATE TRIGGER rebill_goes_on BEFORE INSERT ON rebill
       WHEN NEW.replaces IS NOT (SELECT max(rebill_number) FROM rebill WHERE bill_number = NEW.bill_number)
       BEGIN SELECT RAISE(ABORT, 'A rebill takes the place of the last one of its bill.'); END`,
    `CREATE TRIGGER rebill_of_standing_bill BEFORE INSERT ON rebill
       WHEN NOT EXISTS (SELECT 1 FROM standing_bill WHERE bill_number = NEW.bill_number AND account_id = NEW.account_id)
       BEGIN SELECT RAISE(ABORT, 'Only a bill of a run that stands is made again.'); END`,
  ],
};
