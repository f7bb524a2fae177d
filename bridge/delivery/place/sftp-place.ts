import { createHash, timingSafeEqual } from 'node:crypto';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { ServerHostKeyAlgorithm } from 'ssh2';
import SftpClient from 'ssh2-sftp-client';
import { CurbstopError } from '../../contract/problem.js';
import type { SftpTarget } from '../../contract/settings/mailing-target.js';
import type { Recipient } from '../recipient.js';
import { ProofStream } from './file-proof.js';
import { PassingTrouble, type Place } from './place.js';

/** What opens the door of a server. */
export type SftpSecret = { readonly password: string } | { readonly privateKey: string };

const HANDSHAKE_MS_MAX = 20_000;
/** So long nothing may move in a step until the server counts as one that does not answer. */
const SILENCE_MS_MAX = 60_000;
const CLOSE_MS_MAX = 2_000;

/** The kinds of keys that a server may have, of which it shows the one that is asked for. */
const KEY_KINDS: readonly (readonly ServerHostKeyAlgorithm[])[] = [
  ['ssh-ed25519'],
  ['ecdsa-sha2-nistp256', 'ecdsa-sha2-nistp384', 'ecdsa-sha2-nistp521'],
  ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'],
];

export interface SftpLimits {
  readonly silenceMs?: number;
}

/**
 * Connects to a folder of a service's SFTP server that is known by the fingerprint of one of its keys. Throws `host-key-changed`,
 * `sftp-login-refused`, `secret-unusable`, `sftp-folder-missing` or `PassingTrouble`.
 */
export async function openSftp(
  target: SftpTarget,
  secret: SftpSecret,
  recipient: Recipient,
  { silenceMs = SILENCE_MS_MAX }: SftpLimits = {},
): Promise<Place> {
  const opener = { secret, recipient, silenceMs };
  const first = await tryConnect(target, opener);
  if ('connection' in first) return placeOf(first.connection, target);
  // A server has several keys, and shows the newest kind unless it is asked for another.
  for (const keyKind of KEY_KINDS) {
    const next = await tryConnect(target, opener, keyKind).catch(noneOfTheKind);
    if (next !== null && 'connection' in next) return placeOf(next.connection, target);
  }
  throw hostKeyChanged(target, recipient, first.shown);
}

function noneOfTheKind(error: unknown): null {
  if (error instanceof PassingTrouble && /no matching host key/i.test(error.message)) return null;
  throw error;
}

interface Opener {
  readonly secret: SftpSecret;
  readonly recipient: Recipient;
  readonly silenceMs: number;
}

/** A connection, or the key of a server that is not the one it is known by; such a server is told no secret. */
type Tried = { readonly connection: Connection } | { readonly shown: string };

async function tryConnect(
  target: SftpTarget,
  { secret, recipient, silenceMs }: Opener,
  keyKind?: readonly ServerHostKeyAlgorithm[],
): Promise<Tried> {
  const { host, port, user, path: folder, hostKey } = target;
  const connection = new Connection(net.connect({ host, port }), silenceMs);
  const { client, socket } = connection;
  let shown: string | null = null;
  const hostVerifier = (key: Buffer): boolean => {
    shown = fingerprint(key);
    return isSame(shown, hostKey);
  };
  if ('password' in secret) answerWith(client, secret.password);
  try {
    await connection.step(() =>
      client.connect({
        ...{ host, port, username: user, ...secret, sock: socket, hostVerifier, readyTimeout: HANDSHAKE_MS_MAX },
        ...('password' in secret ? { tryKeyboard: true } : {}),
        ...(keyKind === undefined ? {} : { algorithms: { serverHostKey: [...keyKind] } }),
      }),
    );
    if (!(await connection.step(() => isFolder(client, folder)))) throw folderMissing(target, recipient);
  } catch (error) {
    await connection.close();
    if (shown !== null && !isSame(shown, hostKey)) return { shown };
    const message = error instanceof Error ? error.message : String(error);
    if (/authentication methods failed/i.test(message)) throw loginRefused(target, recipient);
    if (/cannot parse privateKey/i.test(message)) throw keyUnusable(recipient, message);
    throw error instanceof CurbstopError ? error : new PassingTrouble(error);
  }
  return { connection };
}

/** Some servers ask for the password as a question. */
function answerWith(client: SftpClient, password: string): void {
  client.on(
    'keyboard-interactive',
    (_name: string, _text: string, _language: string, prompts: unknown[], finish: (answers: string[]) => void) => {
      finish(prompts.map(() => password));
    },
  );
}

async function isFolder(client: SftpClient, folder: string): Promise<boolean> {
  try {
    return (await client.stat(folder)).isDirectory;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** A connection whose steps end when nothing moves any more. */
class Connection {
  readonly client = new SftpClient('curbstop', {
    error: () => undefined,
    end: () => undefined,
    close: () => undefined,
  });

  constructor(
    readonly socket: net.Socket,
    private readonly silenceMs: number,
  ) {
    // What goes wrong is told by the step that waits for it.
    socket.on('error', () => undefined);
  }

  /** Does a step, which says when something moved. Throws `PassingTrouble` for whatever goes wrong, and for silence. */
  async step<Result>(work: (moved: () => void) => Promise<Result>): Promise<Result> {
    const { silenceMs } = this;
    const silence = `the server has not answered for ${silenceMs / 1_000} seconds`;
    let timer: NodeJS.Timeout | undefined;
    try {
      return await new Promise<Result>((resolve, reject) => {
        const moved = () => {
          clearTimeout(timer);
          timer = setTimeout(() => reject(new Error(silence)), silenceMs);
        };
        moved();
        work(moved).then(resolve, reject);
      });
    } catch (error) {
      throw new PassingTrouble(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Takes leave, and hangs up on a server that does not answer that either. */
  async close(): Promise<void> {
    const waited = new AbortController();
    const leave = this.client.end().catch(() => undefined);
    await Promise.race([leave, pause(CLOSE_MS_MAX, undefined, waited).catch(() => undefined)]);
    waited.abort();
    this.socket.destroy();
  }
}

function placeOf(connection: Connection, { host, port, user, path: folder }: SftpTarget): Place {
  const { client } = connection;
  const at = (fileName: string) => path.posix.join(folder, path.posix.basename(fileName));
  return {
    name: `sftp://${user}@${host}:${port}/${folder}`,
    names: () => connection.step(async () => (await client.list(folder)).map(({ name }) => name)),
    proof: (fileName) =>
      connection.step(async (moved) => {
        if ((await client.exists(at(fileName))) === false) return null;
        const stream = new ProofStream(moved);
        await client.get(at(fileName), stream);
        return stream.proof();
      }),
    put: (fileName, from) =>
      connection.step(async (moved) => void (await client.fastPut(from, at(fileName), { step: moved }))),
    /** The plain rename of SFTP, which OpenSSH refuses where a file of the name is there. */
    rename: (from, to) => connection.step(async () => void (await client.rename(at(from), at(to)))),
    remove: (fileName) => connection.step(async () => void (await client.delete(at(fileName)))),
    close: () => connection.close(),
  };
}

/** A key's fingerprint as OpenSSH writes it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function hostKeyChanged(
  { host, port, hostKey }: SftpTarget,
  { service, setting }: Recipient,
  shown: string,
): CurbstopError {
  return new CurbstopError({
    code: 'host-key-changed',
    status: 409,
    message: `The server ${host}:${port} shows the key ${shown}, and it is known by ${hostKey}. Nothing was sent: it may be another server that pretends to be this one.`,
    fix: `Call the ${service} and ask for the fingerprint of its key. Only if it says the new one, set it as hostKey in the setting ${setting}.`,
  });
}

function loginRefused({ host, user }: SftpTarget, { setting, key, password }: Recipient): CurbstopError {
  return new CurbstopError({
    code: 'sftp-login-refused',
    status: 409,
    message: `The server ${host} does not let "${user}" in with the password or key that lies in the data folder's secrets.`,
    fix: `Check the user in the setting ${setting}, and the file ${password} or ${key}.`,
  });
}

function keyUnusable({ key }: Recipient, why: string): CurbstopError {
  return new CurbstopError({
    code: 'secret-unusable',
    status: 409,
    message: `The key in the data folder's secrets can't be used (${why}). Nothing was sent.`,
    fix: `Write a private key of OpenSSH or PEM without a passphrase into the file ${key}.`,
  });
}

function folderMissing({ host, path: folder }: SftpTarget, { service, setting }: Recipient): CurbstopError {
  return new CurbstopError({
    code: 'sftp-folder-missing',
    status: 409,
    message: `The server ${host} has no folder "${folder}".`,
    fix: `Ask the ${service} for the folder, and set it as path in the setting ${setting}.`,
  });
}
