import type { Database } from './database.js';

/** Writes that something was made of a posted run that leaves the office, numbered on from the last one. */
export async function writeRunOutput(
  trx: Database,
  { billRunId, kind, commandNumber }: { billRunId: string; kind: string; commandNumber: number },
): Promise<void> {
  await trx.raw(
    `INSERT INTO bill_run_output (output_number, bill_run_id, kind, command_number)
     VALUES ((SELECT coalesce(max(output_number), 0) + 1 FROM bill_run_output), ?, ?, ?)`,
    [billRunId, kind, commandNumber],
  );
}
