// Makes the pictures of the README from a bare clone: `npm run screenshots`.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { checkNodeVersion } from '../../bridge/setup/ensure-node.mjs';
import { PROJECT_ROOT } from '../../bridge/setup/project-root.mjs';
import { SetupError, say } from '../../bridge/setup/say.mjs';

try {
  checkNodeVersion();
  process.exitCode = await makePictures();
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}

async function makePictures() {
  const { ensureInstalled } = await import('../../bridge/setup/ensure-install.mjs');
  const { ensureBuilt } = await import('../../bridge/setup/ensure-build.mjs');
  const { ensureChromium } = await import('../../bridge/setup/ensure-chromium.mjs');
  await ensureInstalled();
  const env = { ...process.env, CHROMIUM_PATH: await ensureChromium() };
  for (const part of ['bridge', 'addin']) await ensureBuilt(part);
  const tsx = path.join(PROJECT_ROOT, 'node_modules', 'tsx', 'dist', 'cli.mjs');
  const script = path.join(PROJECT_ROOT, 'test', 'screenshots', 'screenshots.ts');
  return new Promise((resolve) => {
    spawn(process.execPath, [tsx, script], { cwd: PROJECT_ROOT, env, stdio: 'inherit' }).once('close', resolve);
  });
}
