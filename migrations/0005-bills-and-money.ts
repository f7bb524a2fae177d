import { appendOnly, type Migration } from './migration.js';

/** Posted bills with what explains and repeats them, payments and adjustments; each is one journal entry. */
export const billsAndMoney: Migration = {
  name: '0005-bills-and-money',
  statements: [
    `CREATE TABLE bill (
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
       CHECK ((entry_number IS NULL) = (total_cents = 0))
     ) STRICT`,
    `CREATE INDEX bill_by_account ON bill (account_id, billed_on)`,
    `CREATE TABLE bill_charge (
       bill_number INTEGER NOT NULL REFERENCES bill,
       service TEXT NOT NULL CHECK (service IN ('water', 'sewer', 'garbage')),
       tariff_version_id TEXT NOT NULL REFERENCES tariff_version,
       rate_class TEXT NOT NULL,
       inputs TEXT NOT NULL CHECK (json_valid(inputs)),
       lines TEXT NOT NULL CHECK (json_valid(lines)),
       amount_cents INTEGER NOT NULL,
       PRIMARY KEY (bill_number, service)
     ) STRICT, WITHOUT ROWID`,
    `CREATE TABLE payment (
       payment_number INTEGER PRIMARY KEY,
       account_id TEXT NOT NULL REFERENCES account,
       received_at TEXT NOT NULL,
       source TEXT NOT NULL,
       amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
       entry_number INTEGER NOT NULL UNIQUE REFERENCES journal_entry
     ) STRICT`,
    `CREATE INDEX payment_by_account ON payment (account_id)`,
    `CREATE TABLE adjustment (
       adjustment_number INTEGER PRIMARY KEY,
       pull_id TEXT NOT NULL,
       row_key TEXT NOT NULL,
       account_id TEXT NOT NULL REFERENCES account,
       service TEXT NOT NULL CHECK (service IN ('water', 'sewer', 'garbage')),
       kind TEXT NOT NULL,
       amount_cents INTEGER NOT NULL CHECK (amount_cents <> 0),
       reason TEXT NOT NULL,
       note TEXT NOT NULL,
       entry_number INTEGER NOT NULL UNIQUE REFERENCES journal_entry,
       UNIQUE (pull_id, row_key)
     ) STRICT`,
    `CREATE INDEX adjustment_by_account ON adjustment (account_id)`,
    ...appendOnly('bill', 'A posted bill', [['bill_number'], ['entry_number'], ['bill_run_id', 'account_id']]),
    ...appendOnly('bill_charge', 'A posted bill', [['bill_number', 'service']]),
    ...appendOnly('payment', 'A posted payment', [['payment_number'], ['entry_number']]),
    ...appendOnly('adjustment', 'A posted adjustment', [
      ['adjustment_number'],
      ['entry_number'],
      ['pull_id', 'row_key'],
    ]),
  ],
};
