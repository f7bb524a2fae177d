import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

interface NewCharge {
  readonly chargeType: string;
  readonly amountCents: number;
}

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
  readonly cause: string;
  readonly document: string;
  readonly documentsOn: string | null;
  /** The day of a leak; null where it is not known, and of every other kind. */
  readonly leakOn: string | null;
  readonly calculation: readonly string[];
  readonly requestNumber: number | null;
  readonly charges: readonly NewCharge[];
  /** What of the charges is of which bill; none where it is of no bill. */
  readonly shares: readonly { readonly billNumber: number; readonly charges: readonly NewCharge[] }[];
  readonly entryNumber: number;
}

/** Writes adjustments with their charges and bills, numbered on from the last one. */
export async function writeAdjustments(trx: Database, adjustments: readonly NewAdjustment[]): Promise<void> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(adjustment_number) AS last FROM adjustment');
  const first = (last?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'adjustment',
    [
      ...['adjustment_number', 'pull_id', 'row_key', 'account_id', 'service', 'kind', 'amount_cents', 'reason', 'note'],
      ...['entry_number', 'cause', 'document', 'documents_on', 'leak_on', 'calculation', 'request_number'],
    ],
    adjustments.map((made, index) => [
      ...[first + index, made.pullId, made.rowKey, made.accountId, made.service, made.kind, made.amountCents],
      ...[made.reason, made.note, made.entryNumber, made.cause, made.document, made.documentsOn, made.leakOn],
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
    adjustments.flatMap(({ shares }, index) => shares.map(({ billNumber }) => [first + index, billNumber])),
  );
  await bulkInsert(
    trx,
    'adjusted_bill_share',
    ['adjustment_number', 'bill_number', 'charge_type', 'amount_cents'],
    adjustments.flatMap((made, index) => sharesOf(made).map((share) => [first + index, ...share])),
  );
}

/** Of one bill are all charges; of several each has a share of every charge, be it nothing. */
function sharesOf({ shares, charges }: NewAdjustment): [billNumber: number, chargeType: string, amountCents: number][] {
  if (shares.length <= 1) return [];
  return shares.flatMap((share) =>
    charges.map(({ chargeType }): [number, string, number] => {
      const ofType = share.charges.find((charge) => charge.chargeType === chargeType);
      return [share.billNumber, chargeType, ofType?.amountCents ?? 0];
    }),
  );
}
