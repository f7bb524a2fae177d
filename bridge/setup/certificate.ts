import { rm } from 'node:fs/promises';
import { certificateFiles, type LocalCertificate, makeCertificate, readCertificate } from './certificate-files.js';
import { trustByHand, type TrustPlace } from './trust-commands.js';
import { installTrust, isTrusted, removeTrust, type RunCommand, runCommand, thisPlace } from './trust.js';

/** A certificate that ends sooner than this is renewed, so that it never ends during a day's work. */
export const RENEW_DAYS = 3;

const DAY_MS = 86_400_000;

export interface CertificateOptions {
  /** The folder of the certificate's files. */
  readonly folder: string;
  readonly clock: () => Date;
  readonly place?: TrustPlace;
  readonly run?: RunCommand;
}

export interface BridgeCertificate {
  /** PEM text, for the server. */
  readonly key: string;
  readonly cert: string;
  readonly expiresAt: Date;
  /** The file that this computer has to trust. */
  readonly authorityFile: string;
  readonly trusted: boolean;
  /** What the person should know, as sentences: a renewal, and what is left to do by hand. */
  readonly notes: readonly string[];
}

/**
 * Gives the certificate for https://localhost, making it when there is none and renewing it when it is damaged or ends
 * within three days. With `install`, makes the computer trust it where that needs no password; it never waits for one,
 * and a certificate that could not be trusted is a note, not an error.
 */
export async function ensureCertificate(
  options: CertificateOptions & { readonly install: boolean },
): Promise<BridgeCertificate> {
  const { folder, clock, install, place = thisPlace(), run = runCommand } = options;
  const authorityFile = certificateFiles(folder).authority;
  const { certificate, notes } = await freshCertificate({ folder, clock, place, run });
  const trust = { folder, place, run, thumbprint: certificate.authorityThumbprint };
  if (install && !(await isTrusted(trust))) await installTrust({ ...trust, authority: authorityFile });
  const trusted = await isTrusted(trust);
  if (!trusted)
    notes.push(`This computer does not trust the bridge yet. ${trustByHand(place.platform, authorityFile)}`);
  const { key, cert, expiresAt } = certificate;
  return { key, cert, expiresAt, authorityFile, trusted, notes };
}

export interface CertificateStatus {
  readonly state: 'valid' | 'ending' | 'ended' | 'missing';
  readonly expiresAt: Date | null;
  /** Whole days until it ends; 0 when it is missing or has ended. */
  readonly daysLeft: number;
  readonly trusted: boolean;
  readonly authorityFile: string;
}

/** Tells how the certificate stands and changes nothing. Damaged files count as missing. */
export async function certificateStatus(options: CertificateOptions): Promise<CertificateStatus> {
  const { folder, clock, place = thisPlace() } = options;
  const authorityFile = certificateFiles(folder).authority;
  const certificate = await readCertificate(folder);
  if (!certificate) return { state: 'missing', expiresAt: null, daysLeft: 0, trusted: false, authorityFile };
  const { expiresAt, authorityThumbprint: thumbprint } = certificate;
  const daysLeft = Math.max(0, Math.floor(daysUntil(expiresAt, clock())));
  return {
    state: stateOf(expiresAt, clock()),
    expiresAt,
    daysLeft,
    trusted: await isTrusted({ folder, thumbprint, place }),
    authorityFile,
  };
}

/** Takes the certificate back: out of the computer's trust and off the disk. For who stops using Curbstop. */
export async function removeCertificate(options: Omit<CertificateOptions, 'clock'>): Promise<void> {
  const { folder, place = thisPlace(), run = runCommand } = options;
  const certificate = await readCertificate(folder);
  if (certificate) await removeTrust({ folder, place, run, thumbprint: certificate.authorityThumbprint });
  await Promise.all(Object.values(certificateFiles(folder)).map((file: string) => rm(file, { force: true })));
}

interface Fresh {
  readonly certificate: LocalCertificate;
  readonly notes: string[];
}

async function freshCertificate({ folder, clock, place, run }: Required<CertificateOptions>): Promise<Fresh> {
  const found = await readCertificate(folder);
  const state = found ? stateOf(found.expiresAt, clock()) : 'missing';
  if (found && state === 'valid') return { certificate: found, notes: [] };
  if (found) await removeTrust({ folder, place, run, thumbprint: found.authorityThumbprint });
  await makeCertificate(folder);
  const certificate = await readCertificate(folder);
  if (!certificate) throw new Error('The certificate that was just made cannot be read back.');
  return { certificate, notes: [renewalNote(state, certificate.expiresAt)] };
}

function stateOf(expiresAt: Date, now: Date): 'valid' | 'ending' | 'ended' {
  const days = daysUntil(expiresAt, now);
  if (days <= 0) return 'ended';
  return days <= RENEW_DAYS ? 'ending' : 'valid';
}

function daysUntil(expiresAt: Date, now: Date): number {
  return (expiresAt.getTime() - now.getTime()) / DAY_MS;
}

function renewalNote(state: CertificateStatus['state'], expiresAt: Date): string {
  const until = `It is good until ${expiresAt.toISOString().slice(0, 10)}.`;
  switch (state) {
    case 'missing':
      return `A certificate for https://localhost was made. ${until}`;
    case 'ended':
      return `The certificate for https://localhost had ended and was renewed. ${until}`;
    case 'ending':
    case 'valid':
      return `The certificate for https://localhost was about to end and was renewed. ${until}`;
  }
}
