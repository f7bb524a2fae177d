import { Option, type Command } from 'commander';
import { dataFolder } from './data-folder.js';
import { mailing } from './mailing.js';
import { dataOption, type Ended, type WithData } from './options.js';

interface MailingFlags extends WithData {
  readonly send: boolean;
  readonly sendAgain: boolean;
  readonly paper: boolean;
  readonly reason: string;
  readonly person: string;
}

/** Adds `curbstop mailing`: the file of a posted run for the mailing service. */
export function addMailing(curbstop: Command, ended: Ended): void {
  curbstop
    .command('mailing <run>')
    .description('Make the file of a posted bill run for the mailing service; made again it is the same.')
    .addOption(dataOption())
    .option('--send', 'send it to where the setting mailing-target says, and prove it; once', false)
    .addOption(
      new Option('--send-again', 'send the whole run again, as a new file; needs a reason')
        .default(false)
        .conflicts('send'),
    )
    .addOption(
      new Option('--paper', 'a file of the accounts whose e-bill came back; with --send it is sent')
        .default(false)
        .conflicts('sendAgain'),
    )
    .option('--person <id>', 'who does it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', '')
    .action(async (billRunId: string, { data, send, sendAgain, paper, ...flags }: MailingFlags) => {
      const purpose = sendAgain ? 'again' : paper ? 'paper' : 'run';
      ended(await mailing(dataFolder(data), { ...flags, billRunId, purpose, isSent: send || sendAgain }));
    });
}
