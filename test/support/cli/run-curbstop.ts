import { CommanderError } from 'commander';
import { EXIT_REFUSED, EXIT_USAGE, sayFailure } from '../../../bridge/cli/console.js';
import { program } from '../../../bridge/cli/program.js';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command line as bridge/main.ts does, in this process: a process of its own takes seconds to begin. */
export async function runCurbstop(...args: readonly string[]): Promise<Ended> {
  const { stop, texts } = captured();
  let code = 0;
  try {
    const curbstop = program((exitCode) => {
      code = exitCode;
    });
    for (const group of [curbstop, ...curbstop.commands]) {
      for (const command of [group, ...group.commands]) command.exitOverride();
    }
    await curbstop.parseAsync(args, { from: 'user' });
  } catch (error) {
    code = error instanceof CommanderError ? EXIT_USAGE : EXIT_REFUSED;
    if (!(error instanceof CommanderError)) sayFailure(error);
  } finally {
    stop();
  }
  return { code, ...texts };
}

function captured() {
  const texts = { out: '', err: '' };
  const { stdout, stderr } = process;
  const [toOut, toErr] = [stdout.write.bind(stdout), stderr.write.bind(stderr)];
  stdout.write = (text: string | Uint8Array) => {
    texts.out += String(text);
    return true;
  };
  stderr.write = (text: string | Uint8Array) => {
    texts.err += String(text);
    return true;
  };
  const stop = () => {
    stdout.write = toOut;
    stderr.write = toErr;
  };
  return { texts, stop };
}
