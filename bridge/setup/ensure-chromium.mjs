import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { PROJECT_ROOT } from './project-root.mjs';
import { runProgram } from './run-program.mjs';
import { SetupError, say } from './say.mjs';

const LINUX_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const LINUX_FOLDERS = ['/usr/bin', '/usr/local/bin', '/snap/bin', '/opt/google/chrome'];
const MAC_PLACES = ['Chromium', 'Google Chrome', 'Microsoft Edge'].flatMap((name) =>
  ['/Applications', path.join(os.homedir(), 'Applications')].map(
    (folder) => `${folder}/${name}.app/Contents/MacOS/${name}`,
  ),
);
const WINDOWS_PLACES = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
  .map((name) => process.env[name])
  .filter((folder) => folder !== undefined)
  .flatMap((folder) =>
    ['Google/Chrome', 'Chromium', 'Microsoft/Edge'].flatMap((name) =>
      ['chrome.exe', 'msedge.exe'].map((program) => path.join(folder, name, 'Application', program)),
    ),
  );

/**
 * Gives the path of a Chromium that runs, obtaining one when there is none: by Playwright, else as root by Debian's apt.
 * Throws a SetupError with what to install when neither works.
 */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  say('Getting a Chromium for the tests in the browser; this may take some minutes.');
  for (const obtain of [installByPlaywright, installByApt]) {
    await obtain();
    const obtained = await findChromium();
    if (obtained) return obtained;
  }
  throw new SetupError(
    'The tests need Chromium: install Chromium or Google Chrome, or set CHROMIUM_PATH to one, and run again.',
  );
}

/** The path of the first Chromium that runs, or null. CHROMIUM_PATH goes before all. */
export async function findChromium() {
  for (const place of places()) if (existsSync(place) && (await runs(place))) return place;
  return null;
}

function places() {
  const chosen = process.env.CHROMIUM_PATH;
  const known = { darwin: MAC_PLACES, win32: WINDOWS_PLACES }[process.platform] ?? linuxPlaces();
  return [...(chosen ? [chosen] : []), ...known, ...playwrightPlaces()];
}

function linuxPlaces() {
  const folders = [...LINUX_FOLDERS, ...(process.env.PATH ?? '').split(path.delimiter)].filter(
    (folder) => folder !== '',
  );
  return LINUX_NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name)));
}

/** The browser that this version of Playwright would use, and any that another version left in its cache. */
function playwrightPlaces() {
  const require = createRequire(path.join(PROJECT_ROOT, 'package.json'));
  const expected = require('playwright-core').chromium.executablePath();
  if (!expected) return [];
  const [, cache, inside] = /^(.*)[/\\]chromium-\d+[/\\](.*)$/.exec(expected) ?? [];
  if (!cache || !existsSync(cache)) return [expected];
  const kept = readdirSync(cache).filter((name) => /^chromium-\d+$/.test(name));
  return [expected, ...kept.map((name) => path.join(cache, name, inside))];
}

/** A downloaded browser may lack the system's libraries; one that tells its version has them. Windows shows a window instead. */
async function runs(place) {
  if (process.platform === 'win32') return true;
  return (await runProgram(place, ['--version'], { secondsMax: 30 })).ok;
}

async function installByPlaywright() {
  const cli = path.join(PROJECT_ROOT, 'node_modules', 'playwright-core', 'cli.js');
  const env = { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '20000' };
  await runProgram(process.execPath, [cli, 'install', 'chromium'], { env, secondsMax: 600 });
}

async function installByApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runProgram('apt-get', ['update', '-qq'], { env, secondsMax: 300 });
  await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    secondsMax: 900,
  });
}
