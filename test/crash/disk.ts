import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdtempSync, openSync, rmSync, statSync, truncateSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Backups } from '../../bridge/cli/backups.js';
import { calendarDate } from '../../bridge/contract/calendar-date.js';
import { verifyLedger } from '../../bridge/queries/proof/verify-ledger.js';
import { loadSampleTown } from '../../bridge/sample-town/load/load-sample-town.js';
import { openDatabase, openReader } from '../../bridge/store/database.js';
import { BridgeProcess, type Answer } from './bridge-process.js';
import { pairedToken } from './paired-token.js';
import { nextOpenRun, readyRun } from './ready-run.js';

/** Lets the disk under a working bridge get full, and starts one on a disk that can only be read: a small one in memory. */

const INSIDE = '--inside';
const MEGABYTES = 40;
const PAYMENTS_MAX = 2_000;
/** So much room more is there for each attempt to post a run. */
const ROOM_STEP = 64 * 1024;

if (process.argv.includes(INSIDE)) await onSmallDisk();
else inOwnMounts();

function inOwnMounts(): void {
  const program = [process.execPath, ...process.execArgv, fileURLToPath(import.meta.url), INSIDE];
  const { status, error } = spawnSync('unshare', ['--map-root-user', '--mount', ...program], { stdio: 'inherit' });
  if (error === undefined && status === 0) return;
  process.stdout.write(
    'FAULT the disk test failed, or could not be done: it needs Linux and the right to mount a disk in memory.\n',
  );
  process.exitCode = 1;
}

async function onSmallDisk(): Promise<void> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-disk-'));
  mount('-t', 'tmpfs', '-o', `size=${MEGABYTES}m`, 'tmpfs', folder);
  try {
    await fullDisk(folder);
    await fullDiskInPosting(folder);
    await readOnlyDisk(folder);
  } finally {
    spawnSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function fullDisk(folder: string): Promise<void> {
  const file = path.join(folder, 'curbstop.db');
  const now = new Date();
  await loadSampleTown({ file, accounts: 60, seed: 5, asOf: calendarDate(now.toISOString().slice(0, 10)), now });
  const database = await openDatabase(file);
  const token = await pairedToken(database, 'Disk test');
  const [account] = await database.raw<{ id: string }[]>(
    `SELECT min(account_id) AS id FROM account WHERE status = 'active'`,
  );
  await database.destroy();
  const bridge = await BridgeProcess.start(folder, randomPort());
  const filler = path.join(folder, 'filler');
  try {
    const pay = (commandId: string) => payment(bridge, token, commandId, account?.id ?? '');
    assert.equal((await pay(randomUUID())).status, 200);
    fill(filler);
    let refused: string | null = null;
    let taken = 1;
    for (; refused === null && taken < PAYMENTS_MAX; taken += 1) {
      const commandId = randomUUID();
      const { status, body } = await pay(commandId);
      if (status === 200) continue;
      assert.equal(status, 507, JSON.stringify(body));
      assert.match(JSON.stringify(body), /disk-full/);
      refused = commandId;
    }
    assert.ok(refused !== null, 'the disk did not get full');
    rmSync(filler);
    const again = await pay(refused);
    assert.deepEqual([again.status, (again.body as { outcome: string }).outcome], [200, 'applied']);
    await bridge.kill();
    const opened = await openDatabase(file);
    const [counts] = await opened.raw<{ payments: number }[]>(
      `SELECT count(*) AS payments FROM payment WHERE source = 'Disk test'`,
    );
    const { findings } = await verifyLedger(opened);
    await opened.destroy();
    assert.deepEqual(findings, []);
    assert.equal(counts?.payments, taken);
    process.stdout.write(
      `The disk got full after ${taken - 1} payments: the next one was refused in words, and taken once there was room.\n`,
    );
  } finally {
    await bridge.kill();
  }
}

/**
 * A run that is posted onto a disk that gets full is posted wholly or not at all: every attempt is refused in words until
 * there is room for all of it. The backup before it is there already, so that it is the posting which finds no room.
 */
async function fullDiskInPosting(folder: string): Promise<void> {
  const file = path.join(folder, 'curbstop.db');
  const opened = await openDatabase(file);
  const payload = await readyRun(opened, await nextOpenRun(opened));
  const token = await pairedToken(opened, 'Disk test of a posting');
  await new Backups({ database: file, backups: path.join(folder, 'backups') }).beforePosting(opened);
  await opened.destroy();
  const bridge = await BridgeProcess.start(folder, randomPort());
  const filler = path.join(folder, 'filler');
  const request = { commandId: randomUUID(), dryRun: false, reason: '', payload };
  let refused = 0;
  try {
    fill(filler);
    for (;;) {
      const { status, body } = await bridge.ask('POST', '/api/commands/post-bill-run', token, request);
      if (status === 200) break;
      assert.equal(status, 507, JSON.stringify(body));
      assert.match(JSON.stringify(body), /disk-full/);
      assert.equal(await billsOf(file, payload.billRunId), 0);
      refused += 1;
      truncateSync(filler, statSync(filler).size - ROOM_STEP);
    }
    assert.ok(refused > 1, 'the disk was not full');
  } finally {
    await bridge.kill();
    rmSync(filler, { force: true });
  }
  assert.equal(await billsOf(file, payload.billRunId), payload.confirmedBills);
  const after = await openDatabase(file);
  const { findings } = await verifyLedger(after);
  await after.destroy();
  assert.deepEqual(findings, []);
  process.stdout.write(
    `A run of ${payload.confirmedBills} bills was refused ${refused} times while the disk had no room for all of it, and left no bill behind; then it was posted whole.\n`,
  );
}

async function billsOf(file: string, billRunId: string): Promise<number> {
  const reader = await openReader(file);
  const [row] = await reader.raw<{ bills: number }[]>('SELECT count(*) AS bills FROM bill WHERE bill_run_id = ?', [
    billRunId,
  ]);
  await reader.destroy();
  return row?.bills ?? NaN;
}

async function readOnlyDisk(folder: string): Promise<void> {
  mount('-o', 'remount,ro', folder);
  await assert.rejects(BridgeProcess.start(folder, randomPort()), /write permission/);
  process.stdout.write('On a disk that can only be read the bridge does not start, and says why.\n');
}

function payment(bridge: BridgeProcess, token: string, commandId: string, accountId: string): Promise<Answer> {
  const receivedAt = new Date(Date.now() - 1000).toISOString();
  const payload = { accountId, amountCents: 100, receivedAt, source: 'Disk test' };
  return bridge.ask('POST', '/api/commands/post-payment', token, { commandId, dryRun: false, reason: '', payload });
}

/** Fills the disk to the last page but a few, which the log of the next payments takes. */
function fill(file: string): void {
  const handle = openSync(file, 'w');
  const page = Buffer.alloc(4096);
  try {
    for (;;) if (writeSync(handle, page) < page.length) return;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(handle);
  }
}

function mount(...args: string[]): void {
  const { status, stderr } = spawnSync('mount', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`mount ${args.join(' ')}: ${stderr}`);
}

function randomPort(): number {
  return 30_000 + Math.floor(Math.random() * 10_000) * 2 + 1;
}
