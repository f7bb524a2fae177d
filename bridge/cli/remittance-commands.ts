import { Option, type Command } from 'commander';
import { postRemittance } from '../commands/post-remittance.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import { centsToDollars, type Cents } from '../contract/money.js';
import type { Month } from '../contract/month.js';
import { services, type ServiceName } from '../contract/services.js';
import { askedBy, withAsked, type AskedFlags } from './asked-options.js';
import { say } from './console.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { withPeriod, type PeriodFlags } from './period-options.js';
import { reportSheet } from './report-sheet.js';
import { outcomeLine, runCommand } from './run-command.js';
import { typedDate } from './typed-date.js';
import { typedDollarsPaid } from './typed-dollars.js';
import { typedMonth } from './typed-month.js';
import { withUtility } from './with-utility.js';

interface PostFlags extends WithData, AskedFlags {
  readonly service: ServiceName;
  readonly through: Month;
  readonly amount?: Cents;
  readonly on: CalendarDate;
  readonly reference: string;
}

/** Adds `curbstop remittance`: what is due to the City by month, and paying it. */
export function addRemittance(curbstop: Command, ended: Ended): void {
  const remittance = curbstop.command('remittance').description('Work with what is due to the City of its services.');
  withPeriod(remittance.command('report', { isDefault: true }))
    .description('Write as CSV what is due to the City, by service and month, beside the ledger.')
    .action(async ({ data, from: fromMonth, to: throughMonth }: PeriodFlags) =>
      ended(await reportSheet(dataFolder(data), 'remittance', { fromMonth, throughMonth })),
    );
  withAsked(remittance.command('post'), 'supervisor')
    .description('Post what was paid to the City of a service, through the end of a month. Done only with --post.')
    .addOption(dataOption())
    .addOption(new Option('--service <name>', 'of which service').choices(services).makeOptionMandatory())
    .requiredOption('--through <month>', 'the last month that it pays, as 2027-01', typedMonth)
    .option('--amount <dollars>', 'how much (all that is due through the month)', typedDollarsPaid)
    .requiredOption('--on <date>', 'the day on which it was paid', typedDate)
    .requiredOption('--reference <text>', 'the number of the check or transfer')
    .action(async ({ data, ...flags }: PostFlags) => ended(await post(dataFolder(data), flags)));
}

async function post(folder: DataFolder, flags: Omit<PostFlags, 'data'>): Promise<number> {
  const { service, through: throughMonth, amount: amountCents = null, on: paidOn, reference } = flags;
  return withUtility(folder, async (database) => {
    const payload = { service, throughMonth, amountCents, paidOn, reference };
    const done = await runCommand({ folder, database }, postRemittance, payload, askedBy(flags));
    const { dueBeforeCents, dueAfterCents, ...posted } = done.reply;
    const [paid, before, after] = [posted.amountCents, dueBeforeCents, dueAfterCents].map(centsToDollars);
    say(`${service} through ${throughMonth}: ${before} was due, ${paid} paid on ${paidOn}, ${after} is due still.`);
    say(outcomeLine(done));
  });
}
