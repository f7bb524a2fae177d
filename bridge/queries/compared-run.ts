import { judged } from '../domain/bill-review/disposition.js';
import type { OurLine } from '../domain/comparison/our-line.js';
import type { Rates } from '../domain/comparison/price-question.js';
import { isInAdvance } from '../domain/billing/charge-inputs.js';
import { TariffBook } from '../domain/billing/tariff-book.js';
import type { ServiceName } from '../contract/services.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { billDispositions } from './bill-dispositions.js';
import { meterSizes } from './meters.js';
import { runBills, type RunBill } from './run-bills.js';
import type { BillRun } from './run-facts.js';
import { compiledVersions } from './tariff-book.js';

/** What an open run would bill, with what it takes to price it otherwise. */
export interface ComparedRun {
  /** By account. */
  readonly bills: ReadonlyMap<string, RunBill>;
  readonly lines: readonly OurLine[];
  readonly rates: Rates;
  /** The accounts that are held out of the run. */
  readonly held: ReadonlySet<string>;
}

/** Reads a run's bills as lines to compare, in walking order. */
export async function comparedRun(database: Database, run: BillRun): Promise<ComparedRun> {
  const bills = await runBills(database, run);
  const estimated = await estimatedAccounts(database, run);
  const cartsOf = await carts(database);
  const held = await heldAccounts(database, run, bills);
  const lines = bills.flatMap((item) =>
    (item.bill?.charges ?? []).map((charge): OurLine => {
      const { accountId, customerName, rateClass, period } = item;
      return {
        ...{ accountId, customerName, rateClass, charge, period },
        pricedOn: isInAdvance(charge.service) ? run.billedOn : period.to,
        carts: charge.service === 'garbage' ? (cartsOf.get(accountId) ?? null) : null,
        isEstimated: estimated.has(accountId),
        earlier: item.earlier.map((each) => each.period),
        isHeld: held.has(accountId),
      };
    }),
  );
  return { bills: new Map(bills.map((item) => [item.accountId, item])), lines, rates: await rates(database), held };
}

async function heldAccounts(
  database: Database,
  { billRunId }: BillRun,
  bills: readonly RunBill[],
): Promise<ReadonlySet<string>> {
  const dispositionsOf = await billDispositions(database, billRunId);
  const held = bills.filter(({ accountId }) => judged([], dispositionsOf(accountId)).hold !== null);
  return new Set(held.map(({ accountId }) => accountId));
}

async function rates(database: Database): Promise<Rates> {
  const versions = await compiledVersions(database);
  const byId = new Map(versions.map((version) => [version.tariffVersionId, version]));
  return {
    versionById: (tariffVersionId) => {
      const version = byId.get(tariffVersionId);
      if (version === undefined) throw new Error(`There is no tariff version ${tariffVersionId}.`);
      return version;
    },
    tariffs: new TariffBook(versions),
    meterSizes: await meterSizes(database),
  };
}

async function estimatedAccounts(database: Database, { billRunId }: BillRun): Promise<ReadonlySet<string>> {
  const rows = await bulkRead<[string]>(
    database,
    ['account_id'],
    `SELECT account_id FROM period_read WHERE bill_run_id = ? AND status = 'estimated'`,
    [billRunId],
  );
  return new Set(rows.map(([accountId]) => accountId));
}

async function carts(database: Database): Promise<ReadonlyMap<string, number>> {
  const garbage: ServiceName = 'garbage';
  const rows = await bulkRead<[string, number]>(
    database,
    ['account_id', 'carts'],
    'SELECT account_id, carts FROM service WHERE service = ? AND carts IS NOT NULL',
    [garbage],
  );
  return new Map(rows);
}
