import { appendOnly, literal, type Migration } from './migration.js';
import { startingPaymentLayouts } from './starting-payment-layouts.js';

/** Payment files as they came, what each payment refers to, and payments whose account is not known yet. */
export const paymentsIn: Migration = {
  name: '0013-payments-in',
  statements: [
    `INSERT INTO setting (name, effective_from, value)
     VALUES ('payment-layouts', '2000-01-01', ${literal(JSON.stringify(startingPaymentLayouts))})
     ON CONFLICT DO NOTHING`,
    `CREATE TABLE payment_import (
       import_number INTEGER PRIMARY KEY,
       file_name TEXT NOT NULL,
       file_hash TEXT NOT NULL UNIQUE,
       layout TEXT NOT NULL,
       record_count INTEGER NOT NULL CHECK (record_count > 0),
       total_cents INTEGER NOT NULL CHECK (total_cents > 0),
       command_number INTEGER NOT NULL REFERENCES command DEFERRABLE INITIALLY DEFERRED
     ) STRICT`,
    ...appendOnly('payment_import', 'A payment file that was read', [['import_number'], ['file_hash']]),
    `ALTER TABLE payment ADD COLUMN import_number INTEGER REFERENCES payment_import DEFERRABLE INITIALLY DEFERRED`,
    `ALTER TABLE payment ADD COLUMN line_number INTEGER`,
    `ALTER TABLE payment ADD COLUMN reference TEXT NOT NULL DEFAULT ''`,
    `CREATE INDEX payment_by_import ON payment (import_number) WHERE import_number IS NOT NULL`,
    `CREATE INDEX payment_by_reference ON payment (source, reference) WHERE reference <> ''`,
    // The account's text is as the file has it.
    `CREATE TABLE suspense_item (
       suspense_number INTEGER PRIMARY KEY,
       import_number INTEGER REFERENCES payment_import DEFERRABLE INITIALLY DEFERRED,
       line_number INTEGER,
       account_text TEXT NOT NULL,
       payer TEXT NOT NULL DEFAULT '',
       received_at TEXT NOT NULL,
       source TEXT NOT NULL,
       reference TEXT NOT NULL DEFAULT '',
       cause TEXT NOT NULL CHECK (cause IN ('unknown-account', 'closed-account')),
       amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
       entry_number INTEGER NOT NULL UNIQUE REFERENCES journal_entry
     ) STRICT`,
    `CREATE INDEX suspense_item_by_import ON suspense_item (import_number) WHERE import_number IS NOT NULL`,
    ...appendOnly('suspense_item', 'A payment in suspense', [['suspense_number'], ['entry_number']]),
    `CREATE TABLE suspense_resolution (
       suspense_number INTEGER PRIMARY KEY REFERENCES suspense_item,
       action TEXT NOT NULL CHECK (action IN ('apply', 'return')),
       payment_number INTEGER REFERENCES payment,
       reason TEXT NOT NULL,
       entry_number INTEGER NOT NULL UNIQUE REFERENCES journal_entry,
       CHECK ((action = 'apply') = (payment_number IS NOT NULL))
     ) STRICT`,
    ...appendOnly('suspense_resolution', 'What became of a payment in suspense', [
      ['suspense_number'],
      ['entry_number'],
    ]),
    `CREATE TABLE returned_payment (
       payment_number INTEGER PRIMARY KEY REFERENCES payment,
       document_number INTEGER NOT NULL UNIQUE REFERENCES ledger_document
     ) STRICT`,
    ...appendOnly('returned_payment', 'The return of a payment', [['payment_number'], ['document_number']]),
  ],
};
