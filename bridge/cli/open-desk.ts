import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import open from 'open';
import { packageRoot } from '../files/package-root.js';
import { say } from './console.js';

const MANIFEST_ORIGIN = 'https://localhost:3910';

export interface DeskOptions {
  readonly port: number;
  readonly workbench: boolean;
}

/** Opens Excel with the add-in side-loaded on Windows and Mac, and the workbench elsewhere or when asked for. */
export async function openDesk({ port, workbench }: DeskOptions): Promise<void> {
  const sideLoader = path.join(packageRoot(), 'node_modules', 'office-addin-debugging', 'cli.js');
  const hasExcel = process.platform === 'win32' || process.platform === 'darwin';
  if (hasExcel && !workbench && existsSync(sideLoader)) return sideLoad(sideLoader, port);
  const address = `https://localhost:${port}/workbench/`;
  if (canShowBrowser()) await open(address);
  else say(`Open ${address} in a browser on this computer.`);
}

/** Excel reads the manifest's addresses, so another port needs a manifest that names it. */
async function sideLoad(sideLoader: string, port: number): Promise<void> {
  const manifest = path.join(packageRoot(), 'manifest.xml');
  const used = port === 3910 ? manifest : await manifestForPort(manifest, port);
  say('Opening Excel with Curbstop.');
  const child = spawn(process.execPath, [sideLoader, 'start', used, 'desktop', '--no-debug'], { stdio: 'ignore' });
  child.on('error', () => say('Excel could not be opened; open it yourself and add the manifest.xml by hand.'));
  child.on('exit', (code) => {
    if (code !== 0) say('Excel could not be opened with the add-in; see the README for adding it by hand.');
  });
}

async function manifestForPort(manifest: string, port: number): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'curbstop-manifest-'));
  const file = path.join(folder, 'manifest.xml');
  const text = await readFile(manifest, 'utf8');
  await writeFile(file, text.replaceAll(MANIFEST_ORIGIN, `https://localhost:${port}`));
  return file;
}

function canShowBrowser(): boolean {
  if (process.env['CI'] !== undefined || !process.stdout.isTTY) return false;
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY']);
}
