import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A document to write down; its entry is in the journal. */
export interface NewDocument {
  readonly kind: string;
  readonly accountId: string;
  readonly otherAccountId?: string;
  readonly chargeType?: string;
  readonly amountCents: number;
  readonly effectiveOn: string;
  readonly dueOn?: string;
  readonly aboutEntry?: number;
  readonly feeCode?: string;
  readonly reference: string;
  readonly reason: string;
  /** What else was told of it. */
  readonly told?: {
    readonly cause: string;
    readonly note: string;
    readonly documentsOn: string | null;
    readonly calculation: readonly string[];
  } | null;
  /** The sheet row that asked for it, on the first document that it made. */
  readonly row: { readonly pullId: string; readonly rowKey: string } | null;
  readonly entryNumber: number;
  /** The payment that this document returns. */
  readonly returnsPayment?: number;
}

/** Writes documents, numbered on from the last one. */
export async function writeDocuments(trx: Database, documents: readonly NewDocument[]): Promise<void> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(document_number) AS last FROM ledger_document');
  const first = (last?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'ledger_document',
    [
      ...['document_number', 'kind', 'account_id', 'other_account_id', 'charge_type', 'amount_cents', 'effective_on'],
      ...['due_on', 'about_entry', 'fee_code', 'reference', 'reason', 'pull_id', 'row_key', 'entry_number'],
      ...['cause', 'note', 'documents_on', 'calculation'],
    ],
    documents.map((document, index) => [
      ...[first + index, document.kind, document.accountId, document.otherAccountId ?? null],
      ...[document.chargeType ?? null, document.amountCents, document.effectiveOn, document.dueOn ?? null],
      ...[document.aboutEntry ?? null, document.feeCode ?? null, document.reference, document.reason],
      ...[document.row?.pullId ?? null, document.row?.rowKey ?? null, document.entryNumber],
      ...[document.told?.cause ?? '', document.told?.note ?? '', document.told?.documentsOn ?? null],
      JSON.stringify(document.told?.calculation ?? []),
    ]),
  );
  await bulkInsert(
    trx,
    'returned_payment',
    ['payment_number', 'document_number'],
    documents.flatMap(({ returnsPayment }, index) =>
      returnsPayment === undefined ? [] : [[returnsPayment, first + index]],
    ),
  );
}
