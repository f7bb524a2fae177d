import { rowsOf, type Migration } from './migration.js';

/** What is charged for a payment that the bank returned: $30 until the utility says otherwise. */
export const fees: Migration = {
  name: '0016-fees',
  statements: [
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf([['fees', '2000-01-01', JSON.stringify({ returnedItemCents: 3_000 })]])}
     ON CONFLICT DO NOTHING`,
  ],
};
