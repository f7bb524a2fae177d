import type { ComparisonDecision } from '../contract/comparison.js';
import type { ComparedLine } from '../domain/comparison/compare-line.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';

/** What was decided last of a line of a comparison. */
export interface DecidedLine {
  readonly accountId: string;
  readonly service: string;
  /** Null where the account is one of the file only. */
  readonly customerName: string | null;
  readonly theirsCents: number | null;
  readonly oursCents: number | null;
  readonly decision: ComparisonDecision | '';
  readonly note: string;
  readonly personName: string;
  /** The instant of the receipt. */
  readonly decidedAt: string;
  readonly receiptNumber: number;
}

type Row = [
  ...[accountId: string, service: string, theirsCents: number | null, oursCents: number | null],
  ...[decision: ComparisonDecision | '', note: string, personName: string, decidedAt: string, receiptNumber: number],
  customerName: string | null,
];

/** The last decision on each line of a run's comparisons, by the key of its row. */
export async function comparisonDecisionsOf(
  database: Database,
  billRunId: string,
): Promise<ReadonlyMap<string, DecidedLine>> {
  const rows = await bulkRead<Row>(
    database,
    [
      ...['account_id', 'service', 'theirs_cents', 'ours_cents', 'decision', 'note', 'name', 'applied_at'],
      ...['command_number', 'customer_name'],
    ],
    `SELECT decided.*, person.name, applied_at, customer.name AS customer_name
     FROM comparison_decision AS decided JOIN command USING (command_number) JOIN person USING (person_id)
     LEFT JOIN account ON account.account_id = decided.account_id LEFT JOIN customer USING (customer_id)
     WHERE bill_run_id = ? ORDER BY decision_number`,
    [billRunId],
  );
  return new Map(
    rows.map(([accountId, service, theirsCents, oursCents, decision, note, ...who]) => {
      const [personName, decidedAt, receiptNumber, customerName] = who;
      const line = { accountId, service, customerName, theirsCents, oursCents, decision, note };
      return [comparisonKey(line), { ...line, personName, decidedAt, receiptNumber }];
    }),
  );
}

/** The key of a line's row. */
export function comparisonKey({
  accountId,
  service,
}: {
  readonly accountId: string;
  readonly service: string;
}): string {
  return `${accountId}/${service}`;
}

/** The cents of a line on each side; null where it lacks. */
export function centsOf({ theirs, ours }: Pick<ComparedLine, 'theirs' | 'ours'>) {
  return { theirsCents: theirs?.chargeCents ?? null, oursCents: ours?.charge.amountCents ?? null };
}

/** Tells whether a decision stands: it was of the charges that the line has. */
export function stands(decided: DecidedLine, line: Pick<ComparedLine, 'theirs' | 'ours'>): boolean {
  const { theirsCents, oursCents } = centsOf(line);
  return decided.decision !== '' && decided.theirsCents === theirsCents && decided.oursCents === oursCents;
}
