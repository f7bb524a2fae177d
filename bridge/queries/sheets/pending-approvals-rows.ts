import { dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { Posting } from '../../contract/journal-entry.js';
import { cents, centsToDecimalText, centsToDollars, sumCents } from '../../contract/money.js';
import { pendingApprovalsParametersSchema, pendingApprovalsSheet } from '../../contract/sheets/pending-approvals.js';
import type { AdjustmentFacts } from '../../domain/adjusting/adjustment-facts.js';
import { decideAdjustments, type AdjustmentDecision } from '../../domain/adjusting/decide-adjustments.js';
import { requestState } from '../../domain/adjusting/request-state.js';
import { readTypedAdjustment, type TypedAdjustment } from '../../domain/adjusting/typed-adjustment.js';
import type { Chart } from '../../domain/ledger/chart.js';
import type { Database } from '../../store/database.js';
import { adjustmentFacts } from '../adjusting/adjustment-facts.js';
import { adjustmentRequests, type AdjustmentRequest } from '../adjusting/requests.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** What waits for another person's word, the oldest first. */
export const pendingApprovalsSource: SheetSource<unknown> = {
  kind: pendingApprovalsSheet,
  parameters: pendingApprovalsParametersSchema,
  async read(database, _parameters, now) {
    const { name, timeZone } = await utilitySettings(database, now);
    const requests = await adjustmentRequests(database, 'waiting');
    const amount = sumCents(requests.map(({ amountCents }) => amountCents));
    return {
      subject: name,
      rows: await requestRows(database, requests, { timeZone, today: dateInTimeZone(now, timeZone) }),
      totals: [
        { label: 'Waiting', value: requests.length.toLocaleString('en-US') },
        { label: 'Together', value: centsToDollars(amount) },
      ],
    };
  },
};

/** The row of a request in the Adjustments sheet, as it was typed; its key is the request's number. */
export function typedRequest(
  { requestNumber, cells, requestedAt }: AdjustmentRequest,
  sheetRow: number,
  timeZone: string,
): TypedAdjustment {
  const key = String(requestNumber);
  const typed = readTypedAdjustment({ key, sheetRow, wanted: cells, changedColumns: [] });
  if ('key' in typed) return { ...typed, requestedOn: dateInTimeZone(new Date(requestedAt), timeZone) };
  throw new RangeError(`The request ${requestNumber} was checked when it was made and lacks a cell.`);
}

/** The sheet's rows of requests, each with what it would do by itself as the books stand. */
export async function requestRows(
  database: Database,
  requests: readonly AdjustmentRequest[],
  { timeZone, today }: { readonly timeZone: string; readonly today: CalendarDate },
): Promise<SheetCell[][]> {
  const typed = requests.map((request) => typedRequest(request, 0, timeZone));
  const facts = await adjustmentFacts(database, typed, { person: NOBODY, today, approval: 'emergency' });
  return requests.map((request, index) => {
    const row = typed[index];
    return toRow(request, timeZone, facts, row === undefined ? null : decideAdjustments([row], facts));
  });
}

/** Whoever pulls: no limit binds what is only shown. */
const NOBODY = { personId: '', name: '', role: 'bridge' } as const;

function toRow(
  request: AdjustmentRequest,
  timeZone: string,
  facts: AdjustmentFacts,
  decision: AdjustmentDecision | null,
): SheetCell[] {
  const { requestNumber, accountId, kind, cells, why, requestedBy, requestedAt, said } = request;
  const [adjustment] = decision?.adjustments ?? [];
  const [entry] = decision?.entries ?? [];
  const amount = adjustment?.amountCents ?? (entry ? cents(0 - entry.entryCents) : request.amountCents);
  const account = facts.accounts.get(accountId);
  const balance = account?.balanceCents ?? cents(0);
  const owedChange = adjustment && adjustment.charges.length === 0 ? 0 : amount;
  const calculation = (adjustment ?? entry)?.calculation ?? [];
  const issues = (decision?.issues ?? []).map(({ message }) => message);
  return [
    ...[String(requestNumber), accountId, account?.name ?? null, kind, cells['service'] ?? null],
    ...[centsToDecimalText(amount), null, null, requestState(said), why, requestedBy.name],
    dateInTimeZone(new Date(requestedAt), timeZone),
    ...[cells['reason'] ?? null, cells['cause'] ?? null, evidenceOf(cells), cells['note'] ?? null],
    calculation.join(' ') || null,
    issues.length > 0 ? `Can’t be posted now: ${issues.join(' ')}` : effectOf(decision, facts.chart),
    ...[centsToDecimalText(balance), centsToDecimalText(cents(balance + owedChange))],
  ];
}

function evidenceOf({ document, documentsOn }: AdjustmentRequest['cells']): SheetCell {
  const parts = [document ?? null, documentsOn ?? null].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

/** What would be posted, a line of the journal after the other. */
function effectOf(decision: AdjustmentDecision | null, chart: Chart): string {
  const [entry] = decision?.entries ?? [];
  if (entry) {
    const { otherAccountId } = entry.typed;
    const amount = centsToDollars(entry.entryCents);
    return otherAccountId === null ? `Writes ${amount} off.` : `Moves ${amount} to account ${otherAccountId}.`;
  }
  return (decision?.adjustments ?? []).flatMap(({ entry: { postings } }) => postings.map(lineText(chart))).join('; ');
}

function lineText(chart: Chart): (posting: Posting) => string {
  return ({ ledgerAccount, amountCents }) => {
    const side = amountCents > 0 ? 'debit' : 'credit';
    return `${side} ${ledgerAccount} ${chart.nameOf(ledgerAccount)} ${centsToDollars(cents(Math.abs(amountCents)))}`;
  };
}
