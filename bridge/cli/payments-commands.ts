import { InvalidArgumentError, Option, type Command } from 'commander';
import type { Cents } from '../contract/money.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { paymentsImport } from './payments-import.js';
import { typedDollars } from './typed-dollars.js';

interface ImportFlags extends WithData {
  readonly layout: string;
  readonly controlTotal?: Cents;
  readonly setAsideClosed: boolean;
  readonly acceptDuplicate: readonly number[];
  readonly person: string;
  readonly preview: boolean;
}

/** Adds `curbstop payments`: files of payments from the bank or the cashier. */
export function addPayments(curbstop: Command, ended: Ended): void {
  curbstop
    .command('payments')
    .description('Work with payments: files from the bank or the cashier.')
    .command('import <file>')
    .description("Post a payment file, such as a lockbox's or a cashier's: the whole file or nothing.")
    .addOption(dataOption())
    .requiredOption('--layout <name>', 'how the file is laid out, by the name in the setting payment-layouts')
    .option('--control-total <dollars>', 'what you counted, where the file does not total itself', typedDollars)
    .option('--set-aside-closed', 'put payments to closed accounts that owe nothing into suspense', false)
    .addOption(
      new Option('--accept-duplicate <line>', 'post this line though it looks posted already; may be repeated')
        .argParser(lines)
        .default([], 'none'),
    )
    .option('--person <id>', 'who posts it', 'coordinator')
    .option('--preview', 'only say what would happen', false)
    .action(async (file: string, { data, controlTotal, acceptDuplicate, ...flags }: ImportFlags) => {
      const choices = { controlTotalCents: controlTotal ?? null, acceptDuplicates: acceptDuplicate };
      ended(await paymentsImport(dataFolder(data), { ...flags, ...choices, file }));
    });
}

function lines(text: string, before: readonly number[]): readonly number[] {
  if (/^[1-9]\d{0,5}$/.test(text)) return [...before, Number(text)];
  throw new InvalidArgumentError('It must be the number of a line.');
}
