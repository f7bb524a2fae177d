import type { ServiceName } from '../contract/services.js';
import type { BillableService } from '../domain/billing/bill-input.js';
import type { BilledPeriod } from '../domain/billing/billed-period.js';
import { groupBy } from '../contract/group-by.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { AccountsMeant } from './account-facts.js';

type ServiceRow = [string, ServiceName, string, number | null, number | null];

/** Reads the services that accounts had in a period, and gives those of one. */
export async function billedServices(
  database: Database,
  { query, bindings }: AccountsMeant,
  { from, to }: Pick<BilledPeriod, 'from' | 'to'>,
): Promise<(accountId: string) => readonly BillableService[]> {
  const rows = await bulkRead<ServiceRow>(
    database,
    ['account_id', 'service', 'tariff_id', 'carts', 'unmetered_gallons'],
    `SELECT account_id, service, tariff_id, carts, unmetered_gallons FROM service
     WHERE account_id IN (${query}) AND started_on <= ? AND (ended_on IS NULL OR ended_on > ?)`,
    [...bindings, to, from],
  );
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return (accountId) => byAccount.get(accountId)?.map(toService) ?? [];
}

function toService([, service, tariffId, carts, unmeteredGallons]: ServiceRow): BillableService {
  return { service, tariffId, carts, unmeteredGallons };
}
