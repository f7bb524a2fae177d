import type { BillDecision, BillSeverity } from '../contract/bill-review.js';
import type { ExceptionState } from '../domain/bill-review/disposition.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import type { NewPostedException } from '../store/posted-exceptions.js';
import type { ReviewedAccount, ReviewedRun } from './bill-review.js';

/** What is kept of the exceptions of a run when it is posted: what asked for a decision, and what was decided. */
export function exceptionsToKeep({ bills, closed }: ReviewedRun): NewPostedException[] {
  return [...bills, ...closed].flatMap(({ accountId, routeId, exceptions }: ReviewedAccount) =>
    exceptions
      .filter(({ severity, decision }) => severity !== 'information' || decision !== null)
      .map(({ name, severity, sentence, fix, state, decision }) => {
        return { accountId, routeId, exception: name, severity, sentence, fix, state, decision: decision ?? '' };
      }),
  );
}

/** What was found on an account's bill when its run was posted. */
export interface PostedException {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly rateClass: string;
  readonly routeId: string;
  readonly name: string;
  readonly severity: BillSeverity;
  readonly sentence: string;
  readonly fix: string;
  readonly state: ExceptionState;
  readonly decision: BillDecision | null;
}

type Row = [
  ...[accountId: string, customerName: string, address: string, rateClass: string, routeId: string, name: string],
  ...[severity: BillSeverity, sentence: string, fix: string, state: ExceptionState, decision: BillDecision | ''],
];

/** What was found on the bills of a posted run, in the order in which they were posted; nothing of those posted before it was kept. */
export async function postedExceptions(database: Database, billRunId: string): Promise<PostedException[]> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['account_id', 'name', 'address', 'rate_class', 'route_id', 'exception', 'severity', 'sentence', 'fix'],
      ...['state', 'decision'],
    ],
    `SELECT kept.*, customer.name, address, rate_class
     FROM posted_exception AS kept JOIN account USING (account_id) JOIN customer USING (customer_id)
     JOIN premises USING (premises_id) WHERE bill_run_id = ? ORDER BY exception_number`,
    [billRunId],
  );
  return rows.map(
    ([accountId, customerName, address, rateClass, routeId, name, severity, sentence, fix, state, decision]) => {
      const who = { accountId, customerName, address, rateClass, routeId };
      return { ...who, name, severity, sentence, fix, state, decision: decision || null };
    },
  );
}
