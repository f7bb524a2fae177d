import { fullPeriod } from '../../bridge/domain/billing/billed-period.js';
import { calculateBill } from '../../bridge/domain/billing/calculate-bill.js';
import type { TariffBook } from '../../bridge/domain/billing/tariff-book.js';
import { addDays } from '../../bridge/contract/calendar-date.js';
import { services, type RateClass } from '../../bridge/contract/services.js';
import { billCharges } from '../../bridge/domain/ledger/bill-charges.js';
import { chargeEntry } from '../../bridge/domain/ledger/charge-entry.js';
import { chart } from '../../bridge/queries/chart.js';
import { applicationRule } from '../../bridge/queries/ledger-settings.js';
import { loadTariffs, TARIFF_OF } from '../../bridge/sample-town/load/load-tariffs.js';
import { writeBills } from '../../bridge/store/bills.js';
import { bulkInsert } from '../../bridge/store/bulk.js';
import type { Database } from '../../bridge/store/database.js';
import { appendEntries } from '../../bridge/store/journal.js';
import { sealCommand } from '../../bridge/store/seals.js';
import { accountIdOf, writeCommand } from './ledger-accounts.js';
import { countsIn, dayOf, OPEN_RUN_ID, POSTED_PERIODS, writeReadTown } from './reading-town.js';

const COMMAND_NUMBER = 2;
const RATE_CLASS: RateClass = 'RESIDENTIAL';
const METER_SIZE = '5/8"';
/** The runs that a preview compares with: the last six, and the one of a year before. */
const BILLED_PERIODS = [1, 7, 8, 9, 10, 11, 12];

/**
 * The town of the readings with three services on every account, bills and entries of the runs that a preview looks back
 * at, and the open run's reads accepted, so that it is ready to be calculated, approved and posted. Uses are of some 750
 * sizes, in tens of gallons, as the meters count.
 */
export async function writeBillTown(database: Database, accounts: number): Promise<void> {
  await writeReadTown(database, accounts);
  await database.transaction(async (trx) => {
    await writeCommand(trx, COMMAND_NUMBER);
    const tariffs = await loadTariffs(trx);
    await bulkInsert(trx, 'service', SERVICE_COLUMNS, serviceRows(accounts));
    for (const period of BILLED_PERIODS) await postPeriod(trx, tariffs, accounts, period);
    await acceptReads(trx, accounts);
    await sealCommand(trx, COMMAND_NUMBER);
  });
  await database.raw('PRAGMA optimize');
}

const SERVICE_COLUMNS = ['account_id', 'service', 'tariff_id', 'started_on', 'carts'];

function* serviceRows(accounts: number): Generator<(string | number | null)[]> {
  for (let account = 0; account < accounts; account += 1) {
    for (const { service, tariffId, carts } of servicesOf(account)) {
      yield [accountIdOf(account), service, tariffId, '2020-01-01', carts];
    }
  }
}

function servicesOf(account: number) {
  return services.map((service) => {
    const carts = service === 'garbage' ? 1 + (account % 20 === 0 ? 1 : 0) : null;
    return { service, tariffId: TARIFF_OF[service], carts, unmeteredGallons: null };
  });
}

/** Posts the bills of a run as its posting wrote them then. */
async function postPeriod(trx: Database, tariffs: TariffBook, accounts: number, period: number): Promise<void> {
  const billedOn = addDays(dayOf(period + 1), 3);
  const books = { chart: await chart(trx), rule: await applicationRule(trx, billedOn), items: [] };
  const bills = Array.from({ length: accounts }, (_, account) => billOf(tariffs, account, period));
  const entries = bills.map((bill) => {
    const { accountId, charges } = bill;
    const charged = billCharges(charges, books.chart);
    const entry = chargeEntry(
      { kind: 'bill', accountId, effectiveOn: billedOn, memo: 'Bill', charges: charged },
      books,
    );
    if (entry === null) throw new RangeError('A bill of nothing was made.');
    return entry;
  });
  const numbers = await appendEntries(trx, entries, COMMAND_NUMBER);
  await writeBills(
    trx,
    bills.map((bill, index) => ({ ...bill, entryNumber: numbers[index] ?? null })),
  );
}

function billOf(tariffs: TariffBook, account: number, period: number) {
  const [from, to] = [dayOf(period), dayOf(period + 1)];
  const [billedOn, dueOn] = [addDays(to, 3), addDays(to, 23)];
  const usageGallons = countsIn(account, period) * 10;
  const input = { rateClass: RATE_CLASS, meterSize: METER_SIZE, usageGallons, services: servicesOf(account) };
  const past = { billedTo: from, registers: [], data: [], pastBills: [] };
  const bill = calculateBill({ ...input, ...past, billedOn, period: fullPeriod(from, to) }, tariffs);
  return {
    ...{ ...bill, accountId: accountIdOf(account), rateClass: RATE_CLASS, usageGallons },
    ...{ billRunId: `1-${period}`, periodFrom: from, periodTo: to, billedOn, dueOn },
  };
}

/** Every meter counted on as it is used to. */
async function acceptReads(trx: Database, accounts: number): Promise<void> {
  const counts = Array.from({ length: accounts }, (_, account) => countsIn(account, POSTED_PERIODS));
  const byAccount = Object.fromEntries(counts.map((count, account) => [accountIdOf(account), count]));
  await trx.raw(
    `UPDATE period_read SET status = 'accepted', value = previous_value + counted.value, usage_gallons = counted.value * 10,
       read_on = (SELECT period_to FROM bill_run WHERE bill_run_id = ?)
     FROM json_each(?) AS counted WHERE bill_run_id = ? AND account_id = counted.key`,
    [OPEN_RUN_ID, JSON.stringify(byAccount), OPEN_RUN_ID],
  );
}
