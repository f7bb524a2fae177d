import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PROJECT_ROOT } from './project-root.mjs';
import { runNpm } from './run-program.mjs';
import { SetupError, say } from './say.mjs';
import { withSetupLock } from './setup-lock.mjs';

/** The bridge's own program, once built. */
export const BRIDGE_PROGRAM = path.join(PROJECT_ROOT, 'dist', 'bridge', 'main.js');

/** What each half of Curbstop is built from and to. Old output goes first: a renamed migration must not run twice. */
const PARTS = {
  bridge: {
    sources: ['bridge', 'migrations', 'tsconfig.json', 'package-lock.json'],
    outputs: ['dist/bridge', 'dist/migrations'],
  },
  addin: {
    sources: ['addin', 'bridge/contract', 'manifest.xml', 'webpack.config.js', 'tsconfig.json', 'package-lock.json'],
    outputs: ['dist/addin'],
  },
};

/** Builds the part ("bridge" or "addin") when its output is missing or older than its sources. */
export async function ensureBuilt(part, { root = PROJECT_ROOT, build = runNpm, lock = withSetupLock } = {}) {
  if (isBuilt(part, root)) return;
  await lock(async () => {
    if (!isBuilt(part, root)) await buildPart(part, { root, build });
  });
}

async function buildPart(part, { root, build }) {
  say(`Building the ${part === 'addin' ? 'add-in' : part}.`);
  // Taken before the build, so that a change made during it is built next time.
  const newest = newestOf(part, root);
  rmSync(stampFile(part, root), { force: true });
  for (const output of PARTS[part].outputs) rmSync(path.join(root, output), { recursive: true, force: true });
  const { ok, output } = await build(['run', '--silent', `build:${part}`], { cwd: root });
  if (!ok) throw new SetupError(`${output}\nThe ${part} could not be built; the messages above say why.`);
  mkdirSync(path.join(root, 'dist'), { recursive: true });
  writeFileSync(stampFile(part, root), String(newest));
}

function isBuilt(part, root) {
  const present = PARTS[part].outputs.every((output) => existsSync(path.join(root, output)));
  return (
    present && existsSync(stampFile(part, root)) && Number(readFileSync(stampFile(part, root))) >= newestOf(part, root)
  );
}

function stampFile(part, root) {
  return path.join(root, 'dist', `.built-${part}`);
}

function newestOf(part, root) {
  return Math.max(...PARTS[part].sources.map((source) => newestTime(path.join(root, source))));
}

/** The newest change of a file or of anything in a folder. A folder's own time tells of files removed or renamed. */
function newestTime(place) {
  if (!existsSync(place)) return 0;
  const stats = statSync(place);
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(stats.mtimeMs, ...readdirSync(place).map((name) => newestTime(path.join(place, name))));
}
