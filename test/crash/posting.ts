import { randomUUID } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Backups } from '../../bridge/cli/backups.js';
import { calendarDate } from '../../bridge/contract/calendar-date.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import { loadSampleTown } from '../../bridge/sample-town/load/load-sample-town.js';
import { openDatabase, type Database } from '../../bridge/store/database.js';
import type { ConfirmedRun } from '../support/town/bill-run.js';
import { BridgeProcess, type Answer } from './bridge-process.js';
import { quickProof } from './check.js';
import { pairedToken } from './paired-token.js';
import { nextOpenRun, readyRun } from './ready-run.js';

/**
 * Kills the bridge at random moments of the posting of one run, each time on the same ledger. The next bridge tells whether
 * the run was posted; the same request again posts it or is answered as applied before; and every bill is there once.
 */

const KILLS = Number(process.argv[2] ?? 20);
const KILLS_PER_PROOF = 5;
const ACCOUNTS = 400;
/** Kills come also after the posting should have ended. */
const SLACK = 1.5;
const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-posting-'));
const file = path.join(folder, 'curbstop.db');
const original = path.join(folder, 'original.db');

interface Posting {
  readonly token: string;
  readonly run: ConfirmedRun;
  readonly request: { readonly commandId: string; readonly payload: ConfirmedRun };
}

try {
  const faults = await killPostings();
  for (const fault of faults.slice(0, 20)) process.stdout.write(`FAULT ${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function killPostings(): Promise<string[]> {
  const posting = await prepare();
  const port = 30_000 + Math.floor(Math.random() * 10_000) * 2 + 1;
  // The first bridge makes the backup of the day meanwhile, and the posting waits for it.
  await millisecondsOfPosting(posting, port);
  const whole = await millisecondsOfPosting(posting, port);
  const faults: string[] = [];
  let postedBefore = 0;
  for (let kill = 1; kill <= KILLS && faults.length === 0; kill += 1) {
    restoreOriginal();
    const answer = await killedPosting(posting, port, Math.random() * whole * SLACK);
    const { wasPosted, again } = await nextBridge(posting, port);
    postedBefore += wasPosted ? 1 : 0;
    const told = [
      ...faultsOfAnswers({ answer, wasPosted, again }),
      ...(await withDatabase((db) => faultsOf(db, posting))),
    ];
    if (kill % KILLS_PER_PROOF === 0) {
      told.push(...(await withDatabase(verifyLedger)).findings.map(({ message }) => message));
    }
    faults.push(...told.map((fault) => `after kill ${kill}: ${fault}`));
  }
  if (postedBefore === 0 || postedBefore === KILLS)
    faults.push(`${postedBefore} of ${KILLS} kills came after the posting.`);
  process.stdout.write(
    `${KILLS} kills in the posting of ${posting.run.confirmedBills} bills, which takes ${whole.toFixed(0)} ms: ${postedBefore} came when it was done, the others left nothing of it; ${faults.length} faults.\n`,
  );
  return faults;
}

/** A town whose next run is ready and approved, with the backup that a posting makes, so that kills hit the posting. */
async function prepare(): Promise<Posting> {
  const now = new Date();
  await loadSampleTown({ file, accounts: ACCOUNTS, seed: 5, asOf: calendarDate(now.toISOString().slice(0, 10)), now });
  return withDatabase(async (database) => {
    const run = await readyRun(database, await nextOpenRun(database));
    const token = await pairedToken(database, 'Posting');
    await new Backups({ database: file, backups: path.join(folder, 'backups') }).beforePosting(database);
    await database.raw('PRAGMA wal_checkpoint(TRUNCATE)');
    copyFileSync(file, original);
    return { token, run, request: { commandId: randomUUID(), payload: run } };
  });
}

function restoreOriginal(): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${file}${end}`, { force: true });
  copyFileSync(original, file);
}

async function millisecondsOfPosting(posting: Posting, port: number): Promise<number> {
  restoreOriginal();
  const bridge = await BridgeProcess.start(folder, port);
  const began = performance.now();
  const { status, body } = await post(bridge, posting);
  const took = performance.now() - began;
  await bridge.kill();
  if (status !== 200) throw new Error(`The run was not posted: ${status} ${JSON.stringify(body)}`);
  return took;
}

/** The answer, where there was time for one. */
async function killedPosting(posting: Posting, port: number, afterMs: number): Promise<Answer | null> {
  const bridge = await BridgeProcess.start(folder, port);
  const answer = post(bridge, posting).catch(() => null);
  await pause(afterMs);
  await bridge.kill();
  return answer;
}

interface NextBridge {
  readonly wasPosted: boolean;
  readonly again: Answer;
}

/** What the next bridge says of the run, and what it answers to the same request. */
async function nextBridge(posting: Posting, port: number): Promise<NextBridge> {
  const bridge = await BridgeProcess.start(folder, port);
  try {
    const { status, body } = await bridge.ask('GET', `/api/runs/${posting.run.billRunId}/steps`, posting.token);
    const wasPosted = status === 409 && JSON.stringify(body).includes('run-already-posted');
    if (!wasPosted && status !== 200) throw new Error(`The steps are not told: ${status} ${JSON.stringify(body)}`);
    return { wasPosted, again: await post(bridge, posting) };
  } finally {
    await bridge.kill();
  }
}

function faultsOfAnswers({ answer, wasPosted, again }: NextBridge & { readonly answer: Answer | null }): string[] {
  const first = answer?.body as { receiptNumber: number } | undefined;
  const { outcome, receiptNumber } = again.body as { outcome: string; receiptNumber: number };
  const wanted = wasPosted ? 'already-applied' : 'applied';
  return [
    ...(outcome === wanted ? [] : [`the request again is ${outcome}, not ${wanted}`]),
    ...(first === undefined || wasPosted ? [] : ['the posting was acknowledged and is not there']),
    ...(first === undefined || first.receiptNumber === receiptNumber ? [] : ['the receipt is another one']),
  ];
}

/** The run is posted once and whole: its bills, its command, and the one run after it. */
async function faultsOf(database: Database, { run, request }: Posting): Promise<string[]> {
  const [found] = await database.raw<Record<string, number | string>[]>(
    `SELECT (SELECT count(*) FROM bill WHERE bill_run_id = ?) AS bills,
            (SELECT sum(total_cents) FROM bill WHERE bill_run_id = ?) AS cents,
            (SELECT count(*) FROM command WHERE command_id = ?) AS commands,
            (SELECT count(*) FROM command WHERE kind = 'post-bill-run') AS postings,
            (SELECT status FROM bill_run WHERE bill_run_id = ?) AS status,
            (SELECT count(*) FROM bill_run AS next JOIN bill_run AS posted USING (cycle_id)
             WHERE posted.bill_run_id = ? AND next.period_to > posted.period_to) AS next`,
    [run.billRunId, run.billRunId, request.commandId, run.billRunId, run.billRunId],
  );
  const wanted = {
    ...{
      bills: run.confirmedBills,
      cents: run.confirmedTotalCents,
      commands: 1,
      postings: 1,
      status: 'posted',
      next: 1,
    },
  };
  const isAsWanted = JSON.stringify(found) === JSON.stringify(wanted);
  return [
    ...(isAsWanted ? [] : [`there is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`]),
    ...(await quickProof(database)),
  ];
}

function post(bridge: BridgeProcess, { token, request }: Posting): Promise<Answer> {
  return bridge.ask('POST', '/api/commands/post-bill-run', token, { ...request, dryRun: false, reason: 'Crash test' });
}

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(file);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}
