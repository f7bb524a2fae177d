import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { postPayment } from '../../bridge/commands/post-payment.js';
import { CommandProcessor } from '../../bridge/commands/processor.js';
import { accountBalances } from '../../bridge/queries/balances.js';
import { openItems } from '../../bridge/queries/open-items.js';
import { openDatabase, type Database } from '../../bridge/store/database.js';
import { actorOf } from '../support/town/town.js';
import { accountIdOf, writeAccounts } from './ledger-accounts.js';
import { BILLED_ON, postBills, POSTED_TABLES, prepareBills } from './ledger-bills.js';
import { hasSqliteTool, secondsOfImport } from './sqlite-tool.js';
import { watchMemory } from './watch-memory.js';

/**
 * Prints what the ledger takes to post a bill for every account, to tell balances and to take payments, each beside
 * SQLite doing the like with nothing around it, measured in the same run; and how it grows with the accounts.
 */

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000];
const PAYMENTS = 100;
const NOW = new Date('2026-11-23T15:00:00Z');

interface Measured {
  readonly accounts: number;
  readonly posting: number;
  readonly payment: number;
}

const measured: Measured[] = [];
for (const accounts of SIZES) measured.push(await bench(accounts));
const [small, large] = [measured[0], measured.at(-1)];
if (small && large && small !== large) {
  print(`${count(large.accounts)} accounts beside ${count(small.accounts)}`, [
    `posting takes ${(large.posting / small.posting).toFixed(2)} times as long`,
    `a payment ${(large.payment / small.payment).toFixed(2)} times as long`,
  ]);
}

async function bench(accounts: number): Promise<Measured> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-bench-'));
  const file = path.join(folder, 'curbstop.db');
  const peak = watchMemory();
  const ledger = await openDatabase(file);
  try {
    await writeAccounts(ledger, accounts);
    const bills = await prepareBills(ledger, accounts);
    const posting = await seconds(() => postBills(ledger, bills));
    const most = peak();
    await printPosting(ledger, file, accounts, posting);
    print('memory while posting, at most', [`${most.toFixed(0)} MB`]);
    await benchBalances(ledger, accounts);
    const payment = await benchPayments(ledger, accounts, folder);
    return { accounts, posting, payment };
  } finally {
    await ledger.destroy();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function printPosting(ledger: Database, file: string, accounts: number, posting: number): Promise<void> {
  const [row] = await ledger.raw<{ rows: number }[]>(
    `SELECT ${POSTED_TABLES.map((table) => `(SELECT count(*) FROM ${table})`).join(' + ')} AS rows`,
  );
  const rows = row?.rows ?? 0;
  const rate = (took: number) => `${took.toFixed(2)} s, ${count(Math.round(rows / took))} rows/s`;
  const tool = hasSqliteTool() ? await secondsOfImport(file, POSTED_TABLES) : null;
  print(`${count(accounts)} bills of three services written, ${count(rows)} rows with all triggers and seals on`, [
    rate(posting),
    ...(tool === null
      ? ["SQLite's command-line tool (sqlite3) is not on this computer: nothing to compare with"]
      : [`SQLite's command-line tool importing these rows: ${rate(tool)}`, `ratio ${(tool / posting).toFixed(2)}`]),
  ]);
}

async function benchBalances(ledger: Database, accounts: number): Promise<void> {
  const scan = await seconds(() => ledger.raw('SELECT sum(amount_cents) FROM posting NOT INDEXED'));
  const now = await seconds(() => accountBalances(ledger, null));
  const then = await seconds(() => accountBalances(ledger, BILLED_ON));
  const everyone = Array.from({ length: accounts }, (_, account) => accountIdOf(account));
  const items = await seconds(() => openItems(ledger, everyone, BILLED_ON));
  print(`what each of ${count(accounts)} accounts owes`, [
    `now ${now.toFixed(2)} s`,
    `at the end of a day ${then.toFixed(2)} s`,
    `item by item ${items.toFixed(2)} s`,
    `SQLite adding all postings up: ${scan.toFixed(2)} s`,
    `ratios ${[now, then, items].map((took) => (took / scan).toFixed(1)).join(', ')}`,
  ]);
}

/** The baseline is one row in one durable transaction of its own. */
async function benchPayments(ledger: Database, accounts: number, folder: string): Promise<number> {
  const bare = await openDatabase(path.join(folder, 'rows.db'));
  await bare.raw('CREATE TABLE line (number INTEGER PRIMARY KEY, text TEXT)');
  const processor = new CommandProcessor(ledger, () => NOW);
  const [taken, written]: [number[], number[]] = [[], []];
  for (let payment = 0; payment < PAYMENTS; payment += 1) {
    const accountId = accountIdOf((payment * 7919) % accounts);
    const payload = { accountId, amountCents: 1500 + payment, receivedAt: NOW.toISOString(), source: 'Mail' };
    const request = { commandId: randomUUID(), dryRun: false, reason: '', payload };
    taken.push(await seconds(() => processor.run(postPayment, request, actorOf('coordinator'))));
    written.push(await seconds(() => bare.raw('INSERT INTO line (text) VALUES (?)', [JSON.stringify(request)])));
  }
  await bare.destroy();
  const [one, row] = [median(taken), median(written)];
  print('a payment', [
    `${(one * 1000).toFixed(2)} ms`,
    `a row in a transaction of its own: ${(row * 1000).toFixed(2)} ms`,
    `ratio ${(one / row).toFixed(2)}`,
  ]);
  return one;
}

async function seconds(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? NaN;
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}

function print(what: string, figures: readonly string[]): void {
  process.stdout.write(`${what}: ${figures.join('; ')}\n`);
}
