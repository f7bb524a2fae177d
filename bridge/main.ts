import { EXIT_DONE } from './cli/console.js';
import { runCommandLine } from './cli/run-command-line.js';

// What Curbstop writes is for its owner alone, from the first moment: databases, copies, keys and customers' reads.
process.umask(0o077);

// Who only wanted the first lines, as `head` does, closes the pipe early; that is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT_DONE);
});

process.exitCode = await runCommandLine(process.argv.slice(2));
