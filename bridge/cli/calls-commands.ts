import { Option, type Command } from 'commander';
import { callResults, calls, callsHandedOver } from './calls.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';

interface CallsFlags extends WithData {
  readonly send: boolean;
  readonly sendAgain: boolean;
  readonly sendUnreached: boolean;
  readonly reason: string;
  readonly person: string;
}

interface HandedOverFlags extends WithData {
  readonly edition?: string;
  readonly person: string;
  readonly reason: string;
}

interface ResultsFlags extends WithData {
  readonly person: string;
  readonly preview: boolean;
}

/** Adds `curbstop calls`: the calls of a posted run, and what came of them. */
export function addCalls(curbstop: Command, ended: Ended): void {
  const command = curbstop
    .command('calls')
    .description('Have customers called of a high use or a leak, each phone once; read what came of it.');
  command
    .command('file <run>', { isDefault: true })
    .description('Make the file of the calls of a posted run that were decided on in the Calls sheet.')
    .addOption(dataOption())
    .option('--send', 'send it to where the setting calls-target says, and prove it; once', false)
    .addOption(
      new Option('--send-again', 'have all of the run called again, by a new file; needs a reason')
        .default(false)
        .conflicts('send'),
    )
    .addOption(
      new Option('--send-unreached', 'have those called again who were busy or did not answer; needs a reason')
        .default(false)
        .conflicts(['send', 'sendAgain']),
    )
    .option('--person <id>', 'who does it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', '')
    .action(async (billRunId: string, { data, send, sendAgain, sendUnreached, ...flags }: CallsFlags) => {
      const who = sendAgain ? 'all' : sendUnreached ? 'unreached' : 'uncalled';
      ended(await calls(dataFolder(data), { ...flags, billRunId, who, isSent: send || who !== 'uncalled' }));
    });
  command
    .command('handed-over <run>')
    .description('Note that the calling service got a file of calls by hand, so that its results can be read.')
    .addOption(dataOption())
    .option('--edition <number>', 'which file of the run, as its name ends; else the last one')
    .option('--person <id>', 'who does it', 'coordinator')
    .option('--reason <text>', 'how it was handed over, for the receipt', '')
    .action(async (billRunId: string, { data, ...flags }: HandedOverFlags) =>
      ended(await callsHandedOver(dataFolder(data), { ...flags, billRunId })),
    );
  command
    .command('results <file>')
    .description('Read what came of calls, a CSV by the setting calls-results-layout: the whole file or nothing.')
    .addOption(dataOption())
    .option('--preview', 'only say what would happen', false)
    .option('--person <id>', 'who does it', 'coordinator')
    .action(async (file: string, { data, ...flags }: ResultsFlags) =>
      ended(await callResults(dataFolder(data), { ...flags, file })),
    );
}
