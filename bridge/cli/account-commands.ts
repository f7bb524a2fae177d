import { Option, type Command } from 'commander';
import type { CalendarDate } from '../contract/calendar-date.js';
import { services } from '../contract/services.js';
import { accountBalance } from './account-balance.js';
import { accountBalances } from './account-balances.js';
import { accountNote, listAccountNotes } from './account-note.js';
import { accountSet } from './account-set.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { typedDate } from './typed-date.js';

interface SetFlags extends WithData {
  readonly from: CalendarDate;
  readonly service?: string;
  readonly person: string;
  readonly reason: string;
  readonly post?: boolean;
}

interface NoteFlags extends WithData {
  readonly person: string;
}

interface BalanceFlags extends WithData {
  readonly on?: CalendarDate;
}

/** Adds `curbstop account`: what an account owed on a day, its notes, and what accounts have that their tariffs may ask for. */
export function addAccount(curbstop: Command, ended: Ended): void {
  const account = curbstop
    .command('account')
    .description('Work with accounts: their balances, their notes, and what they have for their tariffs.');
  account
    .command('balance <account>')
    .description('Tell what an account owed at the end of a day, by charge.')
    .addOption(dataOption())
    .option('--on <date>', 'the day, as 2027-01-31 (today)', typedDate)
    .action(async (accountId: string, { data, ...flags }: BalanceFlags) =>
      ended(await accountBalance(dataFolder(data), { ...flags, accountId })),
    );
  account
    .command('balances')
    .description('Write as CSV what every account owed at the end of a day.')
    .addOption(dataOption())
    .option('--on <date>', 'the day, as 2027-01-31 (now)', typedDate)
    .action(async ({ data, on }: BalanceFlags) => ended(await accountBalances(dataFolder(data), on ?? null)));
  account
    .command('note <account> <text>')
    .description('Note something of an account. A note is kept for good; it can be struck in the pane.')
    .addOption(dataOption())
    .option('--person <id>', 'who notes it', 'coordinator')
    .action(async (accountId: string, text: string, { data, person }: NoteFlags) =>
      ended(await accountNote(dataFolder(data), { accountId, text, person })),
    );
  account
    .command('notes <account>')
    .description('Tell every note of an account, the newest first, struck ones as well.')
    .addOption(dataOption())
    .action(async (accountId: string, { data }: WithData) =>
      ended(await listAccountNotes(dataFolder(data), accountId)),
    );
  account
    .command('set <account> <name> [value]')
    .description('Say what an account has from a date on; without a value it no longer has it. Kept only with --post.')
    .addOption(dataOption())
    .requiredOption('--from <date>', 'the first day on which it holds, as 2027-01-31', typedDate)
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
