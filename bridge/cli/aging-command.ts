import { Option, type Command } from 'commander';
import type { CalendarDate } from '../contract/calendar-date.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { reportSheet } from './report-sheet.js';
import { typedDate } from './typed-date.js';

interface AgingFlags extends WithData {
  readonly on?: CalendarDate;
  readonly by: string;
  readonly account?: string;
}

/** Adds `curbstop aging`: what customers owe, by age, at the end of any day. */
export function addAging(curbstop: Command, ended: Ended): void {
  curbstop
    .command('aging')
    .description('Write as CSV what customers owed at the end of a day, by service and by how long it was past due.')
    .addOption(dataOption())
    .option('--on <date>', 'the day, as 2027-01-31 (today)', typedDate)
    .addOption(
      new Option('--by <what>', 'a row per account and charge, or per charge')
        .choices(['account', 'service'])
        .default('service'),
    )
    .option('--account <number>', 'of one account only')
    .action(async ({ data, on: asOf, by, account: accountId }: AgingFlags) =>
      ended(await reportSheet(dataFolder(data), 'aging', { asOf, by, accountId })),
    );
}
