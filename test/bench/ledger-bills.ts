import { calendarDate } from '../../bridge/contract/calendar-date.js';
import { fullPeriod } from '../../bridge/domain/billing/billed-period.js';
import { calculateBill } from '../../bridge/domain/billing/calculate-bill.js';
import type { CalculatedBill } from '../../bridge/domain/billing/calculated-bill.js';
import type { TariffBook } from '../../bridge/domain/billing/tariff-book.js';
import { billCharges } from '../../bridge/domain/ledger/bill-charges.js';
import { chargeEntry, type AccountBooks } from '../../bridge/domain/ledger/charge-entry.js';
import { chart as chartOf } from '../../bridge/queries/chart.js';
import { applicationRule } from '../../bridge/queries/ledger-settings.js';
import { loadTariffs, TARIFF_OF } from '../../bridge/sample-town/load/load-tariffs.js';
import { markPosted, writeOpenRun } from '../../bridge/store/bill-runs.js';
import { writeBills } from '../../bridge/store/bills.js';
import type { Database } from '../../bridge/store/database.js';
import { appendEntries } from '../../bridge/store/journal.js';
import { sealCommand } from '../../bridge/store/seals.js';
import { accountIdOf, writeCommand } from './ledger-accounts.js';

export const BILLED_ON = calendarDate('2026-11-02');
/** The tables that a posting of bills writes to. */
export const POSTED_TABLES = ['journal_entry', 'posting', 'bill', 'bill_charge', 'seal'];

const PERIOD = fullPeriod(calendarDate('2026-09-30'), calendarDate('2026-10-31'));
const RUN = { billRunId: 'bench', cycleId: '1', periodFrom: PERIOD.from, periodTo: PERIOD.to };
const DATES = { billedOn: BILLED_ON, dueOn: '2026-11-20' };
const COMMAND_NUMBER = 2;
const USES = 500;

/** A bill of an account as the calculation gives it, which nothing has posted yet. */
export type PricedBill = ReturnType<typeof billOfAccount>;

/** Opens the run, and prices a bill for each of some hundred uses, which the accounts have in turn. */
export async function prepareBills(ledger: Database, accounts: number): Promise<readonly PricedBill[]> {
  const tariffs = await loadTariffs(ledger);
  await writeOpenRun(ledger, { ...RUN, ...DATES });
  const priced = Array.from({ length: USES }, (_, use) => billOf(tariffs, use * 100));
  return Array.from({ length: accounts }, (_, account) => billOfAccount(account, priced));
}

function billOf(tariffs: TariffBook, usageGallons: number): CalculatedBill {
  const service = (name: 'water' | 'sewer' | 'garbage', carts: number | null) => {
    return { service: name, tariffId: TARIFF_OF[name], carts, unmeteredGallons: null };
  };
  const services = [service('water', null), service('sewer', null), service('garbage', 1)];
  const facts = { rateClass: 'RESIDENTIAL' as const, meterSize: '5/8"', usageGallons, period: PERIOD, services };
  const past = { billedTo: PERIOD.from, billedOn: BILLED_ON, registers: [], data: [], pastBills: [] };
  return calculateBill({ ...facts, ...past }, tariffs);
}

/**
 * Posts a bill to every account in one transaction: entries, bills and seals, as the posting of a run writes them. What the
 * posting does before that is not in it: pricing, checking the reads and sealing them. The calculations are shared by
 * accounts of the same use, which spares memory that a real run takes.
 */
export async function postBills(ledger: Database, bills: readonly PricedBill[]): Promise<void> {
  const books = { chart: await chartOf(ledger), rule: await applicationRule(ledger, BILLED_ON), items: [] };
  await ledger.transaction(async (trx) => {
    await writeCommand(trx, COMMAND_NUMBER);
    const numbers = await appendEntries(trx, entriesOf(bills, books), COMMAND_NUMBER);
    await writeBills(
      trx,
      bills.map((bill, index) => ({ ...bill, entryNumber: numbers[index] ?? null })),
    );
    await markPosted(trx, RUN.billRunId, COMMAND_NUMBER);
    await sealCommand(trx, COMMAND_NUMBER);
  });
}

function billOfAccount(account: number, priced: readonly CalculatedBill[]) {
  const bill = priced[account % priced.length];
  if (bill === undefined) throw new RangeError('No bills were priced.');
  const facts = { accountId: accountIdOf(account), rateClass: 'RESIDENTIAL', usageGallons: (account % USES) * 100 };
  return { ...RUN, ...DATES, ...facts, ...bill };
}

function* entriesOf(bills: readonly PricedBill[], books: AccountBooks) {
  for (const { accountId, charges } of bills) {
    const charged = billCharges(charges, books.chart);
    const told = { kind: 'bill' as const, accountId, effectiveOn: BILLED_ON, memo: 'Bill', charges: charged };
    const entry = chargeEntry(told, books);
    if (entry !== null) yield entry;
  }
}
