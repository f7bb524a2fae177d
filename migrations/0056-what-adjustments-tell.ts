import type { Migration } from './migration.js';

/**
 * What a typed adjustment tells beside its reason is kept of one that is posted as a document too, as a transfer or a
 * write-off is: its cause, its note, its evidence and how its amount was worked out.
 */
export const whatAdjustmentsTell: Migration = {
  name: '0056-what-adjustments-tell',
  statements: [
    `ALTER TABLE ledger_document ADD COLUMN cause TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE ledger_document ADD COLUMN note TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE ledger_document ADD COLUMN documents_on TEXT CHECK (documents_on IS date(documents_on))`,
    `ALTER TABLE ledger_document ADD COLUMN calculation TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(calculation))`,
  ],
};
