import { startingStatement } from '../../../migrations/starting-statement.js';
import { calendarDate } from '../../contract/calendar-date.js';
import type { StoredValue } from '../../store/bulk.js';
import { bulkInsert } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { writeSetting } from '../../store/settings.js';
import { cycles } from '../run-calendar.js';
import { sampleContact } from '../stops/sample-contact.js';
import { CITY, type Town } from '../town.js';
import { TARIFF_OF } from './load-tariffs.js';

/** The people who can be paired with a sample town, all made up. */
const PEOPLE = [
  ['coordinator', 'Dana Whitlock', 'coordinator'],
  ['supervisor', 'Marcus Ellerbee', 'supervisor'],
  ['auditor', 'Priya Chandragiri', 'auditor'],
  ['bridge', 'Curbstop', 'bridge'],
] as const;

const ALWAYS = calendarDate('2000-01-01');
const SETTINGS = {
  utility: { name: 'Alabaster Water Board (sample town)', timeZone: 'America/Chicago', isSampleTown: true },
  'adjustment-limits': { coordinator: 50_000, supervisor: 500_000, kinds: {}, people: {}, emergencyApprovers: 2 },
} as const;

/** What the made-up utility says of itself on its statements. */
const STATEMENT = {
  ...startingStatement,
  name: 'Alabaster Water Board',
  address: ['Sample town, all made up', 'Alabaster, AL 35007'],
  contact: ['205-555-0100, Monday to Friday, 8:00 to 4:30'],
  remitTo: ['Alabaster Water Board', 'P.O. Box 555', 'Alabaster, AL 35007'],
  messages: ['You can pay by bank draft. Call us, or write it on the part below.'],
};

/** Writes the people who work here and the settings that are the utility's own. */
export async function writeUtility(trx: Database): Promise<void> {
  await bulkInsert(trx, 'person', ['person_id', 'name', 'role'], PEOPLE);
  const settings = Object.entries(SETTINGS).map(([name, value]) => [name, ALWAYS, JSON.stringify(value)]);
  await bulkInsert(trx, 'setting', ['name', 'effective_from', 'value'], settings);
  await writeSetting(trx, 'statement', ALWAYS, STATEMENT);
}

/** Writes the town as it stands: cycles, routes, premises, customers, accounts with what is said and noted of them, and meters. */
export async function writeTown(trx: Database, town: Town, commandNumber: number): Promise<void> {
  const said = [accountInputs, accountNotes, contactRows].map((rowsOf) => rowsOf(town, commandNumber));
  const tables = [...townTables(town), ...said];
  for (const [table, columns, rows] of tables) await bulkInsert(trx, table, columns, rows);
}

type TableRows = readonly [table: string, columns: readonly string[], rows: readonly (readonly StoredValue[])[]];

function townTables(town: Town): TableRows[] {
  return [
    [
      'cycle',
      ['cycle_id', 'name', 'read_day', 'reading_format'],
      cycles.map(({ cycleId, name, readDay, readingFormat }) => [cycleId, name, readDay, readingFormat]),
    ],
    [
      'route',
      ['route_id', 'cycle_id', 'name'],
      town.routes.map(({ routeId, cycleId, name }) => [routeId, cycleId, name]),
    ],
    ...placeTables(town),
    ...meterTables(town),
  ];
}

/** What accounts are said to have, from their first day. */
function accountInputs({ stops }: Town, commandNumber: number): TableRows {
  const accounts = stops.flatMap((stop) => stop.accounts);
  return [
    'account_input',
    ['account_id', 'name', 'value', 'effective_from', 'command_number'],
    accounts.flatMap(({ accountId, openedOn, data }) =>
      data.map(({ name, value }) => [accountId, name, value, openedOn, commandNumber]),
    ),
  ];
}

function accountNotes({ stops }: Town, commandNumber: number): TableRows {
  const accounts = stops.flatMap((stop) => stop.accounts);
  return [
    'account_note',
    ['account_id', 'text', 'command_number'],
    accounts.flatMap(({ accountId, notes }) => notes.map((text) => [accountId, text, commandNumber])),
  ];
}

/** How some customers want to be reached; the others said nothing. */
function contactRows({ stops }: Town, commandNumber: number): TableRows {
  const accounts = stops.flatMap((stop) => stop.accounts);
  return [
    'account_contact',
    ['account_id', 'e_bill', 'email', 'mailing_address', 'phone', 'calls', 'told', 'command_number'],
    accounts.flatMap(({ accountId, customer }) => {
      const contact = sampleContact(customer);
      if (contact === null) return [];
      const { eBill, email, mailingAddress, phone, calls, told } = contact;
      return [[accountId, eBill ? 1 : 0, email, JSON.stringify(mailingAddress), phone, calls, told, commandNumber]];
    }),
  ];
}

function placeTables({ stops }: Town): TableRows[] {
  const accounts = stops.flatMap((stop) => stop.accounts.map((account) => ({ ...account, stop })));
  const { city, state, zip } = CITY;
  return [
    [
      'premises',
      ['premises_id', 'address', 'city', 'state', 'zip', 'route_id', 'sequence'],
      stops.map((stop) => [stop.premisesId, stop.address, city, state, zip, stop.routeId, stop.sequence]),
    ],
    [
      'customer',
      ['customer_id', 'name', 'phone', 'email'],
      accounts.map(({ customer }) => [customer.customerId, customer.name, customer.phone, customer.email]),
    ],
    [
      'account',
      ['account_id', 'customer_id', 'premises_id', 'rate_class', 'status', 'opened_on', 'closed_on'],
      accounts.map(({ accountId, customer, stop, rateClass, status, openedOn, closedOn }) => [
        accountId,
        customer.customerId,
        stop.premisesId,
        rateClass,
        status,
        openedOn,
        closedOn,
      ]),
    ],
    [
      'service',
      ['account_id', 'service', 'tariff_id', 'started_on', 'ended_on', 'carts', 'unmetered_gallons'],
      accounts.flatMap(({ accountId, openedOn, closedOn, services }) =>
        services.map(({ service, carts, unmeteredGallons }) => [
          accountId,
          service,
          TARIFF_OF[service],
          openedOn,
          closedOn,
          carts,
          unmeteredGallons,
        ]),
      ),
    ],
  ];
}

function meterTables({ stops }: Town): TableRows[] {
  const meters = stops.flatMap((stop) => stop.meters.map((meter) => ({ ...meter, premisesId: stop.premisesId })));
  return [
    [
      'meter',
      ['meter_id', 'size', 'maker', 'endpoint', 'is_compound'],
      meters.map(({ meterId, size, maker, endpoint, isCompound }) => [meterId, size, maker, endpoint, isCompound]),
    ],
    [
      'register',
      ['meter_id', 'register_number', 'dials', 'multiplier', 'unit'],
      meters.flatMap(({ meterId, registers }) =>
        registers.map(({ registerNumber, dials, multiplier, unit }) => [
          meterId,
          registerNumber,
          dials,
          multiplier,
          unit,
        ]),
      ),
    ],
    [
      'meter_installation',
      ['meter_id', 'premises_id', 'installed_on', 'removed_on'],
      meters.map(({ meterId, premisesId, installedOn, removedOn }) => [meterId, premisesId, installedOn, removedOn]),
    ],
  ];
}
