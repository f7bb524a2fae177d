import { CommanderError } from 'commander';
import { EXIT_DONE, EXIT_REFUSED, EXIT_USAGE, sayFailure } from './cli/console.js';
import { program } from './cli/program.js';

// What Curbstop writes is for its owner alone, from the first moment: databases, copies, keys and customers' reads.
process.umask(0o077);

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
