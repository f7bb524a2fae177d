import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { postPayment } from '../../bridge/commands/post-payment.js';
import { CommandProcessor } from '../../bridge/commands/processor.js';
import { calendarDate } from '../../bridge/contract/calendar-date.js';
import type { DraftEntry } from '../../bridge/contract/journal-entry.js';
import { cents } from '../../bridge/contract/money.js';
import { chargeEntry } from '../../bridge/domain/ledger/charge-entry.js';
import { receivableTotal } from '../../bridge/queries/balances.js';
import { chart as chartOf } from '../../bridge/queries/chart.js';
import { applicationRule } from '../../bridge/queries/ledger-settings.js';
import { openItems } from '../../bridge/queries/open-items.js';
import { writeUtility } from '../../bridge/sample-town/load/write-town.js';
import { bulkInsert } from '../../bridge/store/bulk.js';
import { openDatabase, type Database } from '../../bridge/store/database.js';
import { appendEntries } from '../../bridge/store/journal.js';
import { migrate } from '../../bridge/store/migrate.js';
import { actorOf } from '../support/town/town.js';

/**
 * Prints what the ledger takes to post a bill for every account, to tell balances and to take payments, each beside SQLite
 * doing the same with the same rows and nothing around it, measured in the same run; and how it grows with the accounts.
 */

const SIZES = process.argv.length > 2 ? process.argv.slice(2).map(Number) : [10_000, 100_000];
const PAYMENTS = 100;
const BILLED_ON = calendarDate('2026-11-02');
const NOW = new Date('2026-11-23T15:00:00Z');
const TABLES = ['posting', 'journal_entry'];

interface Measured {
  readonly accounts: number;
  readonly posting: number;
  readonly payment: number;
}

const measured: Measured[] = [];
for (const accounts of SIZES) measured.push(await bench(accounts));
const [small, large] = [measured[0], measured.at(-1)];
if (small && large && small !== large) {
  const perAccount = large.posting / large.accounts / (small.posting / small.accounts);
  print(`from ${count(small.accounts)} to ${count(large.accounts)} accounts`, [
    `posting takes ${perAccount.toFixed(2)} times as long for each account`,
    `a payment ${(large.payment / small.payment).toFixed(2)} times as long`,
  ]);
}

async function bench(accounts: number): Promise<Measured> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-bench-'));
  const peak = watchMemory();
  try {
    const ledger = await openDatabase(path.join(folder, 'curbstop.db'));
    await writeAccounts(ledger, accounts);
    const posting = await seconds(() => postBills(ledger, accounts));
    const rows = accounts * 7;
    const keyed = await copyRows(folder, 'keyed', true);
    const bare = await copyRows(folder, 'bare', false);
    print(`${count(accounts)} bills posted, ${count(rows)} rows`, [
      `${posting.toFixed(2)} s`,
      `SQLite copying the rows into the same tables and indexes without triggers and foreign keys: ${keyed.toFixed(2)} s`,
      `rate ${(keyed / posting).toFixed(2)} of that`,
      `into tables without keys: ${bare.toFixed(2)} s, rate ${(bare / posting).toFixed(2)}`,
    ]);
    await benchBalances(ledger, accounts);
    const payment = await benchPayments(ledger, accounts, folder);
    print('memory at most', [`${peak().toFixed(0)} MB`]);
    await ledger.destroy();
    return { accounts, posting, payment };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function postBills(ledger: Database, accounts: number): Promise<void> {
  const books = { chart: await chartOf(ledger), rule: await applicationRule(ledger, BILLED_ON), items: [] };
  await ledger.transaction(async (trx) => {
    const entries: DraftEntry[] = [];
    for (let account = 0; account < accounts; account += 1) {
      const charges = ['water', 'sewer', 'garbage'].map((chargeType, index) => {
        return { chargeType, amountCents: cents(1000 + ((account * 7 + index * 311) % 9000)) };
      });
      const input = { kind: 'bill' as const, accountId: idOf(account), effectiveOn: BILLED_ON, memo: 'Bill', charges };
      const entry = chargeEntry(input, books);
      if (entry) entries.push(entry);
    }
    await appendEntries(trx, entries, 1);
  });
}

/** The same rows into a new file by SQLite alone, in one durable transaction. */
async function copyRows(folder: string, name: string, keyed: boolean): Promise<number> {
  const copy = await openDatabase(path.join(folder, `${name}.db`));
  await copy.raw('PRAGMA foreign_keys = OFF');
  await copy.raw(`ATTACH ? AS ledger`, [path.join(folder, 'curbstop.db')]);
  const statements = await copy.raw<{ type: string; name: string; sql: string }[]>(
    `SELECT type, name, sql FROM ledger.sqlite_master
     WHERE tbl_name IN (${TABLES.map(() => '?').join(', ')}) AND type IN ('table', 'index') AND sql IS NOT NULL
     ORDER BY type = 'index'`,
    TABLES,
  );
  for (const { type, name: made, sql } of statements) {
    if (keyed) await copy.raw(sql);
    else if (type === 'table') await copy.raw(`CREATE TABLE ${made} AS SELECT * FROM ledger.${made} WHERE false`);
  }
  const took = await seconds(() =>
    copy.transaction(async (trx) => {
      for (const table of TABLES) await trx.raw(`INSERT INTO main.${table} SELECT * FROM ledger.${table}`);
    }),
  );
  await copy.destroy();
  return took;
}

async function benchBalances(ledger: Database, accounts: number): Promise<void> {
  const scan = await seconds(() => ledger.raw('SELECT sum(amount_cents) FROM posting NOT INDEXED'));
  const total = await seconds(() => receivableTotal(ledger));
  const everyone = Array.from({ length: accounts }, (_, account) => idOf(account));
  const items = await seconds(() => openItems(ledger, everyone, BILLED_ON));
  print(`what ${count(accounts)} accounts owe`, [
    `in all ${total.toFixed(2)} s`,
    `item by item ${items.toFixed(2)} s`,
    `SQLite adding all postings up: ${scan.toFixed(2)} s`,
    `ratios ${(total / scan).toFixed(2)} and ${(items / scan).toFixed(2)}`,
  ]);
}

/** The baseline is one row in one durable transaction of its own. */
async function benchPayments(ledger: Database, accounts: number, folder: string): Promise<number> {
  const bare = await openDatabase(path.join(folder, 'rows.db'));
  await bare.raw('CREATE TABLE line (number INTEGER PRIMARY KEY, text TEXT)');
  const processor = new CommandProcessor(ledger, () => NOW);
  const [taken, written]: [number[], number[]] = [[], []];
  for (let payment = 0; payment < PAYMENTS; payment += 1) {
    const accountId = idOf((payment * 7919) % accounts);
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

async function writeAccounts(ledger: Database, accounts: number): Promise<void> {
  await migrate(ledger);
  await ledger.transaction(async (trx) => {
    await writeUtility(trx);
    await trx('cycle').insert({ cycle_id: '1', name: 'Cycle 1', read_day: 5, reading_format: 'beacon-csv' });
    await trx('route').insert({ route_id: '1', cycle_id: '1', name: 'Route 1' });
    await trx('command').insert({
      ...{
        command_number: 1,
        command_id: randomUUID(),
        kind: 'bench',
        person_id: 'bridge',
        client_id: null,
        reason: '',
      },
      ...{ applied_at: '2026-11-02T15:00:00.000Z', payload_hash: '', payload: '{}', reply: '{}' },
    });
    const numbers = Array.from({ length: accounts }, (_, account) => account);
    const insert = (table: string, columns: string[], row: (account: number) => (string | number)[]) =>
      bulkInsert(trx, table, columns, numbers.map(row));
    await insert('customer', ['customer_id', 'name', 'phone', 'email'], (account) => [account + 1, 'Customer', '', '']);
    await insert('premises', ['premises_id', 'address', 'city', 'state', 'zip', 'route_id', 'sequence'], (account) => [
      idOf(account),
      '1 Main St',
      'Alabaster',
      'AL',
      '35007',
      '1',
      account + 1,
    ]);
    await insert(
      'account',
      ['account_id', 'customer_id', 'premises_id', 'rate_class', 'status', 'opened_on'],
      (account) => [idOf(account), account + 1, idOf(account), 'RESIDENTIAL', 'active', '2020-01-01'],
    );
  });
}

function idOf(account: number): string {
  return `10-${String(account).padStart(6, '0')}`;
}

/** Samples the resident memory; gives the most that it has seen, in MB, and stops. */
function watchMemory(): () => number {
  let most = 0;
  const sample = () => (most = Math.max(most, process.memoryUsage().rss / 2 ** 20));
  const timer = setInterval(sample, 20);
  return () => {
    sample();
    clearInterval(timer);
    return most;
  };
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
