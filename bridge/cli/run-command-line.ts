import { CommanderError } from 'commander';
import { EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, sayFailure } from './console.js';
import { program } from './program.js';

/** Runs what the words of a command line ask for; gives the exit code. A defect is thrown. */
export async function runCommandLine(words: readonly string[]): Promise<number> {
  let exitCode = EXIT_DONE;
  const curbstop = program((code) => {
    exitCode = code;
  });
  for (const command of [curbstop, ...curbstop.commands, ...curbstop.commands.flatMap((group) => group.commands)]) {
    command.exitOverride();
  }
  try {
    await curbstop.parseAsync(words, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT_DONE : EXIT_USAGE;
    sayFailure(error);
    return EXIT_REFUSED;
  }
}
