import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** An adjustment to write down; its entry is in the journal. */
export interface NewAdjustment {
  readonly pullId: string;
  readonly rowKey: string;
  readonly accountId: string;
  readonly service: string | null;
  readonly kind: string;
  readonly amountCents: number;
  readonly reason: string;
  readonly note: string;
  readonly billNumbers: readonly number[];
  readonly cause: string;
  readonly document: string;
  readonly documentsOn: string | null;
  readonly calculation: readonly string[];
  readonly requestNumber: number | null;
  readonly charges: readonly { readonly chargeType: string; readonly amountCents: number }[];
  readonly entryNumber: number;
}

/** Writes adjustments with their charges, numbered on from the last one. */
export async function writeAdjustments(trx: Database, adjustments: readonly NewAdjustment[]): Promise<void> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(adjustment_number) AS last FROM adjustment');
  const first = (last?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'adjustment',
    [
      ...['adjustment_number', 'pull_id', 'row_key', 'account_id', 'service', 'kind', 'amount_cents', 'reason', 'note'],
      ...['entry_number', 'cause', 'document', 'documents_on', 'calculation', 'request_number'],
    ],
    adjustments.map((made, index) => [
      ...[first + index, made.pullId, made.rowKey, made.accountId, made.service, made.kind, made.amountCents],
      ...[made.reason, made.note, made.entryNumber, made.cause, made.document, made.documentsOn],
      ...[JSON.stringify(made.calculation), made.requestNumber],
    ]),
  );
  await bulkInsert(
    trx,
    'adjustment_charge',
    ['adjustment_number', 'charge_type', 'amount_cents'],
    adjustments.flatMap(({ charges }, index) => {
      return charges.map(({ chargeType, amountCents }) => [first + index, chargeType, amountCents]);
    }),
  );
  await bulkInsert(
    trx,
    'adjusted_bill',
    ['adjustment_number', 'bill_number'],
    adjustments.flatMap(({ billNumbers }, index) => billNumbers.map((billNumber) => [first + index, billNumber])),
  );
}
