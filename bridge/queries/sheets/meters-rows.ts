import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { metersParametersSchema, metersSheet, type MetersParameters } from '../../contract/sheets/meters.js';
import { stateOf, type MeterStand } from '../../domain/meters/meter.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { meterStands, refuseUnknownMeter } from '../meters.js';
import { routeNamed } from '../route-stops.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/** Meters with where they are, in the order of their numbers. */
export const metersSource: SheetSource<MetersParameters> = {
  kind: metersSheet,
  parameters: metersParametersSchema,
  async read(database, asked) {
    const parameters = await knownParameters(database, asked);
    const { query, bindings } = metersMeant(parameters);
    const rows = await meterRows(database, query, bindings);
    return { subject: subjectOf(parameters), rows, totals: totalsOf(rows) };
  },
};

/** A pulled row's key; rows that the person typed have keys of the add-in's. */
export function meterKey(meterId: string): string {
  return `M-${meterId}`;
}

/** The meter that a row was pulled of; null for a row of the person's own. */
export function meterIdOf(key: string): string | null {
  return key.startsWith('M-') ? key.slice(2) : null;
}

interface MetersMeant {
  readonly query: string;
  readonly bindings: readonly string[];
}

const IN_PLACE = 'SELECT meter_id FROM meter_installation WHERE removed_on IS NULL';
const RETIRED = `SELECT meter_id FROM meter_event WHERE kind = 'retire'`;

/** What is asked for, the route by its own name; throws for what there is not. */
async function knownParameters(database: Database, parameters: MetersParameters): Promise<MetersParameters> {
  const { meterId, routeId } = parameters;
  if (meterId !== undefined) await refuseUnknownMeter(database, meterId);
  return routeId === undefined ? parameters : { ...parameters, routeId: await routeNamed(database, routeId) };
}

function metersMeant({ state, routeId, meterId }: MetersParameters): MetersMeant {
  if (meterId !== undefined) {
    return { query: 'SELECT ?', bindings: [meterId] };
  }
  if (routeId !== undefined) {
    const onRoute = `SELECT meter_id FROM meter_installation JOIN premises USING (premises_id)
      WHERE removed_on IS NULL AND route_id = ?`;
    return { query: onRoute, bindings: [routeId] };
  }
  if (state === 'in place') return { query: IN_PLACE, bindings: [] };
  if (state === 'retired') return { query: RETIRED, bindings: [] };
  const all = 'SELECT meter_id FROM meter';
  return { query: state === undefined ? all : `${all} EXCEPT ${IN_PLACE} EXCEPT ${RETIRED}`, bindings: [] };
}

/** The sheet's rows of the meters that a query gives. */
export async function meterRows(
  database: Database,
  query: string,
  bindings: readonly string[],
): Promise<SheetCell[][]> {
  const stands = await meterStands(database, query, bindings);
  const places = await placesOf(database, query, bindings);
  const readings = await lastReadings(database, query, bindings);
  const tests = await lastTests(database, query, bindings);
  return stands.map((stand) => {
    const { meterId } = stand.meter;
    return toRow(
      stand,
      places.get(meterId) ?? [null, null, null],
      readings.get(meterId) ?? null,
      tests.get(meterId) ?? null,
    );
  });
}

type Place = readonly [account: string | null, address: string | null, route: string | null];

async function placesOf(
  database: Database,
  query: string,
  bindings: readonly string[],
): Promise<ReadonlyMap<string, Place>> {
  const rows = await bulkRead<[string, ...Place]>(
    database,
    ['meter_id', 'account_id', 'address', 'route_id'],
    `SELECT meter_id, address, route_id,
            (SELECT account_id FROM account WHERE account.premises_id = premises.premises_id AND status <> 'closed'
             ORDER BY status, opened_on DESC LIMIT 1) AS account_id
     FROM meter_installation JOIN premises USING (premises_id)
     WHERE removed_on IS NULL AND meter_id IN (${query})`,
    bindings,
  );
  return new Map(rows.map(([meterId, ...place]) => [meterId, place]));
}

/** The newest reading of each register: of a run, or of when the meter was put in or taken out. */
async function lastReadings(
  database: Database,
  query: string,
  bindings: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await bulkRead<[string, string, string]>(
    database,
    ['meter_id', 'readings', 'read_on'],
    `WITH meant (meter_id) AS MATERIALIZED (${query}),
     read AS (
       SELECT meter_id, register_number, coalesce(value, previous_value) AS value,
              iif(value IS NULL, previous_on, read_on) AS read_on
       FROM period_read WHERE meter_id IN meant
       UNION ALL
       SELECT meter_id, reading.key + 1, reading.value, happened_on
       FROM meter_event, json_each(readings) AS reading WHERE meter_id IN meant),
     newest AS (
       SELECT *, row_number() OVER (PARTITION BY meter_id, register_number ORDER BY read_on DESC, value DESC) AS place FROM read)
     SELECT meter_id, group_concat(value, ' / ' ORDER BY register_number) AS readings, max(read_on) AS read_on
     FROM newest WHERE place = 1 GROUP BY meter_id`,
    bindings,
  );
  return new Map(rows.map(([meterId, readings, readOn]) => [meterId, `${readings} on ${readOn}`]));
}

type TestRow = [string, string, number, string | null, string | null, string | null];

async function lastTests(
  database: Database,
  query: string,
  bindings: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await bulkRead<TestRow>(
    database,
    ['meter_id', 'tested_on', 'passed', 'low_percent', 'medium_percent', 'high_percent'],
    `SELECT * FROM meter_test WHERE meter_id IN (${query}) ORDER BY tested_on, test_number`,
    bindings,
  );
  return new Map(
    rows.map(([meterId, on, passed, ...percents]) => [
      meterId,
      `${on} ${passed === 1 ? 'passed' : 'failed'} ${percents.map((each) => each ?? '-').join(' / ')}`,
    ]),
  );
}

function toRow(stand: MeterStand, place: Place, reading: string | null, test: string | null): SheetCell[] {
  const { meter, retiredOn, lastRemovedOn } = stand;
  const [low, high] = meter.registers;
  const [account, address, route] = place;
  const work: null[] = metersSheet.columns.filter(({ editable }) => editable === true).map(() => null);
  return [
    ...[meterKey(meter.meterId), meter.meterId, stateOf(stand), account, address, reading],
    ...work,
    ...[stand.place?.premisesId ?? null, route, stand.place?.installedOn ?? retiredOn ?? lastRemovedOn, test],
    ...[meter.size, orNull(meter.maker), orNull(meter.endpoint), low?.unit ?? null],
    ...[low?.dials ?? null, low?.decimals ?? null, low?.fixedZeros ?? null, low?.multiplier ?? null],
    ...[high?.dials ?? null, high?.decimals ?? null, high?.fixedZeros ?? null, high?.multiplier ?? null],
  ];
}

function orNull(text: string): string | null {
  return text === '' ? null : text;
}

function subjectOf({ state, routeId, meterId }: MetersParameters): string {
  if (meterId !== undefined) return `Meter ${meterId}`;
  if (routeId !== undefined) return `In place on route ${routeId}`;
  return state === undefined ? 'All meters' : `Meters ${state}`;
}

function totalsOf(rows: readonly (readonly SheetCell[])[]): SheetContent['totals'] {
  const count = (state: string) => rows.filter((row) => row[2] === state).length.toLocaleString('en-US');
  return [
    { label: 'In place', value: count('in place') },
    { label: 'In stock', value: count('in stock') },
    { label: 'Retired', value: count('retired') },
  ];
}
