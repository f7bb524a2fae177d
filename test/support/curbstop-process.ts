import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { packageRoot } from '../../bridge/files/package-root.js';
import type { Ended } from './command-line.js';

/** A command line in a process of its own, as a person starts it. */
export interface CurbstopProcess {
  /** The code of one that was killed is -1. */
  readonly ended: Promise<Ended>;
  /** Asks it to end, as Ctrl+C or whoever shuts the computer down does. */
  signal(name: 'SIGINT' | 'SIGTERM'): void;
  /** Waits until it has said this on its terminal, and gives what was found. Rejects when it ends without. */
  said(words: RegExp): Promise<RegExpExecArray>;
  /** Ends it at once, as a power failure does. */
  kill(): Promise<void>;
}

/** Starts the program from its source, which takes seconds. */
export function startCurbstop(...args: string[]): CurbstopProcess {
  const words = ['--import', 'tsx', path.join('bridge', 'main.ts'), ...args];
  const child = spawn(process.execPath, words, { cwd: packageRoot(), env: { ...process.env, CI: '1' } });
  const written = { out: '', err: '' };
  child.stdout.on('data', (text: Buffer) => (written.out += text.toString()));
  child.stderr.on('data', (text: Buffer) => (written.err += text.toString()));
  const ended = once(child, 'close').then(() => ({ code: child.exitCode ?? -1, ...written }));
  const found = (words: RegExp) => words.exec(written.out) ?? words.exec(written.err);
  return {
    ended,
    signal: (name) => void child.kill(name),
    said: (words) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const match = found(words);
          if (match !== null) resolve(match);
        };
        for (const stream of [child.stdout, child.stderr]) stream.on('data', look);
        look();
        void ended.then(() => reject(new Error(`It ended and did not say ${words}: ${JSON.stringify(written)}`)));
      }),
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
