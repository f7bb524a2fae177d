import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { packageRoot } from '../../../bridge/files/package-root.js';

/** A bridge started as a person starts it, in a process of its own. */
export interface BridgeProcess {
  readonly port: number;
  /** Everything that its window shows. */
  output(): string;
  /** The pairing code that its window shows now. */
  pairingCode(): string;
  /** Ends it gently, as Ctrl+C does. */
  stop(): Promise<void>;
  /** Ends it at once, as a power failure does. */
  kill(): Promise<void>;
}

const CODE = /\): ([A-Z0-9]{4}-[A-Z0-9]{4}) /g;
const START_SECONDS_MAX = 120;

/** Starts the built bridge on a data folder and waits for its pairing code. */
export async function startBridge(folder: string, port: number, ...flags: string[]): Promise<BridgeProcess> {
  const program = path.join(packageRoot(), 'dist', 'bridge', 'main.js');
  const args = [program, 'start', '--data', folder, '--port', String(port), ...flags];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text.toString()));
  const codes = () => [...output.matchAll(CODE)].map(([, code = '']) => code);
  try {
    await until(() => codes().length > 0 || child.exitCode !== null);
  } catch (error) {
    await end(child, 'SIGKILL');
    throw error;
  }
  if (child.exitCode !== null) throw new Error(`The bridge ended with ${child.exitCode}: ${output}`);
  return {
    port,
    output: () => output,
    pairingCode: () => codes().at(-1) ?? '',
    stop: () => end(child, 'SIGTERM'),
    kill: () => end(child, 'SIGKILL'),
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill(signal);
  await ended;
}

async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + START_SECONDS_MAX * 1000;
  while (!condition()) {
    if (Date.now() > giveUpAt) throw new Error(`The bridge did not start within ${START_SECONDS_MAX} s.`);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
