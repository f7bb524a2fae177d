import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A decision to write down; an empty one takes back the one before. */
export interface NewDisposition {
  readonly accountId: string;
  readonly exception: string;
  readonly sentence: string;
  readonly decision: string;
  readonly reason: string;
}

/** Writes decisions on the bills of a run, numbered on from the last one. */
export async function writeDispositions(
  trx: Database,
  billRunId: string,
  dispositions: readonly NewDisposition[],
  commandNumber: number,
): Promise<void> {
  if (dispositions.length === 0) return;
  const [last] = await trx.raw<{ last: number | null }[]>(
    'SELECT max(disposition_number) AS last FROM bill_disposition',
  );
  await bulkInsert(
    trx,
    'bill_disposition',
    [
      ...['disposition_number', 'bill_run_id', 'account_id', 'exception', 'sentence', 'decision', 'reason'],
      'command_number',
    ],
    dispositions.map(({ accountId, exception, sentence, decision, reason }, index) => {
      const number = (last?.last ?? 0) + index + 1;
      return [number, billRunId, accountId, exception, sentence, decision, reason, commandNumber];
    }),
  );
}

/** Takes back every decision on the bills of a run that stands, for a reason that is not of a single one. */
export async function takeBackDispositions(
  trx: Database,
  billRunId: string,
  { reason, commandNumber }: { readonly reason: string; readonly commandNumber: number },
): Promise<void> {
  await trx.raw(
    `INSERT INTO bill_disposition (disposition_number, bill_run_id, account_id, exception, sentence, decision, reason, command_number)
     SELECT (SELECT max(disposition_number) FROM bill_disposition) + row_number() OVER (ORDER BY disposition_number),
            bill_run_id, account_id, exception, sentence, '', ?, ?
     FROM standing_disposition WHERE bill_run_id = ?`,
    [reason, commandNumber, billRunId],
  );
}
