import { dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { CurbstopError } from '../../contract/problem.js';
import type { ServiceName } from '../../contract/services.js';
import {
  accountDataParametersSchema,
  accountDataSheet,
  ALL_SERVICES,
  type AccountDataParameters,
} from '../../contract/sheets/account-data.js';
import { isAskable, unknownName } from '../../domain/account-data/check-datum.js';
import { listedData, type ListedDatum } from '../../domain/account-data/listed-datum.js';
import type { SaidDatum } from '../../domain/account-data/said-datum.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { account } from '../account.js';
import type { AccountsMeant } from '../account-facts.js';
import { askedNames } from '../account-inputs.js';
import { BILLED_TO } from '../billed-to.js';
import { tariffsAsking } from '../tariffs-asking.js';
import { routeNamed } from '../route-stops.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** What accounts are said to have, account by account. */
export const accountDataSource: SheetSource<AccountDataParameters> = {
  kind: accountDataSheet,
  parameters: accountDataParametersSchema,
  async read(database, asked, now) {
    const parameters = await knownParameters(database, asked);
    const { timeZone } = await utilitySettings(database, now);
    const today = dateInTimeZone(now, timeZone);
    const meant = accountsMeant(parameters);
    const places = await accountPlaces(database, meant);
    const billedTo = (accountId: string) => places.get(accountId)?.[2] ?? null;
    const data = listedData(await saidOf(database, meant, parameters), { today, billedTo });
    const asking = await tariffsAsking(database, meant, today);
    const rows = data.map((datum) => {
      const [customer, address] = places.get(datum.accountId) ?? ['', ''];
      const askedBy = asking(datum.accountId, datum.service, datum.name).join(', ');
      return toRow(datum, customer, address, askedBy);
    });
    return { subject: subjectOf(parameters), rows, totals: totalsOf(data) };
  },
};

/** A pulled row's key: it names what was said. */
export function datumKey(number: number): string {
  return `D${number}`;
}

/** The number of what was said that a row was pulled of; null for a row of the person's own. */
export function datumNumber(key: string): number | null {
  const [, digits] = /^D(\d{1,15})$/.exec(key) ?? [];
  return digits === undefined ? null : Number(digits);
}

interface NumberedDatum extends SaidDatum {
  readonly number: number;
}

function toRow(datum: ListedDatum<NumberedDatum>, customer: string, address: string, askedBy: string): SheetCell[] {
  const { number, accountId, service, name, value, effectiveFrom, state } = datum;
  return [
    datumKey(number),
    accountId,
    customer,
    address,
    service ?? ALL_SERVICES,
    name,
    value,
    effectiveFrom,
    state,
    askedBy === '' ? null : askedBy,
  ];
}

/** What is asked for, the route by its own name; throws for what there is not. */
async function knownParameters(database: Database, parameters: AccountDataParameters): Promise<AccountDataParameters> {
  const { accountId, routeId, name } = parameters;
  if (accountId !== undefined) await account(database, accountId);
  if (name !== undefined) {
    const asked = await askedNames(database);
    if (!isAskable(name, asked)) throw new CurbstopError(unknownName(name, asked));
  }
  return routeId === undefined ? parameters : { ...parameters, routeId: await routeNamed(database, routeId) };
}

/** A closed account is billed no more, so it is left out unless it is asked for by its number. */
function accountsMeant({ accountId, routeId }: AccountDataParameters): AccountsMeant {
  if (accountId !== undefined) {
    return { query: 'SELECT account_id FROM account WHERE account_id = ?', bindings: [accountId] };
  }
  const open = `SELECT account_id FROM account JOIN premises USING (premises_id) WHERE status <> 'closed'`;
  if (routeId !== undefined) return { query: `${open} AND route_id = ?`, bindings: [routeId] };
  return { query: open, bindings: [] };
}

type DatumRow = [number, string, ServiceName | null, string, string | null, CalendarDate];

async function saidOf(
  database: Database,
  { query, bindings }: AccountsMeant,
  { name }: AccountDataParameters,
): Promise<NumberedDatum[]> {
  const rows = await bulkRead<DatumRow>(
    database,
    ['account_input_number', 'account_id', 'service', 'name', 'value', 'effective_from'],
    `SELECT account_input_number, account_id, service, name, value, effective_from FROM standing_account_input
     WHERE account_id IN (${query}) ${name === undefined ? '' : 'AND name = ?'}
     ORDER BY account_id, name, service, effective_from, account_input_number`,
    name === undefined ? bindings : [...bindings, name],
  );
  return rows.map(([number, accountId, service, datumName, value, effectiveFrom]) => {
    return { number, accountId, service, name: datumName, value, effectiveFrom };
  });
}

type Place = readonly [customer: string, address: string, billedTo: CalendarDate | null];

async function accountPlaces(
  database: Database,
  { query, bindings }: AccountsMeant,
): Promise<ReadonlyMap<string, Place>> {
  const rows = await bulkRead<[string, ...Place]>(
    database,
    ['account_id', 'name', 'address', 'billed_to'],
    `SELECT account_id, customer.name, address, ${BILLED_TO}
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id) WHERE account_id IN (${query})`,
    bindings,
  );
  return new Map(rows.map(([accountId, ...place]) => [accountId, place]));
}

function subjectOf({ accountId, routeId, name }: AccountDataParameters): string {
  const of =
    accountId === undefined
      ? routeId === undefined
        ? 'All open accounts'
        : `Route ${routeId}`
      : `Account ${accountId}`;
  return name === undefined ? of : `${of}, ${name}`;
}

function totalsOf(data: readonly ListedDatum<NumberedDatum>[]): SheetContent['totals'] {
  const count = (state: ListedDatum<NumberedDatum>['state']) => data.filter((datum) => datum.state === state).length;
  const accounts = new Set(data.map(({ accountId }) => accountId)).size;
  return [
    { label: 'Accounts', value: accounts.toLocaleString('en-US') },
    { label: 'In force', value: count('in force').toLocaleString('en-US') },
    { label: 'To come', value: count('to come').toLocaleString('en-US') },
    { label: 'Fees to bill', value: count('to be billed').toLocaleString('en-US') },
  ];
}
