import { appendOnly, type Migration } from './migration.js';

/** What was paid to the owner of a service for a month and those before it. */
export const remittances: Migration = {
  name: '0014-remittances',
  statements: [
    `CREATE TABLE remittance (
       remittance_number INTEGER PRIMARY KEY,
       service TEXT NOT NULL CHECK (service IN ('water', 'sewer', 'garbage')),
       through_month TEXT NOT NULL CHECK (through_month GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]'),
       basis TEXT NOT NULL CHECK (basis IN ('billed', 'collected')),
       amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
       paid_on TEXT NOT NULL,
       reference TEXT NOT NULL,
       entry_number INTEGER NOT NULL UNIQUE REFERENCES journal_entry
     ) STRICT`,
    ...appendOnly('remittance', 'A remittance', [['remittance_number'], ['entry_number']]),
  ],
};
