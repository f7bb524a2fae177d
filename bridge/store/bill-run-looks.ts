import type { Database } from './database.js';

/** Keeps what a person saw of an open run's bills, in place of what was seen before. */
export async function keepLook(
  trx: Database,
  look: { readonly billRunId: string; readonly lookedAt: string; readonly personId: string; readonly bills: object },
): Promise<void> {
  await trx.raw(
    `INSERT INTO bill_run_look (bill_run_id, looked_at, person_id, bills)
     SELECT bill_run_id, ?, ?, ? FROM bill_run WHERE bill_run_id = ? AND status = 'open'
     ON CONFLICT (bill_run_id) DO UPDATE SET looked_at = excluded.looked_at, person_id = excluded.person_id,
                                            bills = excluded.bills`,
    [look.lookedAt, look.personId, JSON.stringify(look.bills), look.billRunId],
  );
}
