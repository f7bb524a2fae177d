import { addDays, calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { cents, sumCents } from '../../contract/money.js';
import type { DayRange } from '../../contract/sheets/day-range.js';
import type {
  RegisterCharge,
  RegisterPerson,
  RegisterRecord,
} from '../../domain/adjusting/register/register-record.js';
import { acknowledgedText, DONE, requestState } from '../../domain/adjusting/request-state.js';
import type { Chart } from '../../domain/ledger/chart.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { customerNames } from '../customer-names.js';
import { localClock } from '../local-clock.js';
import { FIRST_OF_ROW } from './first-of-row.js';
import { registerCharges } from './register-charges.js';
import { adjustmentRequests, finalWord, type AdjustmentRequest } from './requests.js';

/** What the register is read by. */
export interface RegisterAsked extends DayRange {
  readonly chart: Chart;
  readonly timeZone: string;
}

/**
 * Every adjustment of these days with its charges, every rebill with the late charges that followed it, and every transfer
 * and write-off, from whichever sheet it came; and every request that was not posted, on the day that it was asked. The newest first.
 */
export async function adjustmentRegister(database: Database, asked: RegisterAsked): Promise<RegisterRecord[]> {
  const posted = await postedRows(database, asked);
  const charges = await registerCharges(database, asked, asked.chart);
  const receipts = await askedReceipts(database, asked);
  const numbers = [...receipts.keys(), ...posted.flatMap((row) => row[REQUEST_NUMBER] ?? [])];
  const requests = numbers.length === 0 ? [] : await adjustmentRequests(database, { numbers });
  const byNumber = new Map(requests.map((request) => [request.requestNumber, request]));
  const answered = new Set(posted.map((row) => row[REQUEST_NUMBER]));
  const names = await customerNames(
    database,
    requests.map(({ accountId }) => accountId),
  );
  const clock = localClock(asked.timeZone);
  const waiting = requests.flatMap((request) => {
    if (answered.has(request.requestNumber)) return [];
    const date = calendarDate(clock(request.requestedAt).date);
    const receipt = receipts.get(request.requestNumber);
    if (receipt === undefined || !isWithin(date, asked)) return [];
    return [ofRequest(request, { date, receipt, customerName: names.get(request.accountId) ?? '' })];
  });
  const records = posted.map((row) => {
    return ofPosted(row, byNumber.get(row[REQUEST_NUMBER] ?? 0), wholeCharges(row, charges.get(row[0]) ?? []));
  });
  return [...records, ...waiting].sort((a, b) =>
    a.date === b.date ? b.receipt - a.receipt : a.date < b.date ? 1 : -1,
  );
}

type PostedRow = [
  ...[key: string, entryNumber: number, date: string, receipt: number, accountId: string, name: string, kind: string],
  ...[cause: string, bills: string, amount: number, requestNumber: number | null, reason: string],
  ...[document: string, documentsOn: string | null, leakOn: string | null, note: string, calculation: string],
  ...[personId: string, personName: string, reversedBy: number | null],
];
const REQUEST_NUMBER = 10;

const REVERSED_BY = `(SELECT command_number FROM journal_entry AS reversal WHERE reversal.reverses = changed.entry_number)`;

/**
 * A document that answers a request came from Pending Approvals, whose rows are named by their requests; a rebill was made
 * by the push that approved it. It stands until it is taken back; one that comes after it changes what it left. A late
 * charge that followed a rebill is corrected once more where that is taken back, which tells itself.
 */
const POSTED = `
  SELECT 'A' || adjustment_number AS key, entry_number, account_id, kind, cause,
         (SELECT json_group_array(bill_number) FROM adjusted_bill AS bill
          WHERE bill.adjustment_number = changed.adjustment_number) AS bills,
         amount_cents, request_number, reason, document, documents_on, leak_on, note, calculation, ${REVERSED_BY} AS reversed_by
  FROM adjustment AS changed
  UNION ALL
  SELECT 'D' || document_number, entry_number, account_id,
         iif(changed.kind = 'transfer', 'transfer between accounts', changed.kind), cause, '[]', -amount_cents,
         (SELECT CAST(named.row_key AS INTEGER) FROM ledger_document AS named JOIN sheet_pull USING (pull_id)
          WHERE named.document_number = first_document AND sheet_pull.kind = 'pending-approvals'),
         reason, reference, documents_on, NULL,
         concat_ws(' ', iif(other_account_id IS NULL, NULL, 'To account ' || other_account_id || '.'), nullif(note, '')),
         calculation,
         ${REVERSED_BY}
  FROM (SELECT document.*, ${FIRST_OF_ROW} AS first_document
        FROM ledger_document AS document JOIN journal_entry USING (entry_number)
        WHERE document.kind IN ('transfer', 'write-off')) AS changed
  UNION ALL
  SELECT 'B' || rebill_number, coalesce(entry_number, reversal_entry), account_id, 'rebill', '',
         json_array(bill_number), total_cents - was_cents,
         (SELECT request_number FROM approval_decision AS said JOIN adjustment_request AS request USING (request_number)
          WHERE said.command_number = changed.command_number AND is_final = 1 AND decision IN ('approve', 'emergency')
            AND request.kind = 'rebill'),
         reason, document, NULL, NULL, note, corrections,
         (SELECT max(command_number) FROM push_reversal WHERE pushed_by = changed.command_number)
  FROM rebill AS changed WHERE is_restored = 0 AND total_cents <> was_cents
  UNION ALL
  SELECT 'L' || correction_number, coalesce(entry_number, reversal_entry), account_id, 'late charge after rebill', '', '[]',
         (SELECT sum(amount_cents) FROM posting WHERE posting.account_id = changed.account_id
            AND posting.entry_number IN (changed.entry_number, changed.reversal_entry)),
         NULL,
         coalesce((SELECT reason FROM rebill WHERE rebill.command_number = changed.command_number LIMIT 1),
                  (SELECT reason FROM command WHERE command.command_number = changed.command_number)),
         '', NULL, NULL, 'Of the due date ' || due_on || '.', '[]', NULL
  FROM late_charge_correction AS changed`;

async function postedRows(database: Database, { from, to }: DayRange): Promise<PostedRow[]> {
  return bulkRead<PostedRow>(
    database,
    [
      ...['key', 'entry_number', 'effective_on', 'receipt', 'account_id', 'name', 'kind', 'cause', 'bills'],
      ...['amount_cents', 'request_number', 'reason', 'document', 'documents_on', 'leak_on', 'note', 'calculation'],
      ...['person_id', 'person_name', 'reversed_by'],
    ],
    `SELECT posted.*, entry.effective_on, entry.command_number AS receipt, customer.name, person.person_id,
            person.name AS person_name
     FROM (${POSTED}) AS posted JOIN journal_entry AS entry USING (entry_number)
     JOIN command ON command.command_number = entry.command_number JOIN person USING (person_id)
     JOIN account ON account.account_id = posted.account_id JOIN customer USING (customer_id)
     WHERE entry.effective_on BETWEEN ? AND ?`,
    [from ?? '', to ?? '9999-12-31'],
  );
}

/** The requests of these days by number, each with the receipt that asked; a day more at both ends, since instants are kept in UTC. */
async function askedReceipts(database: Database, { from, to }: DayRange): Promise<ReadonlyMap<number, number>> {
  const rows = await bulkRead<[requestNumber: number, receipt: number]>(
    database,
    ['request_number', 'command_number'],
    `SELECT request_number, command_number FROM adjustment_request JOIN command USING (command_number)
     WHERE applied_at >= ? AND applied_at < ?`,
    [from === undefined ? '' : addDays(from, -1), to === undefined ? '9999-12-31' : addDays(to, 3)],
  );
  return new Map(rows);
}

/** What is of no type of charge, as a deposit or a credit, stands by itself, so that the charges make the whole. */
function wholeCharges(row: PostedRow, charges: readonly RegisterCharge[]): readonly RegisterCharge[] {
  const rest = cents(row[9] - sumCents(charges.map(({ amountCents }) => amountCents)));
  if (rest === 0) return charges;
  return [...charges, { name: 'Deposit or credit', service: null, isTax: false, isOfCity: false, amountCents: rest }];
}

function ofPosted(
  row: PostedRow,
  request: AdjustmentRequest | undefined,
  charges: readonly RegisterCharge[],
): RegisterRecord {
  const [key, entryNumber, date, receipt, accountId, customerName, kind, cause, bills, amount] = row;
  const [, , , , , , , , , , requestNumber, reason, document, documentsOn, leakOn, note, calculation] = row;
  const [, , , , , , , , , , , , , , , , , personId, personName, reversedBy] = row;
  return {
    ...{ key, receipt, entryNumber, accountId, customerName, kind, cause, charges, requestNumber },
    ...{ reason, document, note, reversedBy, date: calendarDate(date), amountCents: cents(amount) },
    state: postedState(request, reversedBy),
    billNumbers: JSON.parse(bills) as number[],
    documentsOn: documentsOn === null ? null : calendarDate(documentsOn),
    leakOn: leakOn === null ? null : calendarDate(leakOn),
    calculation: JSON.parse(calculation) as string[],
    ...askedBy(request, { personId, name: personName }),
  };
}

function postedState(request: AdjustmentRequest | undefined, reversedBy: number | null): string {
  const state = reversedBy === null ? 'posted' : 'reversed';
  const isOfEmergency = request !== undefined && finalWord(request)?.decision === 'emergency';
  return isOfEmergency ? `${state}; ${DONE.emergency}${acknowledgedText(request.said)}` : state;
}

function ofRequest(
  request: AdjustmentRequest,
  known: Pick<RegisterRecord, 'date' | 'receipt' | 'customerName'>,
): RegisterRecord {
  const { requestNumber, accountId, kind, cells, requestedBy, said } = request;
  const text = (column: string) => String(cells[column] ?? '');
  const day = (column: string) => (text(column) === '' ? null : calendarDate(text(column)));
  const bill = cells['bill'];
  return {
    ...known,
    ...{ key: `R${requestNumber}`, state: requestState(said), entryNumber: null },
    ...{ accountId, kind, cause: text('cause'), billNumbers: typeof bill === 'number' ? [bill] : [] },
    ...{ charges: [], amountCents: null, requestNumber, reason: text('reason'), document: text('document') },
    ...{ documentsOn: day('documentsOn'), leakOn: day('leakOn') },
    ...{ note: text('note'), calculation: [], reversedBy: null },
    ...askedBy(request, requestedBy),
  };
}

type AskedFacts = Pick<RegisterRecord, 'askedCents' | 'requestedBy' | 'approvedBy' | 'word'>;

function askedBy(request: AdjustmentRequest | undefined, poster: RegisterPerson): AskedFacts {
  if (request === undefined) return { askedCents: null, requestedBy: poster, approvedBy: [], word: '' };
  const { amountCents, requestedBy, said } = request;
  const final = finalWord(request)?.decision;
  const isApproved = final === 'approve' || final === 'emergency';
  return {
    askedCents: amountCents,
    requestedBy,
    approvedBy: said.flatMap(({ decision, personId, personName: name }) => {
      return isApproved && decision === final ? [{ personId, name }] : [];
    }),
    word: said.flatMap(({ personName, word }) => (word === '' ? [] : `${personName}: ${word}`)).join('; '),
  };
}

function isWithin(date: CalendarDate, { from, to }: DayRange): boolean {
  return (from === undefined || date >= from) && (to === undefined || date <= to);
}
