import { rowsOf, type Migration } from './migration.js';
import { startingAdjustmentLetter } from './starting-adjustment-letter.js';
import { startingLeakPolicy } from './starting-leak-policy.js';

const SETTINGS = { 'leak-policy': startingLeakPolicy, 'adjustment-letter': startingAdjustmentLetter };

/** What is credited of a leak is the board's policy, and what customers are written about adjustments the office's text: both as data. */
export const leakPolicyAndLetters: Migration = {
  name: '0051-leak-policy-and-letters',
  statements: [
    `INSERT INTO setting (name, effective_from, value)
     VALUES ${rowsOf(Object.entries(SETTINGS).map(([name, value]) => [name, '2000-01-01', JSON.stringify(value)]))}
     ON CONFLICT DO NOTHING`,
  ],
};
