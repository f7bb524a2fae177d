import { Option, type Command } from 'commander';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { tariffExport } from './tariff-export.js';
import { tariffList } from './tariff-list.js';
import { tariffSet } from './tariff-set.js';
import { tariffStudy } from './tariff-study.js';

interface SetFlags extends WithData {
  readonly tariff: string;
  readonly person: string;
  readonly reason: string;
  readonly post?: boolean;
}

interface StudyFlags extends WithData {
  readonly tariff: string;
  readonly csv: boolean;
}

interface ExportFlags extends WithData {
  readonly version?: string;
}

/** Adds the commands that work with the utility's own tariffs to `curbstop tariff`. */
export function addTariffCommands(tariff: Command, ended: Ended): void {
  tariff
    .command('list')
    .description('List the tariffs with their versions, and how many posted bills each version priced.')
    .addOption(dataOption())
    .action(async ({ data }: WithData) => ended(await tariffList(dataFolder(data))));
  tariff
    .command('set <file>')
    .description('Add a rate file to a tariff as a new version; shows what it changes, and keeps it only with --post.')
    .addOption(dataOption())
    .requiredOption('--tariff <name>', 'the tariff, as curbstop tariff list names it')
    .addOption(new Option('--preview', 'only show what it changes (the default)').conflicts('post'))
    .option('--post', 'add the version')
    .option('--person <id>', 'who adds it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', 'Added by command line')
    .action(async (file: string, { data, post = false, ...flags }: SetFlags) =>
      ended(await tariffSet(dataFolder(data), { ...flags, file, post })),
    );
  tariff
    .command('study <file>')
    .description("Price the last 12 months' bills again by a rate file: revenue by class and month, bills by use.")
    .addOption(dataOption())
    .requiredOption('--tariff <name>', 'the tariff, as curbstop tariff list names it')
    .option('--csv', 'as one CSV table', false)
    .action(async (file: string, { data, ...flags }: StudyFlags) =>
      ended(await tariffStudy(dataFolder(data), { ...flags, file })),
    );
  tariff
    .command('export <name>')
    .description("Print the rate file of a tariff's version, as it was loaded.")
    .addOption(dataOption())
    .option('--version <date>', 'its effective date; the newest unless told')
    .action(async (tariffId: string, { data, version }: ExportFlags) =>
      ended(await tariffExport(dataFolder(data), { tariffId, effectiveFrom: version })),
    );
}
