import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { runProgram } from './run-program.mjs';
import { SetupError, say } from './say.mjs';

const PLACES = [
  ...['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/opt/homebrew/sbin/sshd', '/usr/local/opt/openssh/sbin/sshd'],
  ...['C:\\Windows\\System32\\OpenSSH\\sshd.exe', 'C:\\Program Files\\OpenSSH\\sshd.exe'],
];
const PACKAGE = ['install', '-y', '-qq', '--no-install-recommends', 'openssh-server'];
/** Debian asks it before a package starts a server: 101 forbids that. */
const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Gives the path of OpenSSH's server, which the tests start on a port of their own, obtaining it as root by Debian's apt
 * when there is none. Throws a SetupError with what to install when that does not work.
 */
export async function ensureOpenSsh({ find = findOpenSsh, obtain = installByApt } = {}) {
  const found = find();
  if (found) return found;
  say("Getting OpenSSH's server for the tests of what is sent.");
  await obtain();
  const obtained = find();
  if (obtained) return obtained;
  throw new SetupError(
    "The tests need OpenSSH's server: install it (on Debian and Ubuntu the package openssh-server), or set SSHD_PATH to its sshd, and run again.",
  );
}

/** The path of the first server that is there, or null. SSHD_PATH goes before all. */
export function findOpenSsh() {
  const chosen = process.env.SSHD_PATH;
  return [...(chosen ? [chosen] : []), ...PLACES].find((place) => existsSync(place)) ?? null;
}

async function installByApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  await withoutStarting(async () => {
    const env = { DEBIAN_FRONTEND: 'noninteractive' };
    const install = () => runProgram('apt-get', PACKAGE, { env, secondsMax: 600 });
    if ((await install()).ok) return;
    await runProgram('apt-get', ['update', '-qq'], { env, secondsMax: 300 });
    await install();
  });
}

/** Installs without starting the server of the whole machine, which nobody asked for. */
async function withoutStarting(install) {
  const isOurs = !existsSync(POLICY);
  if (isOurs) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 });
  try {
    await install();
  } finally {
    if (isOurs) rmSync(POLICY, { force: true });
  }
}
