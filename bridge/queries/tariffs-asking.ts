import type { CalendarDate } from '../contract/calendar-date.js';
import { groupBy } from '../contract/group-by.js';
import type { ServiceName } from '../contract/services.js';
import { classBilling } from '../domain/billing/class-billing.js';
import type { TariffVersion } from '../domain/billing/tariff-book.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { AccountsMeant } from './account-facts.js';
import { compiledVersions } from './tariff-book.js';

/** Gives the titles of an account's tariffs that ask for a datum of a service, or (null) of any. */
export type TariffsAsking = (accountId: string, service: ServiceName | null, name: string) => readonly string[];

type ServiceRow = [accountId: string, rateClass: string, service: ServiceName, tariffId: string, title: string];

/** Reads the tariffs of many accounts; a version counts that is in force on the day or comes later. */
export async function tariffsAsking(
  database: Database,
  { query, bindings }: AccountsMeant,
  day: CalendarDate,
): Promise<TariffsAsking> {
  const rows = await bulkRead<ServiceRow>(
    database,
    ['account_id', 'rate_class', 'service', 'tariff_id', 'title'],
    `SELECT account_id, rate_class, service.service, tariff_id, tariff.title
     FROM service JOIN account USING (account_id) JOIN tariff USING (tariff_id)
     WHERE account_id IN (${query}) AND (ended_on IS NULL OR ended_on > ?) ORDER BY account_id, service.service DESC`,
    [...bindings, day],
  );
  const services = groupBy(rows, ([accountId]) => accountId);
  const asks = tariffAsks(await compiledVersions(database), day);
  return (accountId, of, name) =>
    (services.get(accountId) ?? [])
      .filter(([, rateClass, service, tariffId]) => (of === null || of === service) && asks(tariffId, rateClass, name))
      .map(([, , , , title]) => title);
}

/** Tells whether a class of a tariff asks for a name; each question is worked out once. */
function tariffAsks(versions: readonly TariffVersion[], day: CalendarDate) {
  const current = [...groupBy(versions, ({ tariffId }) => tariffId)].map(([tariffId, list]) => {
    const first = list.findIndex(({ effectiveFrom }) => effectiveFrom <= day);
    return [tariffId, first < 0 ? list : list.slice(0, first + 1)] as const;
  });
  const versionsOf = new Map(current);
  const known = new Map<string, boolean>();
  return (tariffId: string, rateClass: string, name: string): boolean => {
    const key = JSON.stringify([tariffId, rateClass, name]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = (versionsOf.get(tariffId) ?? []).some(
      ({ compiled }) => compiled.classes.includes(rateClass) && classBilling(compiled, rateClass).needs(name),
    );
    known.set(key, found);
    return found;
  };
}
