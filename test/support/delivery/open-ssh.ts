import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** The one that the tests found. */
const SSHD = process.env['SSHD_PATH'] ?? '/usr/sbin/sshd';
const MISSING =
  "OpenSSH's server is not on this machine: npm test gets it; else install openssh-server or set SSHD_PATH to its sshd.";

export interface OpenSsh {
  readonly port: number;
  readonly user: string;
  /** Opens the door of the server. */
  readonly privateKey: string;
  readonly fingerprint: string;
  stop(): Promise<void>;
}

/** Starts OpenSSH's server with keys of its own in a folder, for the person who runs the test. */
export async function startOpenSsh(folder: string): Promise<OpenSsh> {
  if (!existsSync(SSHD)) throw new Error(MISSING);

  const at = (name: string) => path.join(folder, name);
  for (const name of ['host', 'client']) await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at(name)]);
  await writeFile(at('authorized'), await readFile(at('client.pub')), { mode: 0o600 });
  const port = await freePort();
  const config = [
    ...[`Port ${port}`, 'ListenAddress 127.0.0.1', `HostKey ${at('host')}`, `PidFile ${at('pid')}`],
    ...[`AuthorizedKeysFile ${at('authorized')}`, 'StrictModes no', 'UsePAM no', 'PasswordAuthentication no'],
    ...['PermitRootLogin prohibit-password', 'Subsystem sftp internal-sftp', 'LogLevel ERROR'],
  ];
  await writeFile(at('config'), `${config.join('\n')}\n`);
  // Where root runs it, it wants a folder to be confined to.
  if (process.getuid?.() === 0) await mkdir('/run/sshd', { recursive: true, mode: 0o755 });
  const server = spawn(SSHD, ['-D', '-e', '-f', at('config')], { stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr.on('data', (data: Buffer) => (said += data.toString()));
  await answering(port, () => `${said} (exit ${server.exitCode ?? 'none'})`);
  const { stdout } = await run('ssh-keygen', ['-l', '-f', at('host.pub')]);
  return {
    ...{ port, user: os.userInfo().username, privateKey: await readFile(at('client'), 'utf8') },
    fingerprint: stdout.split(' ')[1] ?? '',
    stop: () =>
      new Promise((resolve) => {
        server.once('exit', () => resolve());
        server.kill();
      }),
  };
}

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as net.AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answering(port: number, why: () => string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const isThere = await new Promise<boolean>((resolve) => {
      const socket = net.connect(port, '127.0.0.1', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('connect', () => socket.destroy());
    });
    if (isThere) return;
    await pause(50);
  }
  throw new Error(`OpenSSH's server did not start: ${why()}`);
}
