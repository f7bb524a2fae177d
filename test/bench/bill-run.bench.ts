import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openDatabase } from '../../bridge/store/database.js';
import { OPEN_RUN_ID } from './reading-town.js';

/**
 * Prints what it takes to calculate, judge and add up the bills of a run, once and again, and to post them, beside plain SQL
 * reading the same rows; and how it grows with the accounts. Sizes are arguments; with --keep FOLDER the towns are made once
 * and used again.
 */

const [KEPT, SIZES] = asked(process.argv.slice(2));
const NOW = '2026-11-26T15:00:00Z';

const figuresSchema = z.object({ seconds: z.number(), megabytes: z.number(), waitMs: z.number() });
const toldSchema = z.object({
  bills: z.number(),
  preview: figuresSchema,
  again: figuresSchema,
  approval: figuresSchema,
  post: figuresSchema,
});
type Told = z.infer<typeof toldSchema>;

const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-bench-'));
try {
  const measured: Told[] = [];
  for (const accounts of SIZES) measured.push(await bench(accounts));
  const [small, large] = [measured[0], measured.at(-1)];
  if (small && large && small !== large) {
    print(`${count(large.bills)} bills beside ${count(small.bills)}`, [
      `preview takes ${(large.preview.seconds / small.preview.seconds).toFixed(2)} times as long`,
      `posting ${(large.post.seconds / small.post.seconds).toFixed(2)} times`,
    ]);
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function bench(accounts: number): Promise<Told> {
  const file = path.join(folder, `${accounts}.db`);
  copyFileSync(townOf(accounts), file);
  const reading = await secondsOfReading(file);
  const told = postedByTheBridge(file);
  if (told.bills !== accounts) throw new Error(`${told.bills} of ${accounts} accounts were billed.`);
  print(`${count(accounts)} bills of three services`, [`plain SQL reading their rows ${reading.toFixed(2)} s`]);
  for (const [what, figures] of Object.entries({
    'calculated, judged and added up': told.preview,
    'the steps, with every bill looked at again': told.again,
    approved: told.approval,
    posted: told.post,
  })) {
    print(`  ${what}`, [
      `${figures.seconds.toFixed(2)} s, ${count(Math.round(accounts / figures.seconds))} bills/s`,
      `ratio to reading ${(figures.seconds / reading).toFixed(1)}`,
      `memory at most ${figures.megabytes.toFixed(0)} MB`,
      `others wait ${figures.waitMs.toFixed(0)} ms at most`,
    ]);
  }
  rmSync(file);
  return told;
}

/** In a process of its own: what making the town takes is no memory of the run. */
function townOf(accounts: number): string {
  const home = KEPT ?? folder;
  mkdirSync(home, { recursive: true });
  const file = path.join(home, `bill-town-${accounts}.db`);
  if (existsSync(file)) return file;
  const writer = fileURLToPath(new URL('write-bill-town.ts', import.meta.url));
  const building = `${file}.building`;
  for (const end of ['', '-wal', '-shm']) rmSync(`${building}${end}`, { force: true });
  execFileSync(process.execPath, ['--import', 'tsx', writer, building, String(accounts)], { stdio: 'inherit' });
  renameSync(building, file);
  print(`a town of ${count(accounts)} accounts`, [`${(statSync(file).size / 2 ** 20).toFixed(0)} MB`]);
  return file;
}

/** As the bridge does it: what is built, in a process of its own. */
function postedByTheBridge(file: string): Told {
  const program = fileURLToPath(new URL('bill-run-once.mjs', import.meta.url));
  const said = execFileSync(process.execPath, [program, file, OPEN_RUN_ID, NOW], { encoding: 'utf8' });
  return toldSchema.parse(JSON.parse(said));
}

/** What a preview reads, row by row. */
async function secondsOfReading(file: string): Promise<number> {
  const database = await openDatabase(file);
  const began = performance.now();
  for (const query of [
    `SELECT account_id, name, address, route_id, rate_class, opened_on, closed_on, status
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)`,
    'SELECT account_id, service, tariff_id, carts, unmetered_gallons FROM service',
    `SELECT account_id, status, usage_gallons, previous_value, value, size, dials, multiplier, unit
     FROM period_read JOIN meter USING (meter_id) JOIN register USING (meter_id, register_number)
     WHERE bill_run_id = '${OPEN_RUN_ID}'`,
    'SELECT account_id, period_from, period_to, billed_on, total_cents FROM bill',
  ]) {
    await database.raw(query);
  }
  const took = (performance.now() - began) / 1000;
  await database.destroy();
  return took;
}

function asked(words: readonly string[]): [string | undefined, number[]] {
  const keep = words.indexOf('--keep');
  const sizes = words.filter((_, index) => keep === -1 || (index !== keep && index !== keep + 1)).map(Number);
  return [keep === -1 ? undefined : words[keep + 1], sizes.length > 0 ? sizes : [10_000, 100_000]];
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function print(what: string, figures: readonly string[]): void {
  process.stdout.write(`${what}: ${figures.join('; ')}\n`);
}
