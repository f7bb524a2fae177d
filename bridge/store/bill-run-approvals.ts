import type { Database } from './database.js';

export interface NewApproval {
  readonly billRunId: string;
  readonly bills: number;
  readonly totalCents: number;
  /** Of all that the run would post. */
  readonly digest: string;
  readonly commandNumber: number;
}

/** Writes that a run is approved, numbered on from the last approval. */
export async function writeApproval(
  trx: Database,
  { billRunId, bills, totalCents, digest, commandNumber }: NewApproval,
): Promise<void> {
  await trx.raw(
    `INSERT INTO bill_run_approval (approval_number, bill_run_id, bill_count, total_cents, digest, command_number)
     VALUES ((SELECT coalesce(max(approval_number), 0) + 1 FROM bill_run_approval), ?, ?, ?, ?, ?)`,
    [billRunId, bills, totalCents, digest, commandNumber],
  );
}
