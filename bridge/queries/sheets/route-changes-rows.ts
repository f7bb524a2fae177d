import { dateInTimeZone } from '../../contract/calendar-date.js';
import {
  routeChangesParametersSchema,
  routeChangesSheet,
  type RouteChangesParameters,
} from '../../contract/sheets/route-changes.js';
import { bulkRead, type StoredValue } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { routeNamed } from '../route-stops.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

type Row = [
  ...[number: number, receipt: number, appliedAt: string, person: string, reason: string, premisesId: string],
  ...[address: string, fromRoute: string, fromStop: number, toRoute: string, toStop: number],
];

/** Which stop went from where to where, the newest first. */
export const routeChangesSource: SheetSource<RouteChangesParameters> = {
  kind: routeChangesSheet,
  parameters: routeChangesParametersSchema,
  async read(database, asked, now) {
    const { routeId } = asked;
    const parameters = routeId === undefined ? asked : { ...asked, routeId: await routeNamed(database, routeId) };
    const { timeZone } = await utilitySettings(database, now);
    const rows = await changeRows(database, parameters);
    return {
      subject: subjectOf(parameters),
      rows: rows.map(([number, receipt, appliedAt, ...others]) => {
        const [person, reason, ...places] = others;
        const date = dateInTimeZone(new Date(appliedAt), timeZone);
        return [String(number), receipt, date, person, reason === '' ? null : reason, ...places];
      }),
      totals: [
        { label: 'Changes', value: rows.length.toLocaleString('en-US') },
        { label: 'Premises', value: new Set(rows.map((row) => row[5])).size.toLocaleString('en-US') },
      ],
    };
  },
};

async function changeRows(
  database: Database,
  { receiptNumber, routeId, premisesId }: RouteChangesParameters,
): Promise<Row[]> {
  const bindings: StoredValue[] = [];
  const conditions = ['true'];
  const where = (condition: string, ...values: StoredValue[]) => {
    conditions.push(condition);
    bindings.push(...values);
  };
  if (receiptNumber !== undefined) where('command_number = ?', receiptNumber);
  if (routeId !== undefined) where('(from_route = ? OR to_route = ?)', routeId, routeId);
  if (premisesId !== undefined) where('premises_id = ?', premisesId);
  return bulkRead<Row>(
    database,
    [
      ...['change_number', 'command_number', 'applied_at', 'name', 'reason', 'premises_id', 'address'],
      ...['from_route', 'from_stop', 'to_route', 'to_stop'],
    ],
    `SELECT change_number, command_number, applied_at, person.name, reason, premises_id, address,
            from_route, from_stop, to_route, to_stop
     FROM route_change JOIN command USING (command_number) JOIN person USING (person_id) JOIN premises USING (premises_id)
     WHERE ${conditions.join(' AND ')} ORDER BY command_number DESC, to_route, to_stop`,
    bindings,
  );
}

function subjectOf({ receiptNumber, routeId, premisesId }: RouteChangesParameters): string {
  const of = [
    receiptNumber === undefined ? '' : `Receipt ${receiptNumber}`,
    routeId === undefined ? '' : `route ${routeId}`,
    premisesId === undefined ? '' : `premises ${premisesId}`,
  ].filter((part) => part !== '');
  return of.length === 0 ? 'All changes' : of.join(', ');
}
