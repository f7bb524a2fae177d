import { Option, type Command } from 'commander';
import { dataFolder } from './data-folder.js';
import { mailing } from './mailing.js';
import { dataOption, type Ended, type WithData } from './options.js';
import { wholeNumber } from './whole-number.js';

interface MailingFlags extends WithData {
  readonly send: boolean;
  readonly sendAgain: boolean;
  readonly anew: boolean;
  readonly paper: boolean;
  readonly edition?: number;
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
    .option('--anew', "make a new file by today's layout instead of the one made before; needs a reason", false)
    .addOption(
      new Option('--send-again', 'make a new file and send it; needs a reason').default(false).conflicts('send'),
    )
    .option('--paper', 'a file of the accounts whose e-bill came back, instead of the whole run', false)
    .addOption(
      new Option('--edition <number>', 'only make again the file of this number, as it was')
        .argParser(wholeNumber(1, 999))
        .conflicts(['send', 'sendAgain', 'anew', 'paper']),
    )
    .option('--person <id>', 'who does it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', '')
    .action(async (billRunId: string, { data, send, sendAgain, anew, paper, ...flags }: MailingFlags) => {
      const isAnew = anew || sendAgain;
      const purpose = paper ? 'paper' : isAnew ? 'again' : 'run';
      const wanted = { ...flags, billRunId, purpose, isAllPaper: paper && isAnew, isSent: send || sendAgain } as const;
      ended(await mailing(dataFolder(data), wanted));
    });
}
