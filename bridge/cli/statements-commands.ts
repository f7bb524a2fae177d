import { Option, type Command } from 'commander';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { statementsMailed, writeStatements } from './statements.js';

interface StatementsFlags extends WithData {
  readonly out: string;
  readonly account: readonly string[];
  readonly perCustomer: boolean;
}

interface MailedFlags extends WithData {
  readonly person: string;
  readonly reason: string;
}

/** Adds `curbstop statements`: the bills of a posted run as they are mailed. */
export function addStatements(curbstop: Command, ended: Ended): void {
  curbstop
    .command('statements <run>')
    .description('Write the statements of a posted bill run as one PDF in mailing order; made again it is the same.')
    .addOption(dataOption())
    .requiredOption('--out <folder>', 'where the PDF is written')
    .addOption(
      new Option('--account <number>', 'only of this account; may be repeated').argParser(more).default([], 'all'),
    )
    .option('--per-customer', 'a PDF for each account, named by its number', false)
    .action(async (billRunId: string, { data, out, account, perCustomer }: StatementsFlags) =>
      ended(await writeStatements(dataFolder(data), { billRunId, out, accountIds: account, perCustomer })),
    );
  curbstop
    .command('statements-mailed <run>')
    .description('Note that the statements of a posted run were mailed: from then on only a supervisor reverses it.')
    .addOption(dataOption())
    .option('--person <id>', 'who does it', 'coordinator')
    .option('--reason <text>', 'how they were mailed, for the receipt', '')
    .action(async (billRunId: string, { data, person, reason }: MailedFlags) =>
      ended(await statementsMailed(dataFolder(data), { billRunId, person, reason })),
    );
}

function more(text: string, before: readonly string[]): readonly string[] {
  return [...before, text];
}
