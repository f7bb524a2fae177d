import type { Issue } from '../../contract/problem.js';
import type { RowChange } from '../sheet/compare-rows.js';
import type { TypedAdjustment } from './typed-adjustment.js';

/** A request that waits, by what it would put right. */
export interface WaitingRequest {
  readonly requestNumber: number;
  readonly accountId: string;
  readonly kind: string;
  readonly requestedBy: { readonly name: string };
  readonly cells: Readonly<Record<string, unknown>>;
  /** The bills that it was worked out from; none where they were not kept. */
  readonly billNumbers: readonly number[];
}

/** Kinds of rows that put right what a bill charged: approved after one another, they would do so twice. */
const CORRECTIONS: ReadonlySet<string> = new Set([
  ...['leak', 'misread', 'wrong tariff', 'wrong meter or multiplier', 'billed after move-out', 'billing error'],
]);

/**
 * Why a row isn't taken that puts right what a request puts right that waits: bills that are to be made again, or the same of
 * the same bill. Gives null for any other row; `waiting` are requests of its account.
 */
export function adjustmentWaits(
  { key: rowKey, sheetRow, kind, service, billNumber }: TypedAdjustment,
  waiting: readonly WaitingRequest[],
): Issue | null {
  if (!CORRECTIONS.has(kind)) return null;
  const same = waiting.find((request) => {
    if (request.kind === 'rebill') return true;
    const isSame = request.kind === kind && request.cells['service'] === service;
    return isSame && (billNumber === null || mayBeOf(billNumber, request));
  });
  return same === undefined ? null : { rowKey, sheetRow, column: 'account', ...waitsAlready(same) };
}

/** Where nothing tells the bills of a request, it may be of any. */
function mayBeOf(billNumber: number, { billNumbers, cells }: WaitingRequest): boolean {
  if (billNumbers.length > 0) return billNumbers.includes(billNumber);
  return (cells['bill'] ?? null) === null || cells['bill'] === billNumber;
}

/** The same for a row of the Rebill sheet: bills go on from one another, so that whatever corrects one of them is decided first. */
export function rebillWaits(
  { key: rowKey, sheetRow, changedColumns }: RowChange,
  waiting: readonly WaitingRequest[],
): Issue | null {
  const first = waiting.find(({ kind }) => kind === 'rebill' || CORRECTIONS.has(kind));
  if (first === undefined) return null;
  return { rowKey, sheetRow, column: changedColumns[0] ?? 'key', ...waitsAlready(first) };
}

function waitsAlready({ requestNumber, accountId, kind, requestedBy, cells }: WaitingRequest) {
  const bill = typeof cells['bill'] === 'number' ? ` of bill ${cells['bill']}` : '';
  const what =
    kind === 'rebill' ? `to make bills of account ${accountId} again` : `on account ${accountId} (${kind}${bill})`;
  return {
    code: 'waits-already',
    message: `Request ${requestNumber} of ${requestedBy.name} waits ${what}, and both would put the same right.`,
    fix: `Let it be decided first, or let ${requestedBy.name} withdraw it in Pending Approvals; then push this again.`,
  };
}
