import type { BillDecision } from '../contract/bill-review.js';
import { groupBy } from '../contract/group-by.js';
import type { Disposition } from '../domain/bill-review/disposition.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

type Row = [
  ...[accountId: string, exception: string, sentence: string, decision: BillDecision | '', reason: string],
  ...[personName: string, appliedAt: string, receiptNumber: number, isOfRun: number],
];

const NONE: ReadonlyMap<string, Disposition> = new Map();

/**
 * Reads the last decision on each exception of a run's bills, and gives those of one account by the exception's name. An
 * account that was held when its period was billed and reversed is still held when the period is billed again.
 */
export async function billDispositions(
  database: Database,
  billRunId: string,
): Promise<(accountId: string) => ReadonlyMap<string, Disposition>> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['account_id', 'exception', 'sentence', 'decision', 'reason', 'name', 'applied_at', 'command_number'],
      'is_of_run',
    ],
    `SELECT account_id, exception, sentence, decision, bill_disposition.reason, person.name, applied_at,
            bill_disposition.command_number, bill_run_id = ? AS is_of_run
     FROM bill_disposition JOIN command USING (command_number) JOIN person USING (person_id)
     WHERE bill_run_id IN (SELECT attempt.bill_run_id
                           FROM bill_run AS run JOIN bill_run AS attempt USING (cycle_id, period_to)
                           WHERE run.bill_run_id = ? AND attempt.attempt <= run.attempt)
     ORDER BY disposition_number`,
    [billRunId, billRunId],
  );
  const byAccount = groupBy(rows, ([accountId]) => accountId);
  return (accountId) => {
    const own = byAccount.get(accountId);
    if (own === undefined) return NONE;
    const last = new Map(own.map((row) => [row[1], row]));
    const standing = [...last].filter(([, { 3: decision, 8: isOfRun }]) => isOfRun === 1 || decision === 'hold');
    return new Map(standing.map(([exception, row]) => [exception, toDisposition(row)]));
  };
}

function toDisposition([
  ,
  exception,
  sentence,
  decision,
  reason,
  personName,
  decidedAt,
  receiptNumber,
]: Row): Disposition {
  return { exception, sentence, decision: decision || null, reason, personName, decidedAt, receiptNumber };
}
