import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** What was found on an account's bill, as it stood when its run was posted. */
export interface NewPostedException {
  readonly accountId: string;
  readonly routeId: string;
  readonly exception: string;
  readonly severity: string;
  readonly sentence: string;
  readonly fix: string;
  readonly state: string;
  /** Empty where nothing was decided. */
  readonly decision: string;
}

/** Writes what was found on the bills of a run that is posted, numbered on from the last one. */
export async function writePostedExceptions(
  trx: Database,
  billRunId: string,
  exceptions: readonly NewPostedException[],
  commandNumber: number,
): Promise<void> {
  if (exceptions.length === 0) return;
  const [row] = await trx.raw<{ last: number | null }[]>('SELECT max(exception_number) AS last FROM posted_exception');
  const first = (row?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'posted_exception',
    [
      ...['exception_number', 'bill_run_id', 'account_id', 'route_id', 'exception', 'severity', 'sentence', 'fix'],
      ...['state', 'decision', 'command_number'],
    ],
    exceptions.map(({ accountId, routeId, exception, severity, sentence, fix, state, decision }, index) => {
      const found = [accountId, routeId, exception, severity, sentence, fix, state, decision];
      return [first + index, billRunId, ...found, commandNumber];
    }),
  );
}
