// Runs everything from a bare clone: `npm test`, or `npm test -- test/some.test.ts` for chosen files without the checks.
// The last line on the standard output is "N passed, N failed".
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { checkNodeVersion } from '../bridge/setup/ensure-node.mjs';
import { PROJECT_ROOT } from '../bridge/setup/project-root.mjs';
import { SetupError, say } from '../bridge/setup/say.mjs';

const ALL_TESTS = ['test/**/*.test.ts'];
const WALLS = ['--config', '.dependency-cruiser.cjs', 'addin', 'bridge', 'migrations'];
/** More processes than this gain little, and each makes a sample town of its own. */
const PROCESSES_MAX = 4;
/** The same sequences each time, so that a red run is of the change; the long runs and a bare mocha take others. */
const SEED = process.env.CURBSTOP_SEED ?? '20261127';
const chosen = process.argv.slice(2);
const count = { passed: 0, failed: 0 };

try {
  checkNodeVersion();
  await runAll();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  count.failed += 1;
}
process.stdout.write(`${count.passed} passed, ${count.failed} failed\n`);
process.exitCode = count.failed === 0 ? 0 : 1;

async function runAll() {
  const { ensureInstalled } = await import('../bridge/setup/ensure-install.mjs');
  const { ensureBuilt } = await import('../bridge/setup/ensure-build.mjs');
  const { ensureChromium } = await import('../bridge/setup/ensure-chromium.mjs');
  const { ensureOpenSsh } = await import('../bridge/setup/ensure-open-ssh.mjs');
  await ensureInstalled();
  const chromium = await ensureChromium();
  const openSsh = await ensureOpenSsh();
  const builds = async () => {
    await check('the bridge builds', () => ensureBuilt('bridge'));
    await check('the add-in builds', () => ensureBuilt('addin'));
  };
  if (chosen.length === 0) await runChecks(builds);
  else await builds();
  await runMocha({ chromium, openSsh });
}

/** Checks on the code as a whole count as tests; all of them run, also when one fails. Two at a time, so that two cores are busy. */
async function runChecks(builds) {
  const { runProgram } = await import('../bridge/setup/run-program.mjs');
  const tool =
    (script, ...args) =>
    async () => {
      const program = path.join(PROJECT_ROOT, 'node_modules', script);
      const { ok, output } = await runProgram(process.execPath, [program, ...args], { cwd: PROJECT_ROOT });
      if (!ok) throw new SetupError(output);
    };
  await Promise.all([
    (async () => {
      await builds();
      await check('the code is laid out alike', tool('prettier/bin/prettier.cjs', '--check', '.'));
    })(),
    (async () => {
      await check('the linter finds nothing', tool('eslint/bin/eslint.js', '.'));
      await check('the types hold', tool('typescript/bin/tsc', '-p', 'tsconfig.json'));
      await check('the walls of the house stand', tool('dependency-cruiser/bin/dependency-cruise.mjs', ...WALLS));
    })(),
  ]);
}

async function check(title, work) {
  try {
    await work();
    count.passed += 1;
    process.stdout.write(`  ✔ ${title}\n`);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    count.failed += 1;
    process.stdout.write(`  ✘ ${title}\n${error.message}\n`);
  }
}

async function runMocha({ chromium, openSsh }) {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-test-'));
  const counts = path.join(folder, 'counts.json');
  const mocha = path.join(PROJECT_ROOT, 'node_modules', 'mocha', 'bin', 'mocha.js');
  const reporter = ['--reporter', path.join(PROJECT_ROOT, 'test', 'support', 'closing-line-reporter.cjs')];
  const processes = Math.min(os.availableParallelism(), PROCESSES_MAX);
  const parallel = ['--parallel', '--jobs', String(processes)];
  const args = [mocha, ...(chosen.length === 0 ? ALL_TESTS : chosen), ...parallel, ...reporter];
  const env = {
    ...process.env,
    CURBSTOP_SEED: SEED,
    CHROMIUM_PATH: chromium,
    SSHD_PATH: openSsh,
    CURBSTOP_TEST_COUNTS: counts,
  };
  const code = await new Promise((resolve) => {
    spawn(process.execPath, args, { cwd: PROJECT_ROOT, env, stdio: 'inherit' }).once('close', resolve);
  });
  addCounts(counts, code);
  rmSync(folder, { recursive: true, force: true });
}

/** A run that ended badly is a failure even when no single test was. */
function addCounts(file, code) {
  let mocha = { passed: 0, failed: 0 };
  try {
    mocha = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    mocha.failed = 1;
    process.stdout.write('mocha ended before it had run the tests.\n');
  }
  count.passed += mocha.passed;
  count.failed += code !== 0 && mocha.failed === 0 ? 1 : mocha.failed;
}
