import { InvalidArgumentError, Option, type Command } from 'commander';
import { isCalendarDate } from '../contract/calendar-date.js';
import type { Cents } from '../contract/money.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { paymentsImport } from './payments-import.js';
import { paymentsPost, type LocalTime } from './payments-post.js';
import { typedDollars, typedDollarsPaid } from './typed-dollars.js';

interface ImportFlags extends WithData {
  readonly layout?: string;
  readonly controlTotal?: Cents;
  readonly setAsideClosed: boolean;
  readonly acceptDuplicate: readonly number[];
  readonly person: string;
  readonly preview: boolean;
}

/** Adds `curbstop payments`: payments from the bank, the cashier or one by one. */
export function addPayments(curbstop: Command, ended: Ended): void {
  const payments = curbstop
    .command('payments')
    .description('Work with payments: files from the bank or the cashier, and single ones.');
  addImport(payments, ended);
  addPost(payments, ended);
}

function addImport(payments: Command, ended: Ended): void {
  payments
    .command('import <file>')
    .description("Post a payment file, such as a lockbox's or a cashier's: the whole file or nothing.")
    .addOption(dataOption())
    .option(
      '--layout <name>',
      'how the file is laid out (by the columns that its first line names); see setting show payment-layouts',
      words(60),
    )
    .option('--control-total <dollars>', 'what you counted, where the file does not total itself', typedDollarsPaid)
    .option('--set-aside-closed', 'put payments to closed accounts that owe nothing into suspense', false)
    .addOption(
      new Option('--accept-duplicate <line>', 'post this line though it looks posted already; may be repeated')
        .argParser(lines)
        .default([], 'none'),
    )
    .option('--person <id>', 'who posts it', 'coordinator')
    .option('--preview', 'only say what would happen', false)
    .action(async (file: string, { data, layout, controlTotal, acceptDuplicate, ...flags }: ImportFlags) => {
      const choices = {
        layout: layout ?? null,
        controlTotalCents: controlTotal ?? null,
        acceptDuplicates: acceptDuplicate,
      };
      ended(await paymentsImport(dataFolder(data), { ...flags, ...choices, file }));
    });
}

interface PostFlags extends WithData {
  readonly receivedAt?: LocalTime;
  readonly source: string;
  readonly reference: string;
  readonly person: string;
  readonly reason: string;
  readonly preview: boolean;
}

function addPost(payments: Command, ended: Ended): void {
  payments
    .command('post')
    .argument('<account>', 'the account number', words(40))
    .argument('<amount>', 'dollars such as 84.10', typedDollars)
    .description('Post one payment, on the day on which it came.')
    .addOption(dataOption())
    .option('--received-at <time>', "when it came, as 2027-01-31T16:30 by the utility's clock (now)", localTime)
    .option('--source <words>', 'how it came', words(40), 'Counter')
    .option('--reference <text>', "the payer's or the bank's number for it", words(80), '')
    .option('--person <id>', 'who posts it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', 'Posted by command line')
    .option('--preview', 'only say what would happen', false)
    .action(async (accountId: string, amountCents: Cents, { data, receivedAt, ...flags }: PostFlags) =>
      ended(await paymentsPost(dataFolder(data), { ...flags, accountId, amountCents, receivedAt: receivedAt ?? null })),
    );
}

function localTime(text: string): LocalTime {
  const [date = '', time = '', ...rest] = text.split('T');
  if (rest.length === 0 && isCalendarDate(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return { date, time };
  throw new InvalidArgumentError('It must be a real date and a time written as 2027-01-31T16:30.');
}

function words(most: number): (text: string) => string {
  return (text) => {
    if (text.trim() !== '' && text.length <= most) return text;
    throw new InvalidArgumentError(`It must be text of ${most} characters at most.`);
  };
}

function lines(text: string, before: readonly number[]): readonly number[] {
  if (/^[1-9]\d{0,5}$/.test(text)) return [...before, Number(text)];
  throw new InvalidArgumentError('It must be the number of a line.');
}
