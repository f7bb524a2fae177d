import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** What was decided of a line of a comparison, with the cents that it had on each side; null where it lacked. */
export interface NewComparisonDecision {
  readonly accountId: string;
  readonly service: string;
  readonly theirsCents: number | null;
  readonly oursCents: number | null;
  /** Empty where the decision before is taken back. */
  readonly decision: string;
  readonly note: string;
}

/** Writes down decisions; what was decided before stays known. */
export async function writeComparisonDecisions(
  trx: Database,
  billRunId: string,
  decisions: readonly NewComparisonDecision[],
  commandNumber: number,
): Promise<void> {
  if (decisions.length === 0) return;
  const [row] = await trx.raw<{ last: number | null }[]>(
    'SELECT max(decision_number) AS last FROM comparison_decision',
  );
  const first = (row?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'comparison_decision',
    [
      ...['decision_number', 'bill_run_id', 'account_id', 'service', 'theirs_cents', 'ours_cents', 'decision', 'note'],
      'command_number',
    ],
    decisions.map(({ accountId, service, theirsCents, oursCents, decision, note }, index) => {
      return [first + index, billRunId, accountId, service, theirsCents, oursCents, decision, note, commandNumber];
    }),
  );
}
