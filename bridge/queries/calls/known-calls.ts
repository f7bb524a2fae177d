import type { CallOutcome } from '../../contract/calls.js';
import { resultKey, type KnownCall } from '../../domain/calls/match-results.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

/** The calls that went out, or may have, in the order in which their files were made. */
export async function knownCalls(database: Database): Promise<KnownCall[]> {
  const rows = await bulkRead<[callNumber: number, reference: string, phone: string, madeAt: string, accounts: string]>(
    database,
    ['call_number', 'reference', 'phone', 'made_at', 'accounts'],
    `SELECT call_number, reference, phone, applied_at AS made_at,
            (SELECT json_group_array(account_id ORDER BY account_id) FROM placed_call_account AS own
             WHERE own.call_number = placed_call.call_number) AS accounts
     FROM call_file JOIN placed_call USING (file_number) JOIN command ON command.command_number = call_file.command_number
     WHERE (SELECT outcome FROM call_send WHERE call_send.file_number = call_file.file_number
            ORDER BY send_number DESC LIMIT 1) IN ('sending', 'sent')
     ORDER BY call_number`,
    [],
  );
  return rows.map(([callNumber, reference, phone, madeAt, accounts]) => {
    return { callNumber, reference, phone, madeAt: new Date(madeAt), accountIds: JSON.parse(accounts) as string[] };
  });
}

/** What was told of calls, by `resultKey`. */
export async function knownResults(database: Database): Promise<ReadonlyMap<string, CallOutcome>> {
  const rows = await bulkRead<[callNumber: number, calledAt: string, outcome: CallOutcome]>(
    database,
    ['call_number', 'called_at', 'outcome'],
    'SELECT call_number, called_at, outcome FROM call_result',
    [],
  );
  return new Map(rows.map(([callNumber, calledAt, outcome]) => [resultKey(callNumber, new Date(calledAt)), outcome]));
}

/** The receipt by which a file of results was read; null when it was not. */
export async function readResultFile(
  database: Database,
  sha256: string,
): Promise<{ readonly receipt: number; readonly fileName: string } | null> {
  const [row] = await database.raw<{ receipt: number; fileName: string }[]>(
    'SELECT command_number AS receipt, file_name AS "fileName" FROM call_result_file WHERE sha256 = ?',
    [sha256],
  );
  return row ?? null;
}
