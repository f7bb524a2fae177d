import { billingRoles, type Person } from '../contract/person.js';
import type { Database } from './database.js';

export interface BillRunLook {
  readonly billRunId: string;
  readonly lookedAt: string;
  readonly bills: object;
}

/** Keeps what a person who may approve saw of an open run's bills, in place of what they saw before. */
export async function keepLook(
  trx: Database,
  { billRunId, lookedAt, bills }: BillRunLook,
  { personId, role }: Person,
): Promise<void> {
  if (!billingRoles.includes(role)) return;
  await trx.raw(
    `INSERT INTO bill_run_look (bill_run_id, person_id, looked_at, bills)
     SELECT bill_run_id, ?, ?, ? FROM bill_run WHERE bill_run_id = ? AND status = 'open'
     ON CONFLICT (bill_run_id, person_id) DO UPDATE SET looked_at = excluded.looked_at, bills = excluded.bills`,
    [personId, lookedAt, JSON.stringify(bills), billRunId],
  );
}
