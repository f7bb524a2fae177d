import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import { rereadsSheet } from '../../contract/sheets/rereads.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { ATTEMPTS_UP_TO } from '../attempts.js';
import { localClock } from '../local-clock.js';
import { billRun } from '../run-facts.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

type Who = readonly [name: string | null, at: string | null];

const COLUMNS = [
  ...['work_order_number', 'status', 'outcome', 'account_id', 'customer', 'address', 'route_id', 'sequence'],
  ...['meter_id', 'register_number', 'is_compound', 'first_raw', 'first_value', 'first_on', 'exception', 'reason'],
  ...['again_raw', 'again_value', 'again_on', 'imported_by', 'imported_at', 'issued_by', 'issued_at'],
  ...['closed_by', 'closed_at', 'settled_by', 'settled_at', 'run'],
];
type Row = [
  ...[order: number, status: 'open' | 'done' | 'withdrawn', outcome: string | null],
  ...[account: string, customer: string, address: string, route: string, sequence: number],
  ...[meter: string, register: number, isCompound: number],
  ...[firstRaw: string | null, firstValue: number | null, firstOn: string | null, exception: string, reason: string],
  ...[againRaw: string | null, againValue: number | null, againOn: string | null],
  ...[...imported: Who, ...issued: Who, ...closed: Who, ...settled: Who],
  run: string,
];

/** Every reread of a run, and of those that were reversed before it billed the period again; what is open first. */
export const rereadsSource: SheetSource<BillRunParameters> = {
  kind: rereadsSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }, now) {
    const { cycleName, periodFrom, periodTo } = await billRun(database, billRunId);
    const clock = localClock((await utilitySettings(database, now)).timeZone);
    const found = await rereadRows(database, billRunId);
    const counted = (label: string, isMeant: (row: Row) => boolean) => {
      return { label, value: found.filter(isMeant).length.toLocaleString('en-US') };
    };
    return {
      subject: `${cycleName}, ${periodFrom} to ${periodTo}`,
      rows: found.map((row) => toCells(row, ([name, at]) => (name && at ? `${name}, ${spokenAt(clock(at))}` : null))),
      totals: [
        counted('Rereads', () => true),
        counted('Open', ([, status]) => status === 'open'),
        counted('To decide', ([, status, outcome]) => status === 'done' && (outcome ?? 'escalated') === 'escalated'),
      ],
    };
  },
};

function spokenAt({ date, time }: { readonly date: string; readonly time: string }): string {
  return `${date} ${time.slice(0, 5)}`;
}

async function rereadRows(database: Database, billRunId: string): Promise<Row[]> {
  const who = (command: string, name: string) => `LEFT JOIN (SELECT command_number, name, applied_at
    FROM command JOIN person USING (person_id)) AS ${name} ON ${name}.command_number = ${command}`;
  return bulkRead<Row>(
    database,
    COLUMNS,
    `SELECT work_order_number, work_order.status, outcome, account_id, customer.name AS customer, address, run_stop.route_id,
            run_stop.sequence, period_read.meter_id, period_read.register_number, is_compound, first.raw AS first_raw,
            first.value AS first_value, first.read_on AS first_on, exception, work_order.reason,
            again.raw AS again_raw, again.value AS again_value, again.read_on AS again_on,
            imported.name AS imported_by, imported.applied_at AS imported_at, issued.name AS issued_by,
            issued.applied_at AS issued_at, closed.name AS closed_by, closed.applied_at AS closed_at,
            settled.name AS settled_by, settled.applied_at AS settled_at,
            work_order.bill_run_id || iif(work_order.bill_run_id = ?, '', ', reversed') AS run
     FROM work_order JOIN period_read USING (bill_run_id, row_key) JOIN account USING (account_id)
     JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     JOIN run_stop USING (bill_run_id, premises_id) JOIN meter USING (meter_id)
     LEFT JOIN reading AS first ON first.reading_id = first_reading_id
     LEFT JOIN reading AS again ON again.reading_id = returned_reading_id
     ${who('first.command_number', 'imported')} ${who('opened_by_command', 'issued')}
     ${who('closed_by_command', 'closed')} ${who('settled_by_command', 'settled')}
     WHERE work_order.bill_run_id IN (${ATTEMPTS_UP_TO}) AND work_order.kind = 'reread'
     ORDER BY work_order.status = 'open' DESC, work_order_number`,
    [billRunId, billRunId],
  );
}

function toCells(row: Row, spoken: (who: Who) => string | null): SheetCell[] {
  const [order, status, outcome, account, customer, address, route, sequence, meter, register, isCompound] = row;
  const [firstRaw, firstValue, firstOn, exception, reason, againRaw, againValue, againOn] = row.slice(11, 19) as [
    ...[string | null, number | null, string | null, string, string],
    ...[string | null, number | null, string | null],
  ];
  const [imported, issued, closed, settled] = [19, 21, 23, 25].map((at) =>
    spoken(row.slice(at, at + 2) as unknown as Who),
  );
  const state = status === 'done' ? (outcome ?? 'returned') : status;
  const known = [firstValue, againValue].every((value) => value !== null);
  return [
    ...[String(order), order, state, account, customer, address, route, sequence],
    isCompound === 1 ? `${meter} (${register === 1 ? 'low' : 'high'})` : meter,
    ...[firstRaw, firstOn, imported ?? null, exception === '' ? null : exception, issued ?? null, reason],
    ...[againRaw, againOn, known ? (againValue ?? 0) - (firstValue ?? 0) : null],
    ...[closed ?? null, settled ?? null, row[27]],
  ];
}
