import { Option, type Command } from 'commander';
import type { NoticeAction } from '../contract/outputs.js';
import { dataFolder } from './data-folder.js';
import { ebill, ebillAgain, ebillBounces } from './ebill.js';
import { dataOption, type Ended, type WithData } from './options.js';

interface EbillFlags extends WithData {
  readonly send: boolean;
  readonly sendAgain: boolean;
  readonly sendRefused: boolean;
  readonly giveUp: boolean;
  readonly make: boolean;
  readonly account: readonly string[];
  readonly reason: string;
  readonly person: string;
}

/** Adds `curbstop ebill`: the notices of a posted run, and what comes back. */
export function addEbill(curbstop: Command, ended: Ended): void {
  const command = curbstop
    .command('ebill')
    .description('Tell customers by e-mail that their bills are ready, each once; what comes back goes on paper.');
  command
    .command('notices <run>', { isDefault: true })
    .description('Say how the e-bill notices of a posted run stand; with --send send those that were not.')
    .addOption(dataOption())
    .addOption(
      alone('--send', 'send by the setting ebill-mail what was not sent yet', ['sendAgain', 'sendRefused', 'giveUp']),
    )
    .addOption(alone('--send-again', 'send also what may have been sent; needs a reason', ['sendRefused', 'giveUp']))
    .addOption(alone('--send-refused', 'send also what mailboxes refused; needs a reason', ['giveUp']))
    .addOption(alone('--give-up', 'put what is not sent on paper; needs a reason', []))
    .addOption(
      alone('--make', 'only make again what was sent, as it was', ['send', 'sendAgain', 'sendRefused', 'giveUp']),
    )
    .addOption(
      new Option('--account <number>', 'give up only on this account; may be repeated')
        .argParser((typed: string, before: readonly string[]) => [...before, typed])
        .default([], 'all'),
    )
    .option('--person <id>', 'who does it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', '')
    .action(async (billRunId: string, { data, account, make, ...flags }: EbillFlags) => {
      const folder = dataFolder(data);
      const wanted = { ...flags, billRunId, action: actionOf(flags), accountIds: account };
      ended(await (make ? ebillAgain(folder, billRunId) : ebill(folder, wanted)));
    });
  command
    .command('bounces <folder>')
    .description('Read messages that came back, .eml files or mailboxes: their bills go on paper.')
    .addOption(dataOption())
    .option('--person <id>', 'who does it', 'coordinator')
    .action(async (folder: string, { data, person }: WithData & { readonly person: string }) =>
      ended(await ebillBounces(dataFolder(data), folder, person)),
    );
}

function actionOf({
  send,
  sendAgain,
  sendRefused,
  giveUp,
}: Omit<EbillFlags, 'data' | 'account' | 'make'>): NoticeAction | null {
  if (giveUp) return 'give-up';
  if (sendRefused) return 'refused';
  if (sendAgain) return 'untold';
  return send ? 'send' : null;
}

/** An option that does one thing, and no other with it. */
function alone(flag: string, description: string, others: string[]): Option {
  return new Option(flag, description).default(false).conflicts(others);
}
