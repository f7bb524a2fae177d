import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { calendarDate } from '../../bridge/contract/calendar-date.js';
import { groupBy } from '../../bridge/contract/group-by.js';
import { needsDecision } from '../../bridge/domain/metering/read-facts.js';
import { loadSampleTown } from '../../bridge/sample-town/load/load-sample-town.js';
import { openDatabase } from '../../bridge/store/database.js';
import { isFound, judgeTown, type JudgedStop } from '../support/town/precision.js';

/**
 * Prints how many of the faults planted on the walks of made-up towns the review finds, and how many good reads it flags:
 * both cycles, several towns, in winter, spring, summer and autumn. `--detail` shows the good reads that were flagged.
 */

const ACCOUNTS = 2_000;
const SEEDS = [1, 2];
const DAYS = ['2026-02-23', '2026-05-23', '2026-08-23', '2026-11-23'].map(calendarDate);
const FOUND_GOAL = 0.95;
const FLAGGED_GOAL = 0.03;
const detail = process.argv.includes('--detail');

const all: JudgedStop[] = [];
for (const day of DAYS) {
  const ofDay: JudgedStop[] = [];
  for (const seed of SEEDS) ofDay.push(...(await judgedTown(seed, day)));
  print(`${day}, ${SEEDS.length} towns of ${ACCOUNTS.toLocaleString('en-US')} accounts`, ofDay);
  all.push(...ofDay);
}
for (const [planted, stops] of groupBy(all, (each) => each.planted ?? 'good')) {
  if (planted !== 'good') say(`  ${planted}: ${share(stops.filter(isFound).length, stops.length)}`);
}
const good = all.filter(({ planted }) => planted === null);
const why = groupBy(
  good.filter(isFlagged).flatMap(({ state }) => state.exceptions),
  ({ code }) => code,
);
for (const [code, found] of why) say(`  good reads with ${code}: ${found.length}`);
if (detail) {
  for (const { stop, state } of good.filter(isFlagged)) {
    say(`  ${stop.accountId} ${stop.rateClass} ${state.exceptions.map(({ sentence }) => sentence).join(' ')}`);
  }
}
const { found, flagged } = print('all', all);
const isMet = found >= FOUND_GOAL && flagged <= FLAGGED_GOAL;
say(`goal: at least 95% of planted faults found, at most 3% of good reads flagged: ${isMet ? 'met' : 'missed'}`);
process.exitCode = isMet ? 0 : 1;

async function judgedTown(seed: number, day: (typeof DAYS)[number]): Promise<JudgedStop[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-bench-'));
  const file = path.join(folder, 'curbstop.db');
  try {
    await loadSampleTown({ file, accounts: ACCOUNTS, seed, asOf: day, now: new Date(`${day}T18:00:00Z`) });
    const database = await openDatabase(file);
    try {
      return await judgeTown(database, seed, day);
    } finally {
      await database.destroy();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function print(what: string, judged: readonly JudgedStop[]): { found: number; flagged: number } {
  const faults = judged.filter(({ planted }) => planted !== null);
  const sound = judged.filter(({ planted }) => planted === null);
  const [hits, alarms] = [faults.filter(isFound).length, sound.filter(isFlagged).length];
  say(`${what}: faults found ${share(hits, faults.length)}; good reads flagged ${share(alarms, sound.length)}`);
  return { found: hits / faults.length, flagged: alarms / sound.length };
}

function isFlagged({ state }: JudgedStop): boolean {
  return needsDecision(state.exceptions);
}

function share(part: number, whole: number): string {
  return `${part} of ${whole} (${((100 * part) / whole).toFixed(2)}%)`;
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
