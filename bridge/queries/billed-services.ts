import type { ServiceName } from '../contract/services.js';
import type { BillableService } from '../domain/billing/bill-input.js';
import type { BilledPeriod } from '../domain/billing/billed-period.js';
import { cellOf, columnRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { AccountsMeant } from './account-facts.js';

interface AccountServices {
  readonly accountId: string;
  /** As JSON. */
  readonly services: string;
}
type ServiceRow = [ServiceName, tariffId: string, carts: number | null, unmeteredGallons: number | null];

const NONE: readonly BillableService[] = [];

/** Reads the services that accounts had in a period, and gives those of one. */
export async function billedServices(
  database: Database,
  { query, bindings }: AccountsMeant,
  { from, to }: Pick<BilledPeriod, 'from' | 'to'>,
): Promise<(accountId: string) => readonly BillableService[]> {
  const { accountId: accountIds, services: texts } = await columnRead<AccountServices>(
    database,
    { accountId: 'account_id', services: 'services' },
    `SELECT account_id, json_group_array(json_array(service, tariff_id, carts, unmetered_gallons)) AS services FROM service
     WHERE account_id IN (${query}) AND started_on <= ? AND (ended_on IS NULL OR ended_on > ?) GROUP BY account_id`,
    [...bindings, to, from],
  );
  // Most accounts have the services that many others have: those are made once.
  const byText = new Map([...new Set(texts)].map((text) => [text, toServices(text)]));
  const byAccount = new Map(accountIds.map((accountId, row) => [accountId, byText.get(cellOf(texts, row))]));
  return (accountId) => byAccount.get(accountId) ?? NONE;
}

function toServices(text: string): BillableService[] {
  return (JSON.parse(text) as ServiceRow[]).map(([service, tariffId, carts, unmeteredGallons]) => {
    return { service, tariffId, carts, unmeteredGallons };
  });
}
