import { dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { Posting } from '../../contract/journal-entry.js';
import { cents, centsToDecimalText, centsToDollars, negated, sumCents, type Cents } from '../../contract/money.js';
import { pendingApprovalsParametersSchema, pendingApprovalsSheet } from '../../contract/sheets/pending-approvals.js';
import type { AdjustableAccount, AdjustmentFacts } from '../../domain/adjusting/adjustment-facts.js';
import { decideAdjustments } from '../../domain/adjusting/decide-adjustments.js';
import { isApproval, requestState, type SaidWord } from '../../domain/adjusting/request-state.js';
import { readTypedAdjustment, type TypedAdjustment } from '../../domain/adjusting/typed-adjustment.js';
import { billChanges } from '../../domain/rebilling/bill-changes.js';
import { correctionWords } from '../../domain/rebilling/correction-words.js';
import { billName } from '../../domain/rebilling/posted-period.js';
import type { RemadeBill } from '../../domain/rebilling/remake-bills.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import type { Chart } from '../../domain/ledger/chart.js';
import type { Database } from '../../store/database.js';
import { adjustableAccounts, adjustmentFacts } from '../adjusting/adjustment-facts.js';
import { madeAgainSince, madeAgainWords } from '../adjusting/made-again-since.js';
import { adjustmentRequests, finalWord, type AdjustmentRequest } from '../adjusting/requests.js';
import { billsMadeAgain, changeOfBills } from '../rebilling/bills-made-again.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** What waits for another person's word, and emergencies that no supervisor has acknowledged, the oldest first. */
export const pendingApprovalsSource: SheetSource<unknown> = {
  kind: pendingApprovalsSheet,
  parameters: pendingApprovalsParametersSchema,
  async read(database, _parameters, now) {
    const { name, timeZone } = await utilitySettings(database, now);
    const requests = await adjustmentRequests(database, 'to-decide');
    const waiting = requests.filter((request) => finalWord(request) === null);
    const emergencies = requests.length - waiting.length;
    const amount = sumCents(waiting.map(({ amountCents }) => amountCents));
    return {
      subject: name,
      rows: await requestRows(database, requests, { timeZone, today: dateInTimeZone(now, timeZone) }),
      totals: [
        { label: 'Waiting', value: waiting.length.toLocaleString('en-US') },
        { label: 'Together', value: centsToDollars(amount) },
        ...(emergencies === 0
          ? []
          : [{ label: 'Emergencies to acknowledge', value: emergencies.toLocaleString('en-US') }]),
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
  const typed = readTypedAdjustment({ key, sheetRow, wanted: cells, changedColumns: [] }, null);
  if ('key' in typed) return { ...typed, requestedOn: dateInTimeZone(new Date(requestedAt), timeZone) };
  throw new RangeError(`The request ${requestNumber} was checked when it was made and lacks a cell.`);
}

/** The rows of a rebill that was asked for, as they were typed beside the bills; all of them stand for the one request. */
export function typedRebill({ rows }: AdjustmentRequest, sheetRow: number): RowChange[] {
  return rows.map(({ key, cells }) => ({ key, sheetRow, wanted: cells, changedColumns: Object.keys(cells) }));
}

interface Shown {
  readonly timeZone: string;
  readonly today: CalendarDate;
}

/** The sheet's rows of requests, each with what it would do by itself as the books stand. */
export async function requestRows(
  database: Database,
  requests: readonly AdjustmentRequest[],
  shown: Shown,
): Promise<SheetCell[][]> {
  const single = requests.filter(({ rows }) => rows.length === 0);
  const typed = new Map(single.map((request) => [request, typedRequest(request, 0, shown.timeZone)]));
  const whose = { person: NOBODY, today: shown.today, approval: 'emergency' as const };
  const facts = await adjustmentFacts(database, [...typed.values()], whose);
  const rebilled = requests.filter((request) => !typed.has(request)).map(({ accountId }) => accountId);
  const accounts = new Map([...facts.accounts, ...(await adjustableAccounts(database, rebilled))]);
  const since = await madeAgainSince(
    database,
    requests.map(({ requestNumber }) => requestNumber),
  );
  const rows: SheetCell[][] = [];
  for (const request of requests) {
    const row = typed.get(request);
    const again = since.get(request.requestNumber);
    const now = () => (row ? effectOf(row, request.why, facts) : rebillEffect(database, request, shown.today));
    const waiting = () => (again === undefined ? now() : notNow([{ message: madeAgainWords(again) }]));
    const final = finalWord(request);
    const effect = final === null ? await waiting() : { ...NO_EFFECT, words: decidedWords(final) };
    rows.push(toRow(request, accounts.get(request.accountId), effect, shown.timeZone));
  }
  return rows;
}

/** Whoever pulls: no limit binds what is only shown. */
const NOBODY = { personId: '', name: '', role: 'bridge' } as const;

/** What a request would do as the books stand. */
interface Effect {
  /** Null where it can't be posted. */
  readonly amountCents: Cents | null;
  /** What of it is in the balance: nothing where it is of the deposit. */
  readonly owedCents: Cents;
  readonly calculation: string;
  readonly words: string;
}

function toRow(
  request: AdjustmentRequest,
  account: AdjustableAccount | undefined,
  { amountCents, owedCents, calculation, words }: Effect,
  timeZone: string,
): SheetCell[] {
  const { requestNumber, accountId, kind, cells, why, requestedBy, requestedAt, said } = request;
  const balance = account?.balanceCents ?? cents(0);
  return [
    ...[String(requestNumber), accountId, account?.name ?? null, kind],
    ...[cells['service'] ?? null, cells['bill'] ?? null],
    ...[centsToDecimalText(amountCents ?? request.amountCents), null, null, requestState(said), why, requestedBy.name],
    dateInTimeZone(new Date(requestedAt), timeZone),
    ...[cells['reason'] ?? null, cells['cause'] ?? null, evidenceOf(cells), cells['note'] ?? null],
    ...[calculation || null, words],
    ...[centsToDecimalText(balance), centsToDecimalText(cents(balance + owedCents))],
  ];
}

const NO_EFFECT = { amountCents: null, owedCents: cents(0), calculation: '' };

/** Of what was decided on already. */
function decidedWords(final: SaidWord): string {
  return isApproval(final) ? `Posted with receipt ${final.receipt}.` : 'Nothing: it waits no more.';
}

function notNow(issues: readonly { readonly message: string }[]): Effect {
  return { ...NO_EFFECT, words: `Can’t be posted now: ${issues.map(({ message }) => message).join(' ')}` };
}

/**
 * What a row of the Adjustments sheet would post, a line of the journal after the other; first why it needs another person's
 * word where that became so since it was asked for.
 */
function effectOf(typed: TypedAdjustment, why: string, facts: AdjustmentFacts): Effect {
  const { issues, adjustments, entries } = decideAdjustments([typed], facts);
  const [adjustment] = adjustments;
  const [entry] = entries;
  if (adjustment) {
    const { amountCents, charges, calculation, exception } = adjustment;
    const lines = adjustment.entry.postings.map(lineText(facts.chart)).join('; ');
    const words = exception === null || exception === why ? lines : `${exception} ${lines}`;
    const owedCents = charges.length === 0 ? cents(0) : amountCents;
    return { amountCents, owedCents, calculation: calculation.join(' '), words };
  }
  if (!entry) return notNow(issues);
  const { otherAccountId } = typed;
  const dollars = centsToDollars(entry.entryCents);
  const amountCents = negated(entry.entryCents);
  const words = otherAccountId === null ? `Writes ${dollars} off.` : `Moves ${dollars} to account ${otherAccountId}.`;
  return { amountCents, owedCents: amountCents, calculation: entry.calculation.join(' '), words };
}

/** What each bill would come to, service by service; late charges on them are told by a preview alone. */
async function rebillEffect(database: Database, request: AdjustmentRequest, today: CalendarDate): Promise<Effect> {
  const asked = { accountId: request.accountId, changes: typedRebill(request, 0), isWhole: true };
  const { bills, issues } = await billsMadeAgain(database, asked, today);
  if (issues.length > 0) return notNow(issues);
  const amountCents = changeOfBills(bills);
  const late = `Late charges on ${bills.length === 1 ? 'it' : 'them'} follow; Preview tells them.`;
  const calculation = [...new Set(bills.flatMap((bill) => correctionWords(bill)))].join(' ');
  return { amountCents, owedCents: amountCents, calculation, words: `${bills.map(billWords).join('; ')}. ${late}` };
}

function billWords(made: RemadeBill): string {
  const was = (now: Cents, before: Cents) => `${centsToDollars(now)}, was ${centsToDollars(before)}`;
  const services = billChanges([made]).map(
    ({ service, nowCents, wasCents }) => `${service} ${was(nowCents, wasCents)}`,
  );
  return `${billName(made.posted)}: ${was(made.bill.totalCents, made.posted.totalCents)} (${services.join('; ')})`;
}

function evidenceOf({ document, documentsOn }: AdjustmentRequest['cells']): SheetCell {
  const parts = [document ?? null, documentsOn ?? null].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(', ');
}

function lineText(chart: Chart): (posting: Posting) => string {
  return ({ ledgerAccount, amountCents }) => {
    const side = amountCents > 0 ? 'debit' : 'credit';
    return `${side} ${ledgerAccount} ${chart.nameOf(ledgerAccount)} ${centsToDollars(cents(Math.abs(amountCents)))}`;
  };
}
