#!/usr/bin/env node
// The launcher: readies a fresh clone, then runs the bridge's own program in this process.
// It is plain JavaScript without dependencies, because it runs before anything is installed or built.
import { checkNodeVersion } from './ensure-node.mjs';
import { SetupError, say } from './say.mjs';

try {
  checkNodeVersion();
  const { ensureInstalled } = await import('./ensure-install.mjs');
  const { ensureBuilt, BRIDGE_PROGRAM } = await import('./ensure-build.mjs');
  const { pathToFileURL } = await import('node:url');

  const args = process.argv.slice(2);
  await ensureInstalled();
  await ensureBuilt('bridge');
  if (args[0] === 'start') await ensureBuilt('addin');

  process.argv = [process.argv[0], BRIDGE_PROGRAM, ...args];
  await import(pathToFileURL(BRIDGE_PROGRAM).href);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  say(error.message);
  process.exitCode = 1;
}
