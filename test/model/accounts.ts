import { TARIFF_OF } from '../../bridge/sample-town/load/load-tariffs.js';
import { bulkInsert } from '../../bridge/store/bulk.js';
import { writeOpenRun } from '../../bridge/store/bill-runs.js';
import { addDays, addMonths, calendarDate, type CalendarDate } from '../../bridge/contract/calendar-date.js';
import { WATER_TARIFF } from './water-tariff.js';
import type { World } from './world.js';

export interface AccountKind {
  readonly rateClass: 'RESIDENTIAL' | 'BUSINESS';
  readonly services: readonly ('water' | 'sewer' | 'garbage')[];
}

/** The accounts of a sequence: all services, a business with credits on its small bills, garbage alone. */
const KINDS: readonly AccountKind[] = [
  { rateClass: 'RESIDENTIAL', services: ['water', 'sewer', 'garbage'] },
  { rateClass: 'BUSINESS', services: ['water', 'garbage'] },
  { rateClass: 'RESIDENTIAL', services: ['garbage'] },
];
const OPENED_ON = '2020-01-01';
const READ_DAY = 5;

export interface NewAccounts {
  readonly accountIds: readonly string[];
  readonly billRunId: string;
}

/** Writes a cycle of its own with a few accounts, and opens its first run, which ends in the month of the given day. */
export async function writeAccounts(
  { database, sequences }: World,
  today: CalendarDate,
  kinds: readonly AccountKind[] = KINDS,
): Promise<NewAccounts> {
  const name = `M${sequences}`;
  const accounts = kinds.map((kind, index) => ({
    ...kind,
    accountId: `${name}-${index + 1}`,
    number: sequences * 10 + index,
  }));
  const metered = accounts.filter(({ services }) => services.some((service) => service === 'water'));
  const billRunId = `${name}-first`;
  const periodTo = calendarDate(`${addMonths(calendarDate(`${today.slice(0, 7)}-01`), 1).slice(0, 7)}-05`);
  const run = {
    ...{ billRunId, cycleId: name, periodFrom: addMonths(periodTo, -1), periodTo },
    ...{ billedOn: addDays(periodTo, 3), dueOn: addDays(periodTo, 23) },
  };
  await database.transaction(async (trx) => {
    await trx('cycle').insert({ cycle_id: name, name, read_day: READ_DAY, reading_format: 'beacon-csv' });
    await trx('route').insert({ route_id: name, cycle_id: name, name });
    await bulkInsert(
      trx,
      'customer',
      ['customer_id', 'name', 'phone', 'email'],
      accounts.map(({ number, accountId }) => [number, accountId, '', '']),
    );
    await bulkInsert(
      trx,
      'premises',
      ['premises_id', 'address', 'city', 'state', 'zip', 'route_id', 'sequence'],
      accounts.map(({ accountId }, index) => [accountId, '1 Main St', 'Alabaster', 'AL', '35007', name, index + 1]),
    );
    await bulkInsert(
      trx,
      'account',
      ['account_id', 'customer_id', 'premises_id', 'rate_class', 'status', 'opened_on'],
      accounts.map(({ accountId, number, rateClass }) => [
        accountId,
        number,
        accountId,
        rateClass,
        'active',
        OPENED_ON,
      ]),
    );
    await bulkInsert(
      trx,
      'service',
      ['account_id', 'service', 'tariff_id', 'started_on', 'carts'],
      accounts.flatMap(({ accountId, services }) =>
        services.map((service) => [
          accountId,
          service,
          service === 'water' ? WATER_TARIFF : TARIFF_OF[service],
          OPENED_ON,
          service === 'garbage' ? 1 : null,
        ]),
      ),
    );
    const ids = metered.map(({ accountId }) => accountId);
    await bulkInsert(
      trx,
      'meter',
      ['meter_id', 'size', 'maker', 'endpoint', 'is_compound'],
      ids.map((id) => [id, '5/8"', 'Model', id, 0]),
    );
    await bulkInsert(
      trx,
      'register',
      ['meter_id', 'register_number', 'dials', 'multiplier', 'unit'],
      ids.map((id) => [id, 1, 10, 1, 'GAL']),
    );
    await bulkInsert(
      trx,
      'meter_installation',
      ['meter_id', 'premises_id', 'installed_on'],
      ids.map((id) => [id, id, OPENED_ON]),
    );
    await writeOpenRun(trx, run);
    await bulkInsert(
      trx,
      'period_read',
      [
        ...['bill_run_id', 'row_key', 'account_id', 'meter_id', 'register_number', 'previous_value', 'previous_on'],
        ...['status', 'exceptions', 'action', 'reason', 'version'],
      ],
      ids.map((id) => [billRunId, `${id}/1`, id, id, 1, 0, run.periodFrom, 'missing', '[]', '', '', 1]),
    );
  });
  return { accountIds: accounts.map(({ accountId }) => accountId), billRunId };
}
