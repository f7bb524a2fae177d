import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from './project-root.mjs';
import { runNpm } from './run-program.mjs';
import { SetupError, say } from './say.mjs';
import { withSetupLock } from './setup-lock.mjs';

const LOCK_FILE = 'package-lock.json';
const STAMP_FILE = 'node_modules/.curbstop-install';
/** npm's own record of what it installed. */
const RECORD_FILE = 'node_modules/.package-lock.json';

/** Installs the packages that the lock file names, unless just these are installed. Throws a SetupError when npm fails. */
export async function ensureInstalled({ root = PROJECT_ROOT, install = runNpm, lock = withSetupLock } = {}) {
  if (isInstalled(root)) return;
  await lock(async () => {
    if (isInstalled(root)) return;
    if (!isInstalledByHand(root)) await installAll(root, install);
    writeFileSync(path.join(root, STAMP_FILE), lockHash(root));
  });
}

async function installAll(root, install) {
  say('Installing the packages that Curbstop needs; this may take some minutes.');
  const { ok, output } = await install(['ci', '--no-progress', '--loglevel=error'], { cwd: root });
  if (!ok) {
    throw new SetupError(
      `${output}\nnpm could not install the packages. Check the connection to the network, then start again.`,
    );
  }
}

function isInstalled(root) {
  return readOrNull(path.join(root, STAMP_FILE)) === lockHash(root);
}

/** Tells whether an npm install that ran by hand put exactly the packages of the lock file there. */
function isInstalledByHand(root) {
  const record = readOrNull(path.join(root, RECORD_FILE));
  if (record === null) return false;
  const installed = JSON.parse(record).packages ?? {};
  const wanted = JSON.parse(readFileSync(path.join(root, LOCK_FILE), 'utf8')).packages;
  return Object.entries(wanted).every(
    ([place, { version, optional, devOptional, peer }]) =>
      place === '' || installed[place]?.version === version || (!installed[place] && (optional || devOptional || peer)),
  );
}

function lockHash(root) {
  return createHash('sha256')
    .update(readFileSync(path.join(root, LOCK_FILE)))
    .digest('hex');
}

function readOrNull(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}
