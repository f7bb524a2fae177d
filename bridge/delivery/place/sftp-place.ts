import { createHash, timingSafeEqual } from 'node:crypto';
import path from 'node:path';
import SftpClient from 'ssh2-sftp-client';
import { CurbstopError } from '../../contract/problem.js';
import type { SftpTarget } from '../../contract/settings/mailing-target.js';
import { ProofStream } from './file-proof.js';
import { passing, PassingTrouble, type Place } from './place.js';

/** What opens the door of a server. */
export type SftpSecret = { readonly password: string } | { readonly privateKey: string };

const HANDSHAKE_MS_MAX = 20_000;

/**
 * Connects to a folder of an SFTP server that is known by the fingerprint of its key. Throws `host-key-changed`,
 * `sftp-login-refused`, `sftp-folder-missing` or `PassingTrouble`.
 */
export async function openSftp(target: SftpTarget, secret: SftpSecret): Promise<Place> {
  const { host, port, user, path: folder, hostKey } = target;
  const client = new SftpClient('curbstop', { error: () => undefined, end: () => undefined, close: () => undefined });
  let shown: string | null = null;
  const hostVerifier = (key: Buffer): boolean => {
    shown = fingerprint(key);
    return isSame(shown, hostKey);
  };
  try {
    await client.connect({ host, port, username: user, ...secret, hostVerifier, readyTimeout: HANDSHAKE_MS_MAX });
    if ((await client.exists(folder)) !== 'd') throw folderMissing(target);
  } catch (error) {
    await client.end().catch(() => undefined);
    if (shown !== null && !isSame(shown, hostKey)) throw hostKeyChanged(target, shown);
    if (error instanceof Error && /authentication methods failed/i.test(error.message)) throw loginRefused(target);
    throw error instanceof CurbstopError ? error : new PassingTrouble(error);
  }
  return placeOf(client, target);
}

function placeOf(client: SftpClient, { host, port, user, path: folder }: SftpTarget): Place {
  const at = (fileName: string) => path.posix.join(folder, path.posix.basename(fileName));
  return {
    name: `sftp://${user}@${host}:${port}/${folder}`,
    proof: (fileName) =>
      passing(async () => {
        if ((await client.exists(at(fileName))) === false) return null;
        const stream = new ProofStream();
        await client.get(at(fileName), stream);
        return stream.proof();
      }),
    put: (fileName, from) => passing(async () => void (await client.fastPut(from, at(fileName)))),
    /** The plain rename of SFTP, which OpenSSH refuses where a file of the name is there. */
    rename: (from, to) => passing(async () => void (await client.rename(at(from), at(to)))),
    remove: (fileName) => passing(async () => void (await client.delete(at(fileName)))),
    async close() {
      await client.end().catch(() => undefined);
    },
  };
}

/** A key's fingerprint as OpenSSH writes it. */
export function fingerprint(key: Buffer): string {
  return `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/, '')}`;
}

function isSame(one: string, other: string): boolean {
  return one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));
}

function hostKeyChanged({ host, port, hostKey }: SftpTarget, shown: string): CurbstopError {
  return new CurbstopError({
    code: 'host-key-changed',
    status: 409,
    message: `The server ${host}:${port} shows the key ${shown}, and it is known by ${hostKey}. Nothing was sent: it may be another server that pretends to be this one.`,
    fix: 'Call the mailing service and ask for the fingerprint of its key. Only if it says the new one, set it as hostKey in the setting mailing-target.',
  });
}

function loginRefused({ host, user }: SftpTarget): CurbstopError {
  return new CurbstopError({
    code: 'sftp-login-refused',
    status: 409,
    message: `The server ${host} does not let "${user}" in with the password or key that lies in the data folder's secrets.`,
    fix: 'Check the user in the setting mailing-target, and the file mailing-password or mailing-key.',
  });
}

function folderMissing({ host, path: folder }: SftpTarget): CurbstopError {
  return new CurbstopError({
    code: 'sftp-folder-missing',
    status: 409,
    message: `The server ${host} has no folder "${folder}".`,
    fix: 'Ask the mailing service for the folder, and set it as path in the setting mailing-target.',
  });
}
