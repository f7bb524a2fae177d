import { Option, type Command } from 'commander';
import { services } from '../contract/services.js';
import { accountSet } from './account-set.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';

interface SetFlags extends WithData {
  readonly from: string;
  readonly service?: string;
  readonly person: string;
  readonly reason: string;
  readonly post?: boolean;
}

/** Adds `curbstop account`: what accounts have that their tariffs may ask for. */
export function addAccount(curbstop: Command, ended: Ended): void {
  curbstop
    .command('account')
    .description('Work with what accounts have for their tariffs: dwelling units, city limits, fees ...')
    .command('set <account> <name> [value]')
    .description('Say what an account has from a date on; without a value it no longer has it. Kept only with --post.')
    .addOption(dataOption())
    .requiredOption('--from <date>', 'the first day on which it holds, as 2027-01-31')
    .addOption(new Option('--service <name>', 'for one service instead of all').choices(services))
    .addOption(new Option('--preview', 'only say what would change (the default)').conflicts('post'))
    .option('--post', 'keep it')
    .option('--person <id>', 'who says it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', 'Set by command line')
    .action(async (accountId: string, name: string, value: string | undefined, { data, ...flags }: SetFlags) =>
      ended(
        await accountSet(dataFolder(data), {
          ...flags,
          ...{ accountId, name, value: value ?? null, post: flags.post ?? false },
        }),
      ),
    );
}
