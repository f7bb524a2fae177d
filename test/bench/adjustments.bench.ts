import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/**
 * Prints what the bridge takes to preview and to push an adjustment of every account, with its rules and entries, beside
 * plain SQL writing the same rows with nothing around them, in the same run. The accounts are an argument.
 */

const ACCOUNTS = Number(process.argv[2] ?? 10_000);
const NOW = '2026-11-26T15:00:00Z';

interface Told {
  readonly rows: number;
  readonly entries: number;
  readonly postings: number;
  readonly preview: number;
  readonly push: number;
  readonly copying: number;
}

const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-bench-'));
try {
  const file = path.join(folder, 'town.db');
  const here = import.meta.dirname;
  const writer = path.join(here, 'write-bill-town.ts');
  execFileSync(process.execPath, ['--import', 'tsx', writer, file, String(ACCOUNTS)], { stdio: 'inherit' });
  const told = JSON.parse(
    execFileSync(process.execPath, [path.join(here, 'adjustments-once.mjs'), file, NOW], { encoding: 'utf8' }),
  ) as Told;
  const per = (seconds: number) =>
    `${seconds.toFixed(2)} s, ${Math.round(told.rows / seconds).toLocaleString('en-US')} rows/s`;
  print(`${told.rows.toLocaleString('en-US')} adjustments, ${told.entries.toLocaleString('en-US')} entries`, [
    `${told.postings.toLocaleString('en-US')} postings`,
  ]);
  print('preview', [per(told.preview)]);
  const ratio = `${(told.push / told.copying).toFixed(1)} times plain SQL writing the same rows, ${told.copying.toFixed(2)} s`;
  print('push', [per(told.push), ratio]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function print(what: string, figures: readonly string[]): void {
  process.stdout.write(`${what}: ${figures.join('; ')}\n`);
}
