import type { Command } from 'commander';
import type { Month } from '../contract/month.js';
import { dataOption, type WithData } from './options.js';
import { typedMonth } from './typed-month.js';

export interface PeriodFlags extends WithData {
  readonly from: Month;
  readonly to: Month;
}

/** The options of a report over some months. */
export function withPeriod(command: Command): Command {
  return command
    .addOption(dataOption())
    .requiredOption('--from <month>', 'the first month, as 2027-01', typedMonth)
    .requiredOption('--to <month>', 'the last month', typedMonth);
}
