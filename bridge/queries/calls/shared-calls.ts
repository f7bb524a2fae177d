import type { Database } from '../../store/database.js';

/**
 * The name of another file of the same period that has a phone or an account of a file, and was sent or is being sent: its
 * calls may be made. A call that reached nobody counts no more. Null when there is none.
 */
export async function fileWithSameCalls(database: Database, fileNumber: number): Promise<string | null> {
  const [found] = await database.raw<{ file_name: string }[]>(
    `WITH own AS (SELECT call_number, phone FROM placed_call WHERE file_number = :fileNumber)
     SELECT other.file_name
     FROM call_file AS file JOIN bill_run AS run USING (bill_run_id)
     JOIN bill_run AS of_period ON of_period.cycle_id = run.cycle_id AND of_period.period_to = run.period_to
     JOIN call_file AS other ON other.bill_run_id = of_period.bill_run_id AND other.file_number <> file.file_number
     JOIN call_send AS send ON send.send_number = (
       SELECT max(send_number) FROM call_send WHERE call_send.file_number = other.file_number)
     WHERE file.file_number = :fileNumber AND send.outcome IN ('sending', 'sent') AND EXISTS (
       SELECT 1 FROM placed_call AS theirs WHERE theirs.file_number = other.file_number
       AND coalesce((SELECT outcome FROM call_result WHERE call_result.call_number = theirs.call_number
                     ORDER BY called_at DESC LIMIT 1), '') NOT IN ('busy', 'no-answer') AND (
         theirs.phone IN (SELECT phone FROM own)
         OR EXISTS (SELECT 1 FROM placed_call_account AS account WHERE account.call_number = theirs.call_number
                    AND account_id IN (SELECT account_id FROM placed_call_account JOIN own USING (call_number)))))
     ORDER BY other.file_number DESC LIMIT 1`,
    { fileNumber },
  );
  return found?.file_name ?? null;
}
