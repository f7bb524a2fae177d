import type { Migration } from './migration.js';

/** The day of a leak is kept of its adjustment; books from before have it only in the cells that were pushed. */
export const dayOfALeak: Migration = {
  name: '0059-day-of-a-leak',
  statements: [`ALTER TABLE adjustment ADD COLUMN leak_on TEXT CHECK (leak_on IS date(leak_on))`],
};
