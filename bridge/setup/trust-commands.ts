import path from 'node:path';

/** One program to run. */
export interface TrustCommand {
  readonly program: string;
  readonly args: readonly string[];
  /** Goes on when this one fails, as when there is nothing to remove. */
  readonly mayFail?: boolean;
}

/** A store of trusted authorities, and the programs that change it, in order. */
export interface StoreChange {
  readonly store: 'Windows' | 'Mac keychain' | 'Linux system' | 'Chromium';
  readonly commands: readonly TrustCommand[];
}

export interface TrustPlace {
  readonly platform: NodeJS.Platform;
  readonly isRoot: boolean;
  /** A person is there who can answer the system's own question. */
  readonly interactive: boolean;
  readonly home: string;
}

const LINUX_FILE = '/usr/local/share/ca-certificates/curbstop-localhost.crt';
const NSS_NAME = 'Curbstop on this computer';

/**
 * The ways to make this computer trust the authority without ever waiting for a password on a terminal.
 * Empty when there is none: Windows and Mac ask in a window of their own, so they need a person; the system's store on
 * Linux needs root, Chromium's own (NSS) does not.
 */
export function trustChanges(place: TrustPlace, authority: string): StoreChange[] {
  switch (place.platform) {
    case 'win32':
      return place.interactive ? [windows(['-addstore', 'Root', authority])] : [];
    case 'darwin':
      return place.interactive
        ? [mac(['add-trusted-cert', '-r', 'trustRoot', '-k', keychain(place.home), authority])]
        : [];
    case 'linux':
      return [...(place.isRoot ? [linuxAdd(authority)] : []), chromiumAdd(place.home, authority)];
    default:
      return [];
  }
}

/** The ways to end the trust that {@link trustChanges} installed. */
export function distrustChanges(place: TrustPlace, thumbprint: string): StoreChange[] {
  switch (place.platform) {
    case 'win32':
      return place.interactive ? [windows(['-delstore', 'Root', thumbprint])] : [];
    case 'darwin':
      return place.interactive ? [mac(['delete-certificate', '-Z', thumbprint, '-t'])] : [];
    case 'linux':
      return [...(place.isRoot ? [linuxRemove()] : []), { store: 'Chromium', commands: [chromiumRemove(place.home)] }];
    default:
      return [];
  }
}

/** What the person does by hand to trust the authority, as sentences. */
export function trustByHand(platform: NodeJS.Platform, authority: string): string {
  switch (platform) {
    case 'win32':
      return `Run: certutil -user -addstore Root "${authority}" and answer Yes.`;
    case 'darwin':
      return `Open "${authority}" in Keychain Access (login), and set its trust to Always Trust.`;
    default:
      return (
        `Run: sudo cp "${authority}" ${LINUX_FILE} && sudo update-ca-certificates; ` +
        `in Chromium, import the same file under Settings, Privacy and security, Security, Manage certificates.`
      );
  }
}

function windows(args: readonly string[]): StoreChange {
  return { store: 'Windows', commands: [{ program: 'certutil', args: ['-user', ...args] }] };
}

function mac(args: readonly string[]): StoreChange {
  return { store: 'Mac keychain', commands: [{ program: 'security', args }] };
}

function keychain(home: string): string {
  return path.posix.join(home, 'Library/Keychains/login.keychain-db');
}

function linuxAdd(authority: string): StoreChange {
  const copy = { program: 'install', args: ['-m', '644', authority, LINUX_FILE] };
  return { store: 'Linux system', commands: [copy, { program: 'update-ca-certificates', args: [] }] };
}

function linuxRemove(): StoreChange {
  const remove = { program: 'rm', args: ['-f', LINUX_FILE] };
  return { store: 'Linux system', commands: [remove, { program: 'update-ca-certificates', args: ['--fresh'] }] };
}

function chromiumAdd(home: string, authority: string): StoreChange {
  const args = ['-d', nssStore(home), '-A', '-t', 'C,,', '-n', NSS_NAME, '-i', authority];
  return { store: 'Chromium', commands: [chromiumRemove(home), { program: 'certutil', args }] };
}

function chromiumRemove(home: string): TrustCommand {
  return { program: 'certutil', args: ['-d', nssStore(home), '-D', '-n', NSS_NAME], mayFail: true };
}

function nssStore(home: string): string {
  return `sql:${path.posix.join(home, '.pki/nssdb')}`;
}
