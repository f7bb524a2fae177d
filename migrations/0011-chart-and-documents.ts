import { appendOnly, literal, rowsOf, type Migration } from './migration.js';
import {
  startingAccounting,
  startingAccounts,
  startingApplication,
  startingBackupRetention,
  startingChargeTypes,
  startingLateRule,
} from './starting-chart.js';

const ALWAYS = '2000-01-01';
const SETTINGS = {
  accounting: startingAccounting,
  'payment-application': startingApplication,
  'late-rule': startingLateRule,
  'backup-retention': startingBackupRetention,
};

/**
 * The chart of accounts as rows, what is charged to customers and its receivable, the rules of accounting as settings,
 * the events that make entries beside bills, payments and adjustments, and periods that are closed.
 */
export const chartAndDocuments: Migration = {
  name: '0011-chart-and-documents',
  statements: [
    `ALTER TABLE ledger_account ADD COLUMN purpose TEXT`,
    `CREATE UNIQUE INDEX ledger_account_of_purpose ON ledger_account (purpose) WHERE purpose IS NOT NULL`,
    `INSERT INTO ledger_account (ledger_account, name, kind, is_control, service, purpose)
     VALUES ${rowsOf(startingAccounts)}
     ON CONFLICT (ledger_account) DO UPDATE SET purpose = excluded.purpose`,
    `CREATE TRIGGER ledger_account_refuses_change BEFORE UPDATE ON ledger_account
       WHEN (NEW.ledger_account, NEW.kind, NEW.is_control, NEW.purpose)
         IS NOT (OLD.ledger_account, OLD.kind, OLD.is_control, OLD.purpose)
       BEGIN SELECT RAISE(ABORT, 'The number, kind and purpose of a ledger account are never changed.'); END`,
    `CREATE TRIGGER ledger_account_refuses_delete BEFORE DELETE ON ledger_account
       BEGIN SELECT RAISE(ABORT, 'A ledger account is never removed.'); END`,
    `CREATE TRIGGER ledger_account_refuses_replace BEFORE INSERT ON ledger_account
       WHEN EXISTS (SELECT 1 FROM ledger_account WHERE ledger_account = NEW.ledger_account OR purpose = NEW.purpose)
       BEGIN SELECT RAISE(ABORT, 'A ledger account is never removed.'); END`,
    `CREATE TABLE charge_type (
       charge_type TEXT PRIMARY KEY,
       name TEXT NOT NULL,
       service TEXT CHECK (service IN ('water', 'sewer', 'garbage')),
       nature TEXT NOT NULL CHECK (nature IN ('service', 'tax', 'late-charge', 'fee')),
       receivable TEXT NOT NULL UNIQUE REFERENCES ledger_account,
       bill_order INTEGER NOT NULL
     ) STRICT, WITHOUT ROWID`,
    `INSERT INTO charge_type (charge_type, name, service, nature, receivable, bill_order)
     VALUES ${rowsOf(startingChargeTypes)}`,
    ...appendOnly('charge_type', 'A type of charge', [['charge_type'], ['receivable']]),
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf(Object.entries(SETTINGS).map(([name, value]) => [name, ALWAYS, JSON.stringify(value)]))}
     ON CONFLICT DO NOTHING`,
    `CREATE TABLE ledger_document (
       document_number INTEGER PRIMARY KEY,
       kind TEXT NOT NULL REFERENCES entry_kind,
       account_id TEXT REFERENCES account,
       -- The other side of a transfer.
       other_account_id TEXT REFERENCES account,
       charge_type TEXT REFERENCES charge_type,
       amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
       effective_on TEXT NOT NULL,
       -- Of a late charge or a fee that the customer comes to owe.
       due_on TEXT,
       -- The payment that was returned, the write-off that was recovered.
       about_entry INTEGER REFERENCES journal_entry,
       fee_code TEXT,
       reference TEXT NOT NULL DEFAULT '',
       reason TEXT NOT NULL,
       -- The row of a sheet that asked for it.
       pull_id TEXT,
       row_key TEXT,
       entry_number INTEGER NOT NULL UNIQUE REFERENCES journal_entry,
       UNIQUE (pull_id, row_key)
     ) STRICT`,
    `CREATE INDEX ledger_document_by_account ON ledger_document (account_id, kind)`,
    `CREATE INDEX ledger_document_about ON ledger_document (about_entry) WHERE about_entry IS NOT NULL`,
    `CREATE UNIQUE INDEX late_charge_once ON ledger_document (account_id, charge_type, due_on)
       WHERE kind = ${literal('late-charge')}`,
    ...appendOnly('ledger_document', 'A posted document', [
      ['document_number'],
      ['entry_number'],
      ['pull_id', 'row_key'],
    ]),
    `CREATE TABLE period_closing (
       closing_number INTEGER PRIMARY KEY,
       closed_through TEXT NOT NULL UNIQUE CHECK (closed_through IS date(closed_through)),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    ...appendOnly('period_closing', 'The closing of a period', [['closing_number'], ['closed_through']]),
    `CREATE TRIGGER period_closing_goes_on BEFORE INSERT ON period_closing
       WHEN NEW.closed_through <= (SELECT max(closed_through) FROM period_closing)
       BEGIN SELECT RAISE(ABORT, 'That period is closed already.'); END`,
    `CREATE TRIGGER journal_entry_in_open_period BEFORE INSERT ON journal_entry
       WHEN NEW.effective_on <= (SELECT max(closed_through) FROM period_closing)
       BEGIN SELECT RAISE(ABORT, 'The date lies in a closed period.'); END`,
  ],
};
