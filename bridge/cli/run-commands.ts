import type { Command } from 'commander';
import type { Cents } from '../contract/money.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { runReverse } from './run-reverse.js';
import { typedDollars } from './typed-dollars.js';

interface ReverseFlags extends WithData {
  readonly total?: Cents;
  readonly reason: string;
  readonly person: string;
}

/** Adds `curbstop run`: posted bill runs. */
export function addRun(curbstop: Command, ended: Ended): void {
  curbstop
    .command('run')
    .description('Work with bill runs.')
    .command('reverse <run>')
    .description('Undo a posted bill run, the last of its cycle. Done only with --total, which must be its total.')
    .addOption(dataOption())
    .option('--total <dollars>', 'the total of the run, as a preview tells it', typedDollars)
    .option('--person <id>', 'who reverses it', 'supervisor')
    .option('--reason <text>', 'why, for the receipt', '')
    .action(async (billRunId: string, { data, total, ...flags }: ReverseFlags) =>
      ended(await runReverse(dataFolder(data), { ...flags, billRunId, totalCents: total ?? null })),
    );
}
