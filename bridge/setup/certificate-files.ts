import { createPrivateKey, X509Certificate } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { generateCertificates } from 'office-addin-dev-certs';

/** The names that the bridge answers to; the addresses become IP entries of the certificate. */
export const CERTIFICATE_NAMES = ['localhost', '127.0.0.1', '::1'] as const;
/** A year, so that the person is asked to trust a new one once a year; the key that could sign others is never kept. */
export const VALID_DAYS = 365;

export interface CertificateFiles {
  readonly authority: string;
  readonly cert: string;
  readonly key: string;
}

/** A certificate as read from its files. */
export interface LocalCertificate {
  readonly cert: string;
  readonly key: string;
  readonly expiresAt: Date;
  /** SHA-1 of the authority, as the systems' trust stores name it: 40 hexadecimal digits. */
  readonly authorityThumbprint: string;
}

/** Where the certificate's three files lie in a folder. */
export function certificateFiles(folder: string): CertificateFiles {
  const file = (name: string) => path.join(folder, name);
  return { authority: file('ca.crt'), cert: file('localhost.crt'), key: file('localhost.key') };
}

/** Reads the certificate, or gives null when a file is missing, unreadable or does not fit the others. */
export async function readCertificate(folder: string): Promise<LocalCertificate | null> {
  const files = certificateFiles(folder);
  try {
    const [authorityText, cert, key] = await Promise.all(
      [files.authority, files.cert, files.key].map((file) => readFile(file, 'utf8')),
    );
    if (authorityText === undefined || cert === undefined || key === undefined) return null;
    const [authority, parsed] = [new X509Certificate(authorityText), new X509Certificate(cert)];
    if (!fits({ authority, parsed, key })) return null;
    const authorityThumbprint = authority.fingerprint.replaceAll(':', '');
    return { cert, key, expiresAt: new Date(parsed.validTo), authorityThumbprint };
  } catch {
    // Whatever is wrong with the files, the remedy is the same: new ones.
    return null;
  }
}

/** Makes a new certificate in the folder, each file for its owner only. The authority's own key never reaches the disk. */
export async function makeCertificate(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const draft = await mkdtemp(path.join(folder, 'new-'));
  try {
    const [from, to] = [certificateFiles(draft), certificateFiles(folder)];
    await quietly(() => generateCertificates(from.authority, from.cert, from.key, VALID_DAYS, [...CERTIFICATE_NAMES]));
    for (const name of ['authority', 'cert', 'key'] as const) {
      await chmod(from[name], 0o600);
      await rename(from[name], to[name]);
    }
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

interface Parsed {
  readonly authority: X509Certificate;
  readonly parsed: X509Certificate;
  readonly key: string;
}

function fits({ authority, parsed, key }: Parsed): boolean {
  const [name, ...addresses] = CERTIFICATE_NAMES;
  return (
    parsed.checkPrivateKey(createPrivateKey(key)) &&
    parsed.verify(authority.publicKey) &&
    parsed.checkHost(name) !== undefined &&
    addresses.every((address) => parsed.checkIP(address) !== undefined)
  );
}

/** The generator reports to the standard output, which belongs to the commands' own results. */
async function quietly(work: () => Promise<void>): Promise<void> {
  const { log } = console;
  console.log = () => undefined;
  try {
    await work();
  } finally {
    console.log = log;
  }
}
