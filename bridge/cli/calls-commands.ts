import { Option, type Command } from 'commander';
import { callResults, calls } from './calls.js';
import { dataFolder } from './data-folder.js';
import { dataOption, type Ended, type WithData } from './options.js';

interface CallsFlags extends WithData {
  readonly send: boolean;
  readonly sendAgain: boolean;
  readonly reason: string;
  readonly person: string;
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
    .option('--person <id>', 'who does it', 'coordinator')
    .option('--reason <text>', 'why, for the receipt', '')
    .action(async (billRunId: string, { data, send, sendAgain, ...flags }: CallsFlags) => {
      const purpose = sendAgain ? 'again' : 'run';
      ended(await calls(dataFolder(data), { ...flags, billRunId, purpose, isSent: send || sendAgain }));
    });
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
