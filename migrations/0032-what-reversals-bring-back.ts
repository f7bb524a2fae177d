import type { Migration } from './migration.js';

/** What the reversal of a push brings back: the decision that a row of it replaced. */
export const whatReversalsBringBack: Migration = {
  name: '0032-what-reversals-bring-back',
  statements: [
    // The cells that a person decides, as they were before the push.
    `ALTER TABLE sheet_pull_row ADD COLUMN replaced TEXT CHECK (json_valid(replaced))`,
  ],
};
