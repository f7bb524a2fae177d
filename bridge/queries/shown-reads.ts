import { calendarDate } from '../contract/calendar-date.js';
import type { ReadAction, ReadException } from '../contract/metering.js';
import { cellOf, columnRead, type ColumnNames, type ColumnsRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { toDate, type FieldCodes, type PeriodRead } from './period-reads.js';
import type { AskedColumns } from './register-history.js';
import { walkingOrder } from './walking-order.js';

/** What stands beside an account's reads. */
interface AccountPlace {
  readonly customer: string;
  readonly address: string;
  readonly route: string | null;
  readonly sequence: number | null;
}

type AsRead =
  | ('rowKey' | 'accountId' | 'meterId' | 'registerNumber' | 'previousValue' | 'value' | 'usageGallons')
  | ('status' | 'reason');
type Converted = 'isCompound' | 'removedOn' | 'previousOn' | 'readOn' | 'exceptions' | 'action';

/** A read of a run as a sheet shows it, with its place, and without what only a decision on it is judged by. */
export interface ShownRead extends AccountPlace, Pick<PeriodRead, AsRead | Converted> {
  /** What came with the reading from the field; null while nothing did. */
  readonly fieldReading: { readonly format: string | null; readonly codes: Partial<FieldCodes> } | null;
}

/** A row as it is read. */
interface Row extends AccountPlace, Pick<PeriodRead, AsRead> {
  readonly isCompound: number;
  readonly removedOn: string | null;
  readonly rateClass: string;
  readonly previousOn: string;
  readonly readOn: string | null;
  readonly exceptions: string;
  readonly action: ReadAction | '';
  readonly fieldFormat: string | null;
  readonly fieldCodes: Partial<FieldCodes> | null;
}

const COLUMNS: ColumnNames<Row> = {
  rowKey: 'row_key',
  accountId: 'account_id',
  meterId: 'meter_id',
  registerNumber: 'register_number',
  previousValue: 'previous_value',
  value: 'value',
  usageGallons: 'usage_gallons',
  status: 'status',
  reason: 'reason',
  customer: 'customer',
  address: 'address',
  route: 'route',
  sequence: 'sequence',
  isCompound: 'is_compound',
  removedOn: 'removed_on',
  rateClass: 'rate_class',
  previousOn: 'previous_on',
  readOn: 'read_on',
  exceptions: 'exceptions',
  action: 'action',
  fieldFormat: 'field_format',
  // As JSON within JSON, not as its text, which would be escaped and read twice.
  fieldCodes: 'json(field_codes)',
};

const QUERY = `SELECT period_read.*, is_compound, rate_class, customer.name AS customer, address, run_stop.route_id AS route,
    run_stop.sequence AS sequence, reading.codes AS field_codes, reading_import.format AS field_format
  FROM period_read JOIN account USING (account_id) JOIN customer USING (customer_id) JOIN premises USING (premises_id)
  JOIN run_stop ON run_stop.bill_run_id = period_read.bill_run_id AND run_stop.premises_id = account.premises_id
  JOIN meter USING (meter_id) LEFT JOIN reading USING (reading_id) LEFT JOIN reading_import USING (import_number)
  WHERE period_read.bill_run_id = ?`;

export interface ShownRun {
  /** In walking order. */
  readonly reads: readonly ShownRead[];
  /** The registers that it reads, for their history. */
  readonly asked: AskedColumns;
}

/** Every read of a run, as a sheet shows it. */
export async function shownReads(database: Database, billRunId: string): Promise<ShownRun> {
  const columns = await columnRead<Row>(database, COLUMNS, QUERY, [billRunId]);
  const reads = walkingOrder(columns).map((row) => toShownRead(columns, row));
  return { reads, asked: askedOf(columns) };
}

function askedOf(columns: ColumnsRead<Row>): AskedColumns {
  const { rowKey, removedOn } = columns;
  const rows = Array.from(rowKey.keys()).filter((row) => removedOn[row] === null);
  rows.sort((one, other) => (cellOf(rowKey, one) < cellOf(rowKey, other) ? -1 : 1));
  const taken = <Value>(column: readonly Value[]) => rows.map((row) => cellOf(column, row));
  return {
    accountId: taken(columns.accountId),
    registerNumber: taken(columns.registerNumber),
    rateClass: taken(columns.rateClass),
    rowKey: taken(rowKey),
  };
}

function toShownRead(columns: ColumnsRead<Row>, row: number): ShownRead {
  const exceptions = cellOf(columns.exceptions, row);
  const codes = cellOf(columns.fieldCodes, row);
  return {
    rowKey: cellOf(columns.rowKey, row),
    accountId: cellOf(columns.accountId, row),
    meterId: cellOf(columns.meterId, row),
    registerNumber: cellOf(columns.registerNumber, row),
    isCompound: cellOf(columns.isCompound, row) === 1,
    removedOn: toDate(cellOf(columns.removedOn, row)),
    previousValue: cellOf(columns.previousValue, row),
    previousOn: calendarDate(cellOf(columns.previousOn, row)),
    value: cellOf(columns.value, row),
    readOn: toDate(cellOf(columns.readOn, row)),
    usageGallons: cellOf(columns.usageGallons, row),
    status: cellOf(columns.status, row),
    exceptions: exceptions === '[]' ? [] : (JSON.parse(exceptions) as ReadException[]),
    action: cellOf(columns.action, row) || null,
    reason: cellOf(columns.reason, row),
    customer: cellOf(columns.customer, row),
    address: cellOf(columns.address, row),
    route: cellOf(columns.route, row),
    sequence: cellOf(columns.sequence, row),
    fieldReading: codes === null ? null : { format: cellOf(columns.fieldFormat, row), codes },
  };
}
