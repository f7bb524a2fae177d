import type { Migration } from './migration.js';

/**
 * What the reversal of a push brings back: the decision that a row of it replaced, and what was said of accounts without
 * it.
 */
export const whatReversalsBringBack: Migration = {
  name: '0032-what-reversals-bring-back',
  statements: [
    // The cells that a person decides, as they were before the push.
    `ALTER TABLE sheet_pull_row ADD COLUMN replaced TEXT CHECK (json_valid(replaced))`,
    // Pushes of Account Data are reversed whole. Reversals of older versions said again what had held before: these go, too.
    `CREATE VIEW standing_account_input AS
       SELECT * FROM account_input
       WHERE command_number NOT IN (SELECT pushed_by FROM push_reversal UNION SELECT command_number FROM push_reversal)`,
  ],
};
