import { counted } from '../../../bridge/contract/counted.js';
import { missingText } from '../../../bridge/contract/missing-data.js';
import type { MissingData } from '../../../bridge/contract/tariff-impact.js';
import { plainName } from '../../../bridge/contract/plain-name.js';
import { number } from '../wording.js';

export const impactWords = {
  title: 'What changes in bills',
  which: (service: string, runs: readonly string[]) =>
    `The ${service} part of each cycle’s last posted bills, priced again: ${runs.join('; ')}.`,
  run: (cycle: string, to: string) => `${cycle} to ${to}`,
  noRuns: 'No cycle is posted yet, so there are no bills to compare with.',
  changed: 'Bills that change',
  changedOf: 'Changed',
  ofBills: (changed: number, bills: number) => `${number(changed)} of ${number(bills)}`,
  before: 'Before',
  after: 'After',
  difference: 'Difference',
  byClass: 'By class',
  rateClass: 'Class',
  largest: (found: number) => (found === 1 ? 'The largest change' : `The ${number(found)} largest changes`),
  account: 'Account',
  bill: (accountId: string, rateClass: string, gallons: number) =>
    `${accountId}, ${plainName(rateClass)}, ${number(gallons)}\u00a0gal`,
  unpriceable: (bills: number) => `${counted(bills, 'bill')} can’t be priced by these rates`,
  reason: (message: string, fix: string, bills: string, accountId: string) =>
    `${message} ${fix} (${bills}, such as ${accountId})`,
  missing: (missing: readonly MissingData[]) => `${missingText(missing)}.`,
  replaced: 'Some bills are priced without data that these rates ask for',
  replacedDetail: (missing: readonly MissingData[]) =>
    `${missingText(missing)}. What the rates say for the lack of it counts, else the use itself, as a bill run would have it.`,
} as const;
