import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { calendarDate } from '../../bridge/contract/calendar-date.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import { loadSampleTown } from '../../bridge/sample-town/load/load-sample-town.js';
import { openDatabase, type Database } from '../../bridge/store/database.js';
import { keepPull } from '../../bridge/store/sheet-pulls.js';
import { BridgeProcess } from './bridge-process.js';
import { acknowledgedAreThere, effectsAreThereOnce, quickProof } from './check.js';
import { Client } from './client.js';
import { pairedToken } from './paired-token.js';
import { Work } from './work.js';

/** Kills a working bridge again and again, and proves that nothing acknowledged was lost and nothing was done twice. */

const KILLS = Number(process.argv[2] ?? 200);
const KILLS_PER_POSTING = 20;
const KILLS_PER_PROOF = 4;
const WORK_MS_MIN = 5;
const WORK_MS_MAX = 400;
/** A posting makes a backup first; so it is killed before, in and after the backup, in the posting, and when it is done. */
const POSTING_MS_MAX = 4_000;
const ANSWER_MS_MAX = 30_000;
const ACCOUNTS = 200;
const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-crash-'));
const file = path.join(folder, 'curbstop.db');

try {
  const faults = await crashRun();
  for (const fault of faults.slice(0, 20)) process.stdout.write(`FAULT ${fault}\n`);
  process.exitCode = faults.length === 0 ? 0 : 1;
} finally {
  rmSync(folder, { recursive: true, force: true });
}

async function crashRun(): Promise<string[]> {
  const now = new Date();
  await loadSampleTown({ file, accounts: ACCOUNTS, seed: 5, asOf: calendarDate(now.toISOString().slice(0, 10)), now });
  const { work, clients } = await withDatabase(prepare);
  const faults: string[] = [];
  const port = 30_000 + Math.floor(Math.random() * 10_000) * 2 + 1;
  for (let kill = 1; kill <= KILLS && faults.length === 0; kill += 1) {
    if (kill % KILLS_PER_POSTING === 1) await withDatabase((database) => work.preparePosting(database));
    const bridge = await BridgeProcess.start(folder, port);
    const working = clients.map((client) => client.work(bridge));
    await answered(clients);
    await pause(WORK_MS_MIN + Math.random() * ((isPosting(clients) ? POSTING_MS_MAX : WORK_MS_MAX) - WORK_MS_MIN));
    await bridge.kill();
    await Promise.all(working);
    // Opening the database here would mend what the kill left, which the next bridge is to do by itself most of the time.
    if (kill % KILLS_PER_PROOF === 0) {
      faults.push(...(await withDatabase(quickProof)).map((fault) => `after kill ${kill}: ${fault}`));
    }
    faults.push(...clients.flatMap(({ refusals }) => refusals));
    if (kill % KILLS_PER_POSTING === 0) tell(kill, clients);
  }
  return [...faults, ...(await withDatabase((database) => proveAll(database, clients)))];
}

/** Waits for a command to be answered, so that also a slow machine is at work when the bridge is killed. */
async function answered(clients: readonly Client[]): Promise<void> {
  const answers = () => clients.reduce((sum, client) => sum + client.answers, 0);
  const before = answers();
  for (const began = Date.now(); answers() === before && Date.now() - began < ANSWER_MS_MAX;) await pause(5);
}

/** Tells whether a run or a file is being posted, or was when the bridge was killed. */
function isPosting(clients: readonly Client[]): boolean {
  const written = clients.flatMap(({ journal }) => journal.read());
  const postings = ['post-bill-run', 'import-payments'];
  return written.some(({ command, receipt }) => postings.includes(command.kind) && receipt === null);
}

async function proveAll(database: Database, clients: readonly Client[]): Promise<string[]> {
  const written = clients.flatMap(({ journal }) => journal.read());
  const { findings } = await verifyLedger(database);
  const faults = [
    ...(await acknowledgedAreThere(database, written)),
    ...(await effectsAreThereOnce(database, written)),
    ...findings.map((finding) => finding.message),
  ];
  const acknowledged = written.filter(({ receipt }) => receipt !== null).length;
  if (acknowledged < KILLS) faults.push(`Only ${acknowledged} commands were acknowledged around ${KILLS} kills.`);
  const [counts] = await database.raw<{ commands: number; runs: number; files: number }[]>(
    `SELECT (SELECT count(*) FROM command WHERE reason = 'Crash test') AS commands,
            (SELECT count(*) FROM command WHERE kind = 'post-bill-run') AS runs,
            (SELECT count(*) FROM command WHERE kind = 'import-payments') AS files`,
  );
  process.stdout.write(
    `${written.length} commands were sent, ${counts?.commands} are in the books (${counts?.runs} of them bill runs, ${counts?.files} payment files); ${faults.length} faults.\n`,
  );
  return faults;
}

function tell(kills: number, clients: readonly Client[]): void {
  const written = clients.flatMap(({ journal }) => journal.read());
  const acknowledged = written.filter(({ receipt }) => receipt !== null).length;
  process.stdout.write(`${kills} kills: ${written.length} commands sent, ${acknowledged} acknowledged\n`);
}

/** Pairs four clients by writing their tokens' hashes, as pairing does, and gives them work. */
async function prepare(database: Database): Promise<{ work: Work; clients: Client[] }> {
  const pullIds = { adjustments: randomUUID(), accountEntries: randomUUID() };
  const pull = { parameters: {}, asOf: new Date().toISOString(), personId: 'supervisor' };
  await keepPull(database, { ...pull, pullId: pullIds.adjustments, kind: 'adjustments' }, []);
  await keepPull(database, { ...pull, pullId: pullIds.accountEntries, kind: 'account-entries' }, []);
  const accounts = await database.raw<{ id: string }[]>(
    `SELECT account_id AS id FROM account JOIN service USING (account_id) WHERE status = 'active' AND service = 'water'`,
  );
  const work = new Work(
    accounts.map(({ id }) => id),
    pullIds,
  );
  const sources = [
    () => work.payment(),
    () => work.adjustment(),
    () => work.accountEntryOrFile(),
    () => work.postingOrPayment(),
  ];
  const clients: Client[] = [];
  for (const [index, next] of sources.entries()) {
    const token = await pairedToken(database, `Client ${index + 1}`);
    clients.push(new Client(path.join(folder, `client-${index + 1}.jsonl`), token, next));
  }
  return { work, clients };
}

async function withDatabase<Result>(work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase(file);
  try {
    return await work(database);
  } finally {
    await database.destroy();
  }
}
