import { Option, type Command } from 'commander';
import { dataFolder } from './data-folder.js';
import { ebill, ebillBounces } from './ebill.js';
import { dataOption, type Ended, type WithData } from './options.js';

interface EbillFlags extends WithData {
  readonly send: boolean;
  readonly sendAgain: boolean;
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
    .option('--send', 'send by the setting ebill-mail what was not sent yet', false)
    .addOption(
      new Option('--send-again', 'send also what may have been sent; needs a reason').default(false).conflicts('send'),
    )
    .option('--person <id>', 'who does it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', '')
    .action(async (billRunId: string, { data, send, sendAgain, ...flags }: EbillFlags) =>
      ended(await ebill(dataFolder(data), { ...flags, billRunId, isSent: send || sendAgain, again: sendAgain })),
    );
  command
    .command('bounces <folder>')
    .description('Read messages that came back, .eml files or mailboxes: their bills go on paper.')
    .addOption(dataOption())
    .option('--person <id>', 'who does it', 'coordinator')
    .action(async (folder: string, { data, person }: WithData & { readonly person: string }) =>
      ended(await ebillBounces(dataFolder(data), folder, person)),
    );
}
