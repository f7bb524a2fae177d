import { Option, type Command } from 'commander';
import { usageUnits, type UsageUnit } from '../contract/comparison.js';
import { compare } from './compare.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';

interface CompareFlags extends WithData {
  readonly usageIn?: UsageUnit;
  readonly csv: boolean;
}

/** Adds `curbstop compare`: an open run beside what the system in use now charges. */
export function addCompare(curbstop: Command, ended: Ended): void {
  curbstop
    .command('compare <run> <file>')
    .description(
      'Compare the preview of an open run with a CSV of account, service, usage and charge from the system in use now. Exit code 1 when anything differs.',
    )
    .addOption(dataOption())
    .addOption(
      new Option('--usage-in <unit>', 'the unit of usage, where its heading does not say it').choices(usageUnits),
    )
    .option('--csv', 'every line as CSV, the worst first', false)
    .action(async (billRunId: string, file: string, { data, usageIn, csv }: CompareFlags) =>
      ended(await compare(dataFolder(data), { billRunId, file, usageUnit: usageIn ?? null, csv })),
    );
}
