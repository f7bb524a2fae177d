import { rowsOf, type Migration } from './migration.js';

/** What deposits earn: nothing until the utility says otherwise. */
export const depositInterest: Migration = {
  name: '0019-deposit-interest',
  statements: [
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf([['deposit-interest', '2000-01-01', JSON.stringify({ annualRatePercent: '0', daysInYear: 365 })]])}
     ON CONFLICT DO NOTHING`,
  ],
};
