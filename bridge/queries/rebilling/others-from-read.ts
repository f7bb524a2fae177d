import type { CalendarDate } from '../../contract/calendar-date.js';
import type { RemadeBill } from '../../domain/rebilling/remake-bills.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** An account whose reads begin where another account's read ended before that was corrected. */
export interface OtherFromRead {
  readonly accountId: string;
  readonly meterId: string;
  readonly value: number;
  readonly readOn: CalendarDate;
}

/**
 * The accounts that took a meter over with a read that bills made again have otherwise, such as the next tenant. What they
 * are billed for begins at the old read, in posted runs and in open ones; each is given once for a read.
 */
export async function othersFromRead(database: Database, bills: readonly RemadeBill[]): Promise<OtherFromRead[]> {
  const found: OtherFromRead[] = [];
  for (const { accountId, ...read } of bills.flatMap(movedReads)) {
    const { meterId, registerNumber, value, readOn } = read;
    const rows = await bulkRead<[accountId: string]>(
      database,
      ['account_id'],
      `SELECT DISTINCT account_id FROM billed_read
       WHERE meter_id = ? AND register_number = ? AND account_id <> ? AND previous_value = ? AND previous_on = ?
         AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal) ORDER BY account_id`,
      [meterId, registerNumber, accountId, value, readOn],
    );
    found.push(...rows.map(([other]) => ({ accountId: other, meterId, value, readOn })));
  }
  return found;
}

/** The ends as they were, of reads that end otherwise now. */
function movedReads({ posted: { accountId, reads: before }, reads }: RemadeBill) {
  const now = new Map(reads.map((read) => [read.rowKey, read]));
  return before.flatMap(({ rowKey, meterId, registerNumber, value, readOn }) => {
    const read = now.get(rowKey);
    if (value === null || readOn === null || (read?.value === value && read.readOn === readOn)) return [];
    return [{ accountId, meterId, registerNumber, value, readOn }];
  });
}
