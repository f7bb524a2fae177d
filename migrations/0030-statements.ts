import { literal, rowsOf, type Migration } from './migration.js';
import { startingLateRule } from './starting-chart.js';
import { startingLateCharge, startingStatement } from './starting-statement.js';

/** What a statement says of the utility, and what is owed after the due date where the late rule is as it began. */
export const statements: Migration = {
  name: '0030-statements',
  statements: [
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf([['statement', '2000-01-01', JSON.stringify(startingStatement)]])}
     ON CONFLICT DO NOTHING`,
    `UPDATE setting SET value = ${literal(JSON.stringify({ ...startingLateRule, charge: startingLateCharge }))}
     WHERE name = 'late-rule' AND value = ${literal(JSON.stringify(startingLateRule))}`,
  ],
};
