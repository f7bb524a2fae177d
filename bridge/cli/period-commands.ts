import type { Command } from 'commander';
import { closePeriod } from '../commands/close-period.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import { counted } from '../contract/counted.js';
import { askedBy, withAsked, type AskedFlags } from './asked-options.js';
import { say } from './console.js';
import { dataFolder, type DataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { outcomeLine, runCommand, type AskedByCommandLine } from './run-command.js';
import { typedDate } from './typed-date.js';
import { withUtility } from './with-utility.js';

interface CloseFlags extends WithData, AskedFlags {
  readonly through: CalendarDate;
}

/** Adds `curbstop period`: closing the books by month. */
export function addPeriod(curbstop: Command, ended: Ended): void {
  const period = curbstop.command('period').description('Work with the periods of the books.');
  withAsked(period.command('close'), 'supervisor')
    .description('Close the books through the end of a month, for good: nothing is dated into it any more.')
    .addOption(dataOption())
    .requiredOption('--through <date>', 'the last day of the month, as 2027-01-31', typedDate)
    .action(async ({ data, through, ...flags }: CloseFlags) =>
      ended(await close(dataFolder(data), through, askedBy(flags))),
    );
}

async function close(folder: DataFolder, throughDate: CalendarDate, asked: AskedByCommandLine): Promise<number> {
  return withUtility(folder, async (database) => {
    const done = await runCommand({ folder, database }, closePeriod, { throughDate }, asked);
    const { closedThrough, entries } = done.reply;
    say(
      `${asked.post ? 'Closed' : 'It would be closed'} through ${closedThrough}: ${counted(entries, 'entry', 'entries')}.`,
    );
    say(outcomeLine(done));
  });
}
