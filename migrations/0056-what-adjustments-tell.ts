import { literal, rowsOf, type Migration } from './migration.js';
import { startingAdjustmentLetter } from './starting-adjustment-letter.js';
import { startingAdjustmentReasons } from './starting-adjustment-reasons.js';

/**
 * What a typed adjustment tells beside its reason is kept of one that is posted as a document too, as a transfer or a
 * write-off is: its cause, its note, its evidence and how its amount was worked out. Letters tell of these, and of bills that
 * were made again, by texts of their own; and the reason codes are the office's.
 */
export const whatAdjustmentsTell: Migration = {
  name: '0056-what-adjustments-tell',
  statements: [
    `ALTER TABLE ledger_document ADD COLUMN cause TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE ledger_document ADD COLUMN note TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE ledger_document ADD COLUMN documents_on TEXT CHECK (documents_on IS date(documents_on))`,
    `ALTER TABLE ledger_document ADD COLUMN calculation TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(calculation))`,
    // What the office wrote already stays.
    `UPDATE setting SET value = json_patch(${literal(JSON.stringify(startingAdjustmentLetter))}, value)
     WHERE name = 'adjustment-letter'`,
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf([['adjustment-reasons', '2000-01-01', JSON.stringify(startingAdjustmentReasons)]])} ON CONFLICT DO NOTHING`,
  ],
};
