import type { ApprovalWord } from '../contract/sheets/pending-approvals.js';
import { bulkInsert } from './bulk.js';
import type { Database } from './database.js';

/** A row that waits for another person's word, as it was typed. */
export interface NewRequest {
  readonly pullId: string;
  readonly rowKey: string;
  readonly accountId: string;
  readonly kind: string;
  readonly amountCents: number;
  readonly cells: Readonly<Record<string, unknown>>;
  /** All rows, where several ask for one thing. */
  readonly rows?: readonly { readonly key: string; readonly cells: Readonly<Record<string, unknown>> }[];
  /** The bills that it was worked out from; none where it rests on none of its own. */
  readonly billNumbers: readonly number[];
  readonly why: string;
}

/** Writes requests, numbered on from the last one, and gives their numbers in the same order. */
export async function writeRequests(
  trx: Database,
  requests: readonly NewRequest[],
  commandNumber: number,
): Promise<number[]> {
  const [last] = await trx.raw<{ last: number | null }[]>('SELECT max(request_number) AS last FROM adjustment_request');
  const first = (last?.last ?? 0) + 1;
  await bulkInsert(
    trx,
    'adjustment_request',
    [
      ...['request_number', 'pull_id', 'row_key', 'account_id', 'kind', 'amount_cents', 'cells', 'rows', 'why'],
      'command_number',
    ],
    requests.map((request, index) => [
      ...[first + index, request.pullId, request.rowKey, request.accountId, request.kind, request.amountCents],
      ...[JSON.stringify(request.cells), request.rows === undefined ? null : JSON.stringify(request.rows)],
      ...[request.why, commandNumber],
    ]),
  );
  await bulkInsert(
    trx,
    'requested_bill',
    ['request_number', 'bill_number'],
    requests.flatMap(({ billNumbers }, index) => billNumbers.map((billNumber) => [first + index, billNumber])),
  );
  return requests.map((_, index) => first + index);
}

/** What a person said of a request. */
export interface NewApprovalDecision {
  readonly requestNumber: number;
  readonly decision: Exclude<ApprovalWord, 'acknowledge'>;
  readonly isFinal: boolean;
  readonly word: string;
  readonly personId: string;
}

/** Writes that people have seen what others approved in an emergency. */
export async function writeAcknowledgements(
  trx: Database,
  seen: readonly Pick<NewApprovalDecision, 'requestNumber' | 'word' | 'personId'>[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'emergency_acknowledgement',
    ['request_number', 'word', 'person_id', 'command_number'],
    seen.map(({ requestNumber, word, personId }) => [requestNumber, word, personId, commandNumber]),
  );
}

export async function writeApprovalDecisions(
  trx: Database,
  decisions: readonly NewApprovalDecision[],
  commandNumber: number,
): Promise<void> {
  await bulkInsert(
    trx,
    'approval_decision',
    ['request_number', 'decision', 'is_final', 'word', 'person_id', 'command_number'],
    decisions.map(({ requestNumber, decision, isFinal, word, personId }) => {
      return [requestNumber, decision, isFinal ? 1 : 0, word, personId, commandNumber];
    }),
  );
}
