import type { ReadStatus, WaterUnit } from '../contract/metering.js';
import type { RegisterReadings } from '../domain/billing/bill-input.js';
import { readingsInGallons } from '../domain/metering/readings-in-gallons.js';
import { cellOf, columnRead, type ColumnNames, type ColumnsRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { AccountsMeant } from './account-facts.js';

/** A register's read that a run bills, as far as billing asks for it. */
export interface BilledRead {
  readonly status: ReadStatus;
  /** Null while there is none. */
  readonly usageGallons: number | null;
  readonly meterSize: string;
  /** The meter was taken out within the period. */
  readonly isRemoved: boolean;
  readonly readings: () => RegisterReadings;
}

interface ReadRow {
  readonly accountId: string;
  readonly status: ReadStatus;
  readonly usageGallons: number | null;
  readonly meterSize: string;
  readonly previous: number;
  readonly current: number | null;
  readonly dials: number;
  readonly decimals: number;
  readonly fixedZeros: number;
  readonly multiplier: string;
  readonly unit: WaterUnit;
  readonly isRemoved: number;
}

const COLUMNS: ColumnNames<ReadRow> = {
  ...{ accountId: 'account_id', status: 'status', usageGallons: 'usage_gallons', meterSize: 'size' },
  ...{ previous: 'previous_value', current: 'value', isRemoved: 'removed_on IS NOT NULL' },
  ...{ dials: 'dials', decimals: 'decimals', fixedZeros: 'fixed_zeros', multiplier: 'multiplier', unit: 'unit' },
};

/**
 * Reads a run's reads, of all its accounts unless told, and gives those of one account: of the meter that is in place
 * first, then of those that were taken out within the period, the last one first.
 */
export async function billedReads(
  database: Database,
  billRunId: string,
  accounts?: AccountsMeant,
): Promise<(accountId: string) => readonly BilledRead[]> {
  const columns = await columnRead<ReadRow>(
    database,
    COLUMNS,
    `SELECT account_id, status, usage_gallons, size, previous_value, value, dials, multiplier, unit, decimals, fixed_zeros,
            period_read.removed_on
     FROM period_read JOIN meter USING (meter_id) JOIN register USING (meter_id, register_number)
     WHERE bill_run_id = ? ${accounts === undefined ? '' : `AND account_id IN (${accounts.query})`}
     ORDER BY account_id, period_read.removed_on IS NOT NULL, period_read.removed_on DESC, row_key`,
    [billRunId, ...(accounts?.bindings ?? [])],
  );
  const { accountId: accountIds } = columns;
  const firstRows = new Map<string, number>();
  accountIds.forEach((accountId, row) => {
    if (accountIds[row - 1] !== accountId) firstRows.set(accountId, row);
  });
  return (accountId) => {
    const reads: BilledRead[] = [];
    for (let row = firstRows.get(accountId) ?? NaN; accountIds[row] === accountId; row += 1)
      reads.push(toRead(columns, row));
    return reads;
  };
}

function toRead(columns: ColumnsRead<ReadRow>, row: number): BilledRead {
  return {
    status: cellOf(columns.status, row),
    usageGallons: cellOf(columns.usageGallons, row),
    meterSize: cellOf(columns.meterSize, row),
    isRemoved: cellOf(columns.isRemoved, row) === 1,
    readings: () => readingsOf(columns, row),
  };
}

function readingsOf(columns: ColumnsRead<ReadRow>, row: number): RegisterReadings {
  const [previous, current] = [cellOf(columns.previous, row), cellOf(columns.current, row)];
  return readingsInGallons(previous, current ?? previous, {
    dials: cellOf(columns.dials, row),
    decimals: cellOf(columns.decimals, row),
    fixedZeros: cellOf(columns.fixedZeros, row),
    multiplier: cellOf(columns.multiplier, row),
    unit: cellOf(columns.unit, row),
  });
}
