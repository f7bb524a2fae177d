import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { cents, type Cents } from '../../contract/money.js';
import type { ApprovalWord } from '../../contract/sheets/pending-approvals.js';
import { groupBy } from '../../contract/group-by.js';
import type { SaidWord } from '../../domain/adjusting/request-state.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';

export interface SaidOfRequest extends SaidWord {
  readonly personId: string;
}

/** A row of a sheet that waits, or waited, for another person's word. */
export interface AdjustmentRequest {
  readonly requestNumber: number;
  readonly pullId: string;
  readonly rowKey: string;
  readonly accountId: string;
  readonly kind: string;
  /** As it was worked out when it was asked for. */
  readonly amountCents: Cents;
  readonly cells: Readonly<Record<string, SheetCell>>;
  /** All rows of a rebill; none where the request is of one row. */
  readonly rows: readonly { readonly key: string; readonly cells: Readonly<Record<string, SheetCell>> }[];
  /** The bills that it was worked out from, as kept with it; none of a rebill, nor where they were not kept yet. */
  readonly billNumbers: readonly number[];
  readonly why: string;
  readonly requestedBy: { readonly personId: string; readonly name: string };
  /** The instant, ISO text in UTC. */
  readonly requestedAt: string;
  /** The oldest first. */
  readonly said: readonly SaidOfRequest[];
}

/** Which requests: those that a person has to look at, since they wait or are of an emergency to acknowledge, these by number, those that wait on these accounts, or those that a pull's rows or a push made. */
export type AskedRequests =
  | 'to-decide'
  | { readonly numbers: readonly number[] }
  | { readonly waitingOn: readonly string[] }
  | { readonly pullId: string }
  | { readonly receipt: number };

type RequestRow = [
  ...[requestNumber: number, pullId: string, rowKey: string, accountId: string, kind: string, amount: number],
  ...[cells: string, rows: string | null, bills: string, why: string],
  ...[personId: string, name: string, appliedAt: string],
];

/** The requests that are asked for, the oldest first. */
export async function adjustmentRequests(database: Database, asked: AskedRequests): Promise<AdjustmentRequest[]> {
  const { condition, bindings } = conditionOf(asked);
  const rows = await bulkRead<RequestRow>(
    database,
    [
      ...['request_number', 'pull_id', 'row_key', 'account_id', 'kind', 'amount_cents', 'cells', 'rows'],
      ...['bills', 'why', 'person_id', 'name', 'applied_at'],
    ],
    `SELECT request_number, pull_id, row_key, account_id, request.kind, amount_cents, cells, rows,
            (SELECT json_group_array(bill_number) FROM requested_bill AS kept
             WHERE kept.request_number = request.request_number) AS bills,
            why, person_id, person.name, applied_at
     FROM adjustment_request AS request JOIN command USING (command_number) JOIN person USING (person_id)
     WHERE ${condition} ORDER BY request_number`,
    bindings,
  );
  const said = await saidOf(
    database,
    rows.map(([requestNumber]) => requestNumber),
  );
  return rows.map(([requestNumber, pullId, rowKey, accountId, kind, amount, ...told]) => {
    const [cells, all, bills, why, personId, name, at] = told;
    return {
      ...{ requestNumber, pullId, rowKey, accountId, kind, why, amountCents: cents(amount), requestedAt: at },
      cells: JSON.parse(cells) as Record<string, SheetCell>,
      billNumbers: JSON.parse(bills) as number[],
      rows: all === null ? [] : (JSON.parse(all) as AdjustmentRequest['rows']),
      requestedBy: { personId, name },
      said: said.get(requestNumber) ?? [],
    };
  });
}

/** The word that ended the waiting of a request; null while it waits. */
export function finalWord({ said }: AdjustmentRequest): SaidOfRequest | null {
  return said.find(({ isFinal }) => isFinal) ?? null;
}

const WAITS = 'request_number IN (SELECT request_number FROM waiting_request)';

const TO_ACKNOWLEDGE = 'request_number IN (SELECT request_number FROM emergency_to_acknowledge)';

function conditionOf(asked: AskedRequests): { condition: string; bindings: (string | number)[] } {
  if (asked === 'to-decide') return { condition: `(${WAITS} OR ${TO_ACKNOWLEDGE})`, bindings: [] };
  if ('numbers' in asked) {
    const bindings = [JSON.stringify(asked.numbers)];
    return { condition: 'request_number IN (SELECT value FROM json_each(?))', bindings };
  }
  if ('waitingOn' in asked) {
    const bindings = [JSON.stringify(asked.waitingOn)];
    return { condition: `account_id IN (SELECT value FROM json_each(?)) AND ${WAITS}`, bindings };
  }
  if ('receipt' in asked) return { condition: 'request.command_number = ?', bindings: [asked.receipt] };
  return { condition: 'pull_id = ?', bindings: [asked.pullId] };
}

type SaidRow = [
  ...[requestNumber: number, decision: ApprovalWord, isFinal: number, word: string, personId: string],
  ...[name: string, receipt: number, reversedBy: number | null],
];

async function saidOf(
  database: Database,
  requestNumbers: readonly number[],
): Promise<ReadonlyMap<number, readonly SaidOfRequest[]>> {
  const rows = await bulkRead<SaidRow>(
    database,
    ['request_number', 'decision', 'is_final', 'word', 'person_id', 'name', 'receipt', 'reversed_by'],
    `WITH wanted AS (SELECT value AS request_number FROM json_each(?)), said AS (
       SELECT request_number, decision, is_final, word, person_id, command_number, decision_number
       FROM wanted CROSS JOIN approval_decision USING (request_number)
       UNION ALL SELECT request_number, 'acknowledge', 0, word, person_id, command_number, NULL
       FROM wanted CROSS JOIN emergency_acknowledgement USING (request_number))
     SELECT request_number, decision, is_final, word, person_id, person.name, said.command_number AS receipt,
            reversal.command_number AS reversed_by
     FROM said JOIN person USING (person_id)
     LEFT JOIN push_reversal AS reversal
       ON reversal.pushed_by = said.command_number AND row_key = CAST(request_number AS TEXT)
     ORDER BY receipt, decision_number`,
    [JSON.stringify(requestNumbers)],
  );
  return new Map(
    [...groupBy(rows, ([requestNumber]) => requestNumber)].map(([requestNumber, lines]) => [
      requestNumber,
      lines.map(([, decision, isFinal, word, personId, personName, receipt, reversedBy]) => {
        return { decision, isFinal: isFinal === 1, word, personId, personName, receipt, reversedBy };
      }),
    ]),
  );
}
