import type { Migration } from './migration.js';

/**
 * The day of a leak is kept with its adjustment, and the note and the evidence of a rebill with it. Books from before have
 * the former only in the cells that were pushed, and had no place for the latter.
 */
export const evidenceOfLeaksAndRebills: Migration = {
  name: '0059-evidence-of-leaks-and-rebills',
  statements: [
    `ALTER TABLE adjustment ADD COLUMN leak_on TEXT CHECK (leak_on IS date(leak_on))`,
    `ALTER TABLE rebill ADD COLUMN note TEXT NOT NULL DEFAULT ''`,
    `ALTER TABLE rebill ADD COLUMN document TEXT NOT NULL DEFAULT ''`,
  ],
};
