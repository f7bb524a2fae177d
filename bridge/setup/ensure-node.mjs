import { SetupError } from './say.mjs';

const NODE_MIN = [20, 19];

/** Throws a SetupError when this Node is too old to run Curbstop. */
export function checkNodeVersion(version = process.versions.node) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NODE_MIN[0] || (major === NODE_MIN[0] && minor >= NODE_MIN[1])) return;
  throw new SetupError(
    `Curbstop needs Node.js ${NODE_MIN.join('.')} or newer; this is ${version}. Install a newer one from https://nodejs.org and start again.`,
  );
}
