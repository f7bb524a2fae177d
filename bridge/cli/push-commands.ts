import { InvalidArgumentError, Option, type Command } from 'commander';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { pushReverse } from './push-reverse.js';
import { reportSheet } from './report-sheet.js';

interface ReverseFlags extends WithData {
  readonly row: readonly number[];
  readonly post: boolean;
  readonly reason: string;
  readonly person: string;
}

/** Adds `curbstop push`: pushes of sheets. */
export function addPush(curbstop: Command, ended: Ended): void {
  const push = curbstop.command('push').description('Work with pushes of sheets.');
  push
    .command('receipt')
    .argument('<receipt>', 'the number of the receipt', wholeNumber)
    .description('Write what a push did, row by row, with what reversed it since, as CSV.')
    .addOption(dataOption())
    .action(async (receiptNumber: number, { data }: WithData) => {
      ended(await reportSheet(dataFolder(data), 'receipt', { receiptNumber }));
    });
  push
    .command('reverse')
    .argument('<receipt>', 'the number of the receipt', wholeNumber)
    .description('Show what reversing a push does, whole or by row; done with --post.')
    .addOption(dataOption())
    .addOption(
      new Option('--row <number>', 'a row of the sheet as it was pushed; may be repeated (all that stand)')
        .argParser(rows)
        .default([], 'all that stand'),
    )
    .option('--post', 'reverse it', false)
    .option('--person <id>', 'who reverses it', 'supervisor')
    .option('--reason <text>', 'why, for the receipt', '')
    .action(async (receiptNumber: number, { data, row, ...flags }: ReverseFlags) => {
      ended(await pushReverse(dataFolder(data), { ...flags, receiptNumber, sheetRows: row }));
    });
}

function rows(typed: string, before: readonly number[]): number[] {
  return [...before, wholeNumber(typed)];
}

function wholeNumber(typed: string): number {
  if (/^[1-9]\d{0,8}$/.test(typed)) return Number(typed);
  throw new InvalidArgumentError(`"${typed}" is no number of a receipt or a row. Type it as 41.`);
}
