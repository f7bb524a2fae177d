import { accountInputNames, isAccountInputName } from '../contract/account-inputs.js';
import type { CalendarDate } from '../contract/calendar-date.js';
import type { ServiceName } from '../contract/services.js';
import type { DatumAccount, DatumFacts } from '../domain/account-data/check-datum.js';
import type { AccountDatum } from '../domain/billing/account-data.js';
import { anyClassNeeds } from '../domain/billing/class-billing.js';
import { feeDatum, type CompiledTariff } from '../domain/tariff/index.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { accountData, theseAccounts, type AccountsMeant } from './account-facts.js';
import { BILLED_TO } from './billed-to.js';
import { compiledVersions } from './tariff-book.js';

/** What it takes to judge data that are said of accounts, and what these are said to have. */
export interface AskedAccounts {
  readonly factsOf: (accountId: string) => DatumFacts;
  /** In the order in which they take effect. */
  readonly dataOf: (accountId: string) => readonly AccountDatum[];
}

/** Reads all of it for these accounts; one that there is not has no facts. */
export async function askedAccounts(database: Database, accountIds: readonly string[]): Promise<AskedAccounts> {
  const meant = theseAccounts(accountIds);
  const accounts = await datumAccounts(database, meant);
  const asked = await askedNames(database);
  return {
    factsOf: (accountId) => ({ account: accounts.get(accountId) ?? null, asked }),
    dataOf: await accountData(database, meant),
  };
}

async function datumAccounts(
  database: Database,
  { query, bindings }: AccountsMeant,
): Promise<ReadonlyMap<string, DatumAccount>> {
  const rows = await bulkRead<[string, string, CalendarDate | null, CalendarDate | null, string]>(
    database,
    ['account_id', 'services', 'billed_to', 'closed_on', 'status'],
    `SELECT account_id,
            (SELECT json_group_array(DISTINCT service) FROM service WHERE service.account_id = account.account_id) AS services,
            ${BILLED_TO}, closed_on, status
     FROM account WHERE account_id IN (${query})`,
    bindings,
  );
  return new Map(
    rows.map(([accountId, services, billedTo, closedOn, status]) => [
      accountId,
      { services: JSON.parse(services) as ServiceName[], billedTo, closedOn, isClosed: status === 'closed' },
    ]),
  );
}

/** The names of accounts' data that any version of any tariff asks for, those of fees last. */
export async function askedNames(database: Database): Promise<string[]> {
  const tariffs = (await compiledVersions(database)).map(({ compiled }) => compiled);
  const named = accountInputNames.filter((name) => tariffs.some((tariff) => anyClassNeeds(tariff, name)));
  const fees = new Set(tariffs.flatMap(feeNames));
  return [...named, ...fees].filter(isAccountInputName);
}

function feeNames({ settings: { common, classes } }: CompiledTariff): string[] {
  const own = [...classes.values()].map(({ settings }) => settings);
  return [common, ...own].flatMap(({ fees }) => fees.map(({ fee }) => feeDatum(fee)));
}
