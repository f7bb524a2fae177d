import type { Database } from '../../bridge/store/database.js';
import { approveRun, type ConfirmedRun } from '../support/town/bill-run.js';
import { TestTown } from '../support/town/town.js';

/** The open run that is due first; '' where there is none. */
export async function nextOpenRun(database: Database): Promise<string> {
  const [run] = await database.raw<{ id: string }[]>(
    `SELECT bill_run_id AS id FROM bill_run WHERE status = 'open' ORDER BY period_to, bill_run_id LIMIT 1`,
  );
  return run?.id ?? '';
}

/** Makes an open run ready as its readings would, and approves it; gives what confirms its totals. */
export async function readyRun(database: Database, billRunId: string): Promise<ConfirmedRun> {
  await database.raw(
    `UPDATE period_read SET status = 'accepted', value = previous_value, usage_gallons = 0,
       read_on = (SELECT period_to FROM bill_run WHERE bill_run_id = ?) WHERE bill_run_id = ?`,
    [billRunId, billRunId],
  );
  return approveRun(new TestTown('', database, () => new Date()), billRunId);
}
