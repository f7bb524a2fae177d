import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { request } from 'node:https';
import { setTimeout as pause } from 'node:timers/promises';
import { packageRoot } from '../../bridge/files/package-root.js';

const START_MS_MAX = 120_000;

export interface Answer {
  readonly status: number;
  readonly body: unknown;
}

/** The built bridge as a process of its own, started over a data folder and killed without warning. */
export class BridgeProcess {
  private constructor(
    readonly port: number,
    private readonly child: ChildProcess,
  ) {}

  /** Starts it and waits until it answers. Throws with its output when it ends instead. */
  static async start(folder: string, port: number): Promise<BridgeProcess> {
    const args = ['dist/bridge/main.js', 'start', '--data', folder, '--port', String(port)];
    const child = spawn(process.execPath, args, { cwd: packageRoot(), stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
    const bridge = new BridgeProcess(port, child);
    for (const began = Date.now(); Date.now() - began < START_MS_MAX; await pause(20)) {
      if (child.exitCode !== null) throw new Error(`The bridge ended at its start:\n${output}`);
      const answer = await bridge.ask('GET', '/api/hello', '').catch(() => null);
      if (answer?.status === 200) return bridge;
    }
    await bridge.kill();
    throw new Error(`The bridge did not answer:\n${output}`);
  }

  /** Ends it as a crash of the program would: no signal that it could handle. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await ended;
  }

  /** Rejects when the bridge is gone before it has answered wholly. */
  ask(method: 'GET' | 'POST', path: string, token: string, body?: unknown): Promise<Answer> {
    const headers = {
      host: `localhost:${this.port}`,
      'sec-fetch-site': 'same-origin',
      ...(token === '' ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const options = {
      host: '127.0.0.1',
      port: this.port,
      method,
      path,
      headers,
      rejectUnauthorized: false,
      agent: false,
    };
    return new Promise((resolve, reject) => {
      const asked = request(options, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('aborted', () => reject(new Error('The answer broke off.')));
        response.on('end', () => {
          const text = Buffer.concat(chunks).toString();
          resolve({ status: response.statusCode ?? 0, body: parsed(text) });
        });
      });
      asked.on('error', reject);
      asked.end(body === undefined ? undefined : JSON.stringify(body));
    });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
