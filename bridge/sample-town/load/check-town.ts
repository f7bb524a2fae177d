import { allocationChecks } from '../../queries/proof/allocation-checks.js';
import type { Database } from '../../store/database.js';
import type { Town } from '../town.js';
import type { StoryCounts } from './run-writer.js';

/**
 * Counts the built database against the town, adds up its ledger and proves its open items. Throws an Error that names
 * what is off.
 */
export async function checkTown(database: Database, town: Town, counts: StoryCounts): Promise<void> {
  const expected: Readonly<Record<string, number>> = {
    account: town.plan.accounts,
    premises: town.stops.length,
    bill_run: town.runs.length,
    meter: town.stops.reduce((sum, stop) => sum + stop.meters.length, 0),
    reading: counts.readings,
    period_read: counts.reads,
    bill: counts.bills,
    payment: counts.payments,
  };
  for (const [table, rows] of Object.entries(expected)) {
    await assertNumber(database, `SELECT count(*) AS found FROM ${table}`, rows, `rows in ${table}`);
  }
  const balance = 'SELECT coalesce(sum(amount_cents), 0) AS found FROM posting';
  await assertNumber(database, balance, 0, 'cents by which the ledger is off');
  const owed = 'SELECT coalesce(sum(amount_cents), 0) AS found FROM posting WHERE account_id IS NOT NULL';
  const [sums] = await database.raw<{ billed: number; paid: number }[]>(
    `SELECT (SELECT coalesce(sum(total_cents), 0) FROM bill) AS billed,
            (SELECT coalesce(sum(amount_cents), 0) FROM payment) AS paid`,
  );
  await assertNumber(database, owed, (sums?.billed ?? 0) - (sums?.paid ?? 0), 'cents that customers owe');
  for (const check of allocationChecks) {
    const [finding] = await check(database);
    if (finding) throw new Error(`The sample town is not whole: ${finding.message}`);
  }
}

async function assertNumber(database: Database, query: string, wanted: number, what: string): Promise<void> {
  const [row] = await database.raw<{ found: number }[]>(query);
  if (row?.found === wanted) return;
  throw new Error(`The sample town is not whole: ${String(row?.found)} ${what}, not ${wanted}.`);
}
