import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import type { ReadAction, ReadException, ReadStatus, WaterUnit } from '../contract/metering.js';
import type { ReadRecord } from '../contract/reading-file.js';
import type { Register } from '../domain/metering/register.js';
import { cellOf, columnParts, columnRead, type ColumnNames, type ColumnsRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { walkingOrder } from './walking-order.js';

/** The read that a run will bill for one register, with the reading that came from the field. */
export interface PeriodRead {
  readonly rowKey: string;
  readonly accountId: string;
  readonly rateClass: string;
  readonly accountActive: boolean;
  readonly meterId: string;
  readonly registerNumber: number;
  readonly isCompound: boolean;
  readonly register: Register;
  /** The day on which the meter was taken out, whose final reading this is; null of a meter that is in place. */
  readonly removedOn: CalendarDate | null;
  readonly previousValue: number;
  readonly previousOn: CalendarDate;
  readonly value: number | null;
  readonly readOn: CalendarDate | null;
  readonly usageGallons: number | null;
  readonly status: ReadStatus;
  readonly exceptions: readonly ReadException[];
  readonly action: ReadAction | null;
  readonly reason: string;
  readonly version: number;
  /** What came from the field last; null while nothing did. */
  readonly fieldReading: FieldReading | null;
}

export interface FieldReading {
  readonly readingId: number;
  /** The meter that the file named. */
  readonly meterId: string;
  /** The number of the receipt by which it came. */
  readonly receiptNumber: number;
  /** The format of the file; null where it came in none. */
  readonly format: string | null;
  readonly raw: string | null;
  readonly value: number | null;
  readonly readOn: CalendarDate | null;
  readonly codes: FieldCodes;
}

/** What came with a reading, as it is kept with it. */
export type FieldCodes = Pick<
  ReadRecord,
  | 'skipCode'
  | 'readCode'
  | 'troubleCodes'
  | 'tamper'
  | 'accountId'
  | 'unit'
  | 'atBillingResolution'
  | 'previousReading'
  | 'meterConstant'
  | 'dials'
  | 'decimals'
  | 'method'
  | 'readerId'
  | 'leak'
  | 'backflow'
  | 'noFlowDays'
  | 'leakDays'
  | 'reentries'
  | 'note'
  | 'sequence'
  | 'changedSequence'
  | 'readOrder'
  | 'changedOut'
  | 'newMeterId'
  | 'newEndpointSerial'
>;

/** The codes of a reading: those that were told, and null for all others. */
function fieldCodesOf(told: Partial<FieldCodes>): FieldCodes {
  return {
    skipCode: told.skipCode ?? null,
    readCode: told.readCode ?? null,
    troubleCodes: told.troubleCodes ?? [],
    tamper: told.tamper ?? null,
    accountId: told.accountId ?? null,
    unit: told.unit ?? null,
    atBillingResolution: told.atBillingResolution ?? false,
    previousReading: told.previousReading ?? null,
    meterConstant: told.meterConstant ?? null,
    dials: told.dials ?? null,
    decimals: told.decimals ?? null,
    method: told.method ?? null,
    readerId: told.readerId ?? null,
    leak: told.leak ?? null,
    backflow: told.backflow ?? null,
    noFlowDays: told.noFlowDays ?? null,
    leakDays: told.leakDays ?? null,
    reentries: told.reentries ?? null,
    note: told.note ?? null,
    sequence: told.sequence ?? null,
    changedSequence: told.changedSequence ?? null,
    readOrder: told.readOrder ?? null,
    changedOut: told.changedOut ?? false,
    newMeterId: told.newMeterId ?? null,
    newEndpointSerial: told.newEndpointSerial ?? null,
  };
}

const CODE_NAMES = Object.keys(fieldCodesOf({})) as (keyof FieldCodes)[];

/** What is kept of a record with its reading: what it tells, and not that it tells nothing of the rest. */
export function toldCodes(record: FieldCodes): Partial<FieldCodes> {
  const told: Partial<Record<keyof FieldCodes, unknown>> = {};
  for (const name of CODE_NAMES) {
    const value = record[name];
    if (value === null || value === false || (Array.isArray(value) && value.length === 0)) continue;
    told[name] = value;
  }
  return told as Partial<FieldCodes>;
}

/** A row as it is read. */
interface Row {
  readonly rowKey: string;
  readonly accountId: string;
  readonly rateClass: string;
  readonly accountStatus: string;
  readonly meterId: string;
  readonly registerNumber: number;
  readonly isCompound: number;
  readonly dials: number;
  readonly decimals: number;
  readonly fixedZeros: number;
  readonly multiplier: string;
  readonly unit: WaterUnit;
  readonly removedOn: string | null;
  readonly previousValue: number;
  readonly previousOn: string;
  readonly value: number | null;
  readonly readOn: string | null;
  readonly usageGallons: number | null;
  readonly status: ReadStatus;
  readonly exceptions: string;
  readonly action: ReadAction | '';
  readonly reason: string;
  readonly version: number;
  readonly readingId: number | null;
  readonly fieldMeter: string;
  readonly fieldReceipt: number;
  readonly fieldFormat: string | null;
  readonly fieldRaw: string | null;
  readonly fieldValue: number | null;
  readonly fieldReadOn: string | null;
  readonly fieldCodes: Partial<FieldCodes>;
}

const COLUMNS: ColumnNames<Row> = {
  rowKey: 'row_key',
  accountId: 'account_id',
  rateClass: 'rate_class',
  accountStatus: 'account_status',
  meterId: 'meter_id',
  registerNumber: 'register_number',
  isCompound: 'is_compound',
  dials: 'dials',
  decimals: 'decimals',
  fixedZeros: 'fixed_zeros',
  multiplier: 'multiplier',
  unit: 'unit',
  removedOn: 'removed_on',
  previousValue: 'previous_value',
  previousOn: 'previous_on',
  value: 'value',
  readOn: 'read_on',
  usageGallons: 'usage_gallons',
  status: 'status',
  exceptions: 'exceptions',
  action: 'action',
  reason: 'reason',
  version: 'version',
  readingId: 'reading_id',
  fieldMeter: 'field_meter',
  fieldReceipt: 'field_receipt',
  fieldFormat: 'field_format',
  fieldRaw: 'field_raw',
  fieldValue: 'field_value',
  fieldReadOn: 'field_read_on',
  // As JSON within JSON, not as its text, which would be escaped and read twice.
  fieldCodes: 'json(field_codes)',
};

interface WalkedRow extends Row {
  readonly route: string | null;
  readonly sequence: number | null;
}

const WALKED_COLUMNS: ColumnNames<WalkedRow> = { ...COLUMNS, route: 'route_id', sequence: 'sequence' };

/** Narrows what is read of a run to one of its rows, or to those of one meter. */
export interface OneRow {
  readonly rowKey?: string;
  readonly meterId?: string;
}

/** Every read of a run in walking order, or those that are asked for. */
export async function periodReads(
  database: Database,
  billRunId: string,
  { rowKey, meterId }: OneRow = {},
): Promise<PeriodRead[]> {
  const query = `${readsWith({ columns: 'route_id, sequence,', join: 'JOIN run_stop USING (bill_run_id, premises_id)' })}
    ${rowKey === undefined ? '' : 'AND period_read.row_key = ?'} ${meterId === undefined ? '' : 'AND period_read.meter_id = ?'}`;
  const asked = [rowKey, meterId].filter((value) => value !== undefined);
  const columns = await columnRead<WalkedRow>(database, WALKED_COLUMNS, query, [billRunId, ...asked]);
  return walkingOrder(columns).map((row) => toPeriodRead(columns, row));
}

/**
 * The reads of a run by the keys of their rows, part by part, the next one while one is worked on; within a part in no
 * order. Nothing else may be asked of the database meanwhile, unless it is a transaction.
 */
export async function* partsOfReads(
  trx: Database,
  billRunId: string,
  parts: Iterable<readonly string[]>,
): AsyncGenerator<PeriodRead[], void, undefined> {
  const query = `${readsWith({ columns: '', join: '' })} AND period_read.row_key IN (SELECT value FROM json_each(?))`;
  const bindings = Array.from(parts, (rowKeys) => [billRunId, JSON.stringify(rowKeys)]);
  for await (const columns of columnParts<Row>(trx, COLUMNS, query, bindings))
    yield columns.rowKey.map((_, row) => toPeriodRead(columns, row));
}

function readsWith({ columns, join }: Readonly<Record<'columns' | 'join', string>>): string {
  return `SELECT period_read.*, ${columns} rate_class, account.status AS account_status, is_compound, dials, multiplier, unit,
                 decimals, fixed_zeros, reading.raw AS field_raw, reading.value AS field_value,
                 reading.read_on AS field_read_on, reading.codes AS field_codes, reading.meter_id AS field_meter,
                 reading.command_number AS field_receipt, reading_import.format AS field_format
    FROM period_read JOIN account USING (account_id) ${join}
    JOIN meter USING (meter_id) JOIN register USING (meter_id, register_number)
    LEFT JOIN reading USING (reading_id) LEFT JOIN reading_import USING (import_number)
    WHERE period_read.bill_run_id = ?`;
}

function toPeriodRead(columns: ColumnsRead<Row>, row: number): PeriodRead {
  const exceptions = cellOf(columns.exceptions, row);
  return {
    rowKey: cellOf(columns.rowKey, row),
    accountId: cellOf(columns.accountId, row),
    rateClass: cellOf(columns.rateClass, row),
    accountActive: cellOf(columns.accountStatus, row) === 'active',
    meterId: cellOf(columns.meterId, row),
    registerNumber: cellOf(columns.registerNumber, row),
    isCompound: cellOf(columns.isCompound, row) === 1,
    register: {
      dials: cellOf(columns.dials, row),
      decimals: cellOf(columns.decimals, row),
      fixedZeros: cellOf(columns.fixedZeros, row),
      multiplier: cellOf(columns.multiplier, row),
      unit: cellOf(columns.unit, row),
    },
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
    version: cellOf(columns.version, row),
    fieldReading: toFieldReading(columns, row),
  };
}

function toFieldReading(columns: ColumnsRead<Row>, row: number): FieldReading | null {
  const readingId = cellOf(columns.readingId, row);
  if (readingId === null) return null;
  return {
    readingId,
    meterId: cellOf(columns.fieldMeter, row),
    receiptNumber: cellOf(columns.fieldReceipt, row),
    format: cellOf(columns.fieldFormat, row),
    raw: cellOf(columns.fieldRaw, row),
    value: cellOf(columns.fieldValue, row),
    readOn: toDate(cellOf(columns.fieldReadOn, row)),
    codes: fieldCodesOf(cellOf(columns.fieldCodes, row)),
  };
}

/** A date as it is kept. */
export function toDate(text: string | null): CalendarDate | null {
  return text === null ? null : calendarDate(text);
}
