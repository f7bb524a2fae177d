import type { Migration } from './migration.js';

const OLD_WORDS = 'shows that water runs all the time, which may be a leak. Please look for one, or call our office.';
const WORDS = 'shows signs of a leak. Please look for one, or call our office.';

/**
 * What a file for the calling service says is kept with it, so that it is made again byte for byte: the name of the cycle,
 * and the account number of each call. Both are null of files that were made before.
 */
export const callFilesKeptWhole: Migration = {
  name: '0043-call-files-kept-whole',
  statements: [
    `ALTER TABLE call_file ADD COLUMN cycle_name TEXT`,
    `ALTER TABLE placed_call ADD COLUMN account TEXT`,
    // A leak on many days need not run all the time.
    `UPDATE setting SET value = replace(value, '${OLD_WORDS}', '${WORDS}') WHERE name = 'calls'`,
  ],
};
