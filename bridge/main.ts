import { CommanderError } from 'commander';
import { EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, sayFailure } from './cli/console.js';
import { program } from './cli/program.js';

// What Curbstop writes is for its owner alone, from the first moment: databases, copies, keys and customers' reads.
process.umask(0o077);

// Who only wanted the first lines, as `head` does, closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT_DONE);
});

const curbstop = program((exitCode) => {
  process.exitCode = exitCode;
});
for (const command of [curbstop, ...curbstop.commands, ...curbstop.commands.flatMap((group) => group.commands)]) {
  command.exitOverride();
}
try {
  await curbstop.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT_DONE : EXIT_USAGE;
  } else {
    process.exitCode = EXIT_REFUSED;
    sayFailure(error);
  }
}
