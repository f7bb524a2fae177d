import { groupBy } from '../contract/group-by.js';
import type { ReadStatus, WaterUnit } from '../contract/metering.js';
import type { RegisterReadings } from '../domain/billing/bill-input.js';
import { readingsInGallons } from '../domain/metering/readings-in-gallons.js';
import { bulkRead } from '../store/bulk.js';
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

type ReadRow = [
  ...[string, ReadStatus, number | null, string, number, number | null, number, string, WaterUnit],
  ...[decimals: number, fixedZeros: number, isRemoved: number],
];

/**
 * Reads a run's reads, of all its accounts unless told, and gives those of one account: of the meter that is in place
 * first, then of those that were taken out within the period, the last one first.
 */
export async function billedReads(
  database: Database,
  billRunId: string,
  accounts?: AccountsMeant,
): Promise<(accountId: string) => readonly BilledRead[]> {
  const rows = await bulkRead<ReadRow>(
    database,
    [
      ...['account_id', 'status', 'usage_gallons', 'size', 'previous_value', 'value', 'dials', 'multiplier', 'unit'],
      ...['decimals', 'fixed_zeros', 'is_removed'],
    ],
    `SELECT account_id, status, usage_gallons, size, previous_value, value, dials, multiplier, unit, decimals, fixed_zeros,
            period_read.removed_on IS NOT NULL AS is_removed
     FROM period_read JOIN meter USING (meter_id) JOIN register USING (meter_id, register_number)
     WHERE bill_run_id = ? ${accounts === undefined ? '' : `AND account_id IN (${accounts.query})`}
     ORDER BY period_read.removed_on IS NOT NULL, period_read.removed_on DESC, row_key`,
    [billRunId, ...(accounts?.bindings ?? [])],
  );
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return (accountId) => byAccount.get(accountId)?.map(toRead) ?? [];
}

function toRead(row: ReadRow): BilledRead {
  const [, status, usageGallons, meterSize, previous, current, dials, multiplier, unit, decimals, fixedZeros, removed] =
    row;
  const register = { dials, decimals, fixedZeros, multiplier, unit };
  return {
    status,
    usageGallons,
    meterSize,
    isRemoved: removed === 1,
    readings: () => readingsInGallons(previous, current ?? previous, register),
  };
}
