import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { CurbstopError } from '../contract/problem.js';

/** The secrets that Curbstop may need, each with the variable of the environment that can hold it instead of a file. */
const VARIABLES = {
  'mailing-password': 'CURBSTOP_MAILING_PASSWORD',
  'mailing-key': 'CURBSTOP_MAILING_KEY',
  'calls-password': 'CURBSTOP_CALLS_PASSWORD',
  'calls-key': 'CURBSTOP_CALLS_KEY',
  'ebill-password': 'CURBSTOP_EBILL_PASSWORD',
} as const;
export type SecretName = keyof typeof VARIABLES;

/**
 * A secret, of the environment or a file of its name that only its owner can read; null where there is none. Throws
 * `secret-open` for a file that others can read.
 */
export async function secret(folder: string, name: SecretName): Promise<string | null> {
  const given = process.env[VARIABLES[name]];
  if (given !== undefined && given !== '') return given;
  const file = path.join(folder, name);
  try {
    const { mode } = await stat(file);
    // Windows keeps no such bits; there the folder is the person's own.
    if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw openSecret(file);
    return (await readFile(file, 'utf8')).replace(/\r?\n$/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** That none of these secrets is there. */
export function secretMissing(folder: string, names: readonly SecretName[]): CurbstopError {
  const files = names.map((name) => path.join(folder, name)).join(' or ');
  return new CurbstopError({
    code: 'secret-missing',
    status: 409,
    message: `There is no ${files}, and ${names.map((name) => VARIABLES[name]).join(' or ')} is not set: nothing opens the server.`,
    fix: 'Write it into the file, readable only by you, or set the variable where the bridge is started.',
  });
}

function openSecret(file: string): CurbstopError {
  return new CurbstopError({
    code: 'secret-open',
    status: 409,
    message: `Others on this computer can read ${file}.`,
    fix: `Make it readable only by you: chmod 600 "${file}".`,
  });
}
