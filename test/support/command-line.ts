import { runCommandLine } from '../../bridge/cli/run-command-line.js';

export interface Ended {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs the command line within the test's own process, which spares the seconds that a program takes to start. */
export async function commandLine(...words: string[]): Promise<Ended> {
  const written = { stdout: '', stderr: '' };
  const streams = ['stdout', 'stderr'] as const;
  const restore = streams.map((name) => {
    const stream = process[name];
    const write = stream.write.bind(stream);
    stream.write = (text: string | Uint8Array) => {
      written[name] += String(text);
      return true;
    };
    return () => {
      stream.write = write;
    };
  });
  try {
    const code = await runCommandLine(words);
    return { code, out: written.stdout, err: written.stderr };
  } finally {
    for (const back of restore) back();
  }
}
