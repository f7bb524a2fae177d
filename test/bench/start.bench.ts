import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:https';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { calendarDate } from '../../bridge/contract/calendar-date.js';
import { packageRoot } from '../../bridge/files/package-root.js';
import { loadSampleTown } from '../../bridge/sample-town/load/load-sample-town.js';
import { openDatabase } from '../../bridge/store/database.js';

/** Prints how long a town takes to make and the bridge to start, each beside a baseline measured in the same run. */

const ACCOUNTS = Number(process.argv[2] ?? 13_000);
const RUNS = 3;
const BRIDGE_PORT = 27_100;
const BARE_PORT = 27_101;
const root = packageRoot();
const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-bench-'));
const database = path.join(folder, 'curbstop.db');

try {
  await benchTown();
  await benchStart();
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** The baseline is SQLite copying the same rows into a new file. */
async function benchTown(): Promise<void> {
  const asOf = calendarDate('2026-11-23');
  const town = await seconds(() =>
    loadSampleTown({ file: database, accounts: ACCOUNTS, seed: 1, asOf, now: new Date() }),
  );
  const opened = await openDatabase(database);
  const copy = await seconds(() => opened.raw('VACUUM INTO ?', [path.join(folder, 'copy.db')]));
  await opened.destroy();
  line(`sample town of ${ACCOUNTS.toLocaleString('en-US')} accounts`, town, 'copying its rows', copy);
}

/** The baseline is a program of three lines that answers one https request. */
async function benchStart(): Promise<void> {
  const bridge = ['dist/bridge/main.js', 'start', '--data', folder, '--port', String(BRIDGE_PORT)];
  await timeStart(bridge, BRIDGE_PORT, '/api/hello');
  const certificate = path.join(folder, 'certificate');
  const bare = ['test/bench/bare-server.mjs', String(BARE_PORT), certificate];
  const bridgeRuns: Started[] = [];
  const bareRuns: Started[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    bridgeRuns.push(await timeStart(bridge, BRIDGE_PORT, '/api/hello'));
    bareRuns.push(await timeStart(bare, BARE_PORT, '/'));
  }
  line(
    'start to first answer',
    median(bridgeRuns.map((run) => run.seconds)),
    'a bare https server',
    median(bareRuns.map((run) => run.seconds)),
  );
  const megabytes = (runs: Started[]) => median(runs.map((run) => run.idleMegabytes));
  process.stdout.write(
    `idle memory: ${megabytes(bridgeRuns).toFixed(0)} MB; a bare https server: ${megabytes(bareRuns).toFixed(0)} MB; ratio ${(megabytes(bridgeRuns) / megabytes(bareRuns)).toFixed(2)}\n`,
  );
}

interface Started {
  readonly seconds: number;
  readonly idleMegabytes: number;
}

async function timeStart(args: readonly string[], port: number, at: string): Promise<Started> {
  const began = performance.now();
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'ignore' });
  try {
    while (!(await answers(port, at))) await pause(10);
    const took = (performance.now() - began) / 1000;
    await pause(2_000);
    return { seconds: took, idleMegabytes: residentMegabytes(child) };
  } finally {
    child.kill();
    await new Promise((resolve) => child.once('exit', resolve));
  }
}

function answers(port: number, at: string): Promise<boolean> {
  return new Promise((resolve) => {
    const asked = request(
      {
        host: '127.0.0.1',
        port,
        path: at,
        rejectUnauthorized: false,
        agent: false,
        headers: { host: `localhost:${port}`, 'sec-fetch-site': 'same-origin' },
      },
      (res) => {
        res.resume();
        resolve(res.statusCode === 200);
      },
    );
    asked.on('error', () => resolve(false));
    asked.end();
  });
}

/** Resident memory as Linux tells it; elsewhere not a number, which the line shows. */
function residentMegabytes({ pid }: ChildProcess): number {
  if (process.platform !== 'linux' || pid === undefined) return NaN;
  const [, kilobytes = 'NaN'] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
  return Number(kilobytes) / 1024;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

function line(what: string, took: number, baseline: string, tookBaseline: number): void {
  const ratio = (took / tookBaseline).toFixed(2);
  process.stdout.write(`${what}: ${took.toFixed(2)} s; ${baseline}: ${tookBaseline.toFixed(2)} s; ratio ${ratio}\n`);
}
