import { NEWEST_BILLS, NEWEST_CALLS, NEWEST_PAYMENTS, type AccountDetailReply } from '../contract/account-detail.js';
import { NEWEST_NOTES } from '../contract/account-note.js';
import { calendarDate, type CalendarDate } from '../contract/calendar-date.js';
import { cents, sumCents } from '../contract/money.js';
import { services, type ServiceName } from '../contract/services.js';
import { totalOfAged } from '../domain/ledger/aging.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { accountNotes } from './account-notes.js';
import { account } from './account.js';
import { adjustmentRequests } from './adjusting/requests.js';
import { aging } from './aging.js';
import { madeCalls } from './calls/made-calls.js';
import { chart } from './chart.js';
import { pastReads } from './past-reads.js';
import { utilitySettings } from './utility-settings.js';

/** An account with all that a person at the desk asks about it, on a day. Throws `unknown-account` or `aging-differs`. */
export async function accountDetail(
  database: Database,
  accountId: string,
  today: CalendarDate,
): Promise<AccountDetailReply> {
  const facts = await account(database, accountId);
  const notes = await accountNotes(database, accountId);
  return {
    ...facts,
    ...(await daysOf(database, accountId)),
    meters: await metersOf(database, accountId),
    ...(await agedBalance(database, accountId, today, facts.balanceCents)),
    services: await servicesOf(database, accountId),
    past: await pastReads(database, accountId),
    notes: notes.slice(0, NEWEST_NOTES),
    olderNotes: Math.max(0, notes.length - NEWEST_NOTES),
    workOrders: await openWorkOrders(database, accountId),
    waiting: await waitingOn(database, accountId),
    bills: await newestBills(database, accountId),
    payments: await newestPayments(database, accountId),
    calls: await newestCalls(database, accountId, today),
  };
}

async function daysOf(
  database: Database,
  accountId: string,
): Promise<Pick<AccountDetailReply, 'openedOn' | 'closedOn'>> {
  const [row] = await database.raw<{ opened_on: string; closed_on: string | null }[]>(
    'SELECT opened_on, closed_on FROM account WHERE account_id = ?',
    [accountId],
  );
  return { openedOn: calendarDate(row?.opened_on ?? ''), closedOn: dateOrNull(row?.closed_on ?? null) };
}

async function metersOf(database: Database, accountId: string): Promise<AccountDetailReply['meters']> {
  const rows = await bulkRead<[meterId: string, size: string]>(
    database,
    ['meter_id', 'size'],
    `SELECT meter_id, size FROM account JOIN meter_installation USING (premises_id) JOIN meter USING (meter_id)
     WHERE account_id = ? AND account.status <> 'closed' AND removed_on IS NULL ORDER BY meter_id`,
    [accountId],
  );
  return rows.map(([meterId, size]) => ({ meterId, size }));
}

/** The balance by age as the Aging sheet of the day has it, with what is dated later and so not in it. */
async function agedBalance(
  database: Database,
  accountId: string,
  today: CalendarDate,
  balanceCents: number,
): Promise<Pick<AccountDetailReply, 'today' | 'aging' | 'creditCents' | 'laterCents'>> {
  const { charges, credits } = await aging(database, today, accountId);
  const names = await chart(database);
  const creditCents = sumCents(credits.map((credit) => credit.creditCents));
  const openCents = sumCents(charges.map(({ aged }) => totalOfAged(aged)));
  return {
    today,
    aging: charges.map(({ chargeType, aged }) => ({ name: names.chargeType(chargeType).name, ...aged })),
    creditCents,
    laterCents: cents(balanceCents - (openCents - creditCents)),
  };
}

type ServiceRow = [
  ...[service: ServiceName, tariff: string, startedOn: string, endedOn: string | null],
  ...[carts: number | null, unmeteredGallons: number | null],
];

async function servicesOf(database: Database, accountId: string): Promise<AccountDetailReply['services']> {
  const rows = await bulkRead<ServiceRow>(
    database,
    ['service', 'title', 'started_on', 'ended_on', 'carts', 'unmetered_gallons'],
    `SELECT service.service, title, started_on, ended_on, carts, unmetered_gallons
     FROM service JOIN tariff USING (tariff_id) JOIN json_each(?) AS placed ON placed.value = service.service
     WHERE account_id = ? ORDER BY placed.key`,
    [JSON.stringify(services), accountId],
  );
  return rows.map(([service, tariff, startedOn, endedOn, carts, unmeteredGallons]) => {
    return {
      service,
      tariff,
      startedOn: calendarDate(startedOn),
      endedOn: dateOrNull(endedOn),
      carts,
      unmeteredGallons,
    };
  });
}

type WorkOrderRow = [
  ...[workOrderNumber: number, kind: string, meterId: string, billRunId: string],
  ...[reason: string, openedAt: string, openedBy: string],
];

async function waitingOn(database: Database, accountId: string): Promise<AccountDetailReply['waiting']> {
  const requests = await adjustmentRequests(database, { waitingOn: [accountId] });
  return requests.map(({ requestNumber, kind, amountCents, cells, requestedBy, requestedAt }) => {
    const reason = String(cells['reason'] ?? '');
    return { requestNumber, kind, amountCents, reason, requestedBy: requestedBy.name, requestedAt };
  });
}

async function openWorkOrders(database: Database, accountId: string): Promise<AccountDetailReply['workOrders']> {
  const rows = await bulkRead<WorkOrderRow>(
    database,
    ['work_order_number', 'kind', 'meter_id', 'bill_run_id', 'reason', 'applied_at', 'name'],
    `SELECT work_order_number, work_order.kind, meter_id, bill_run_id, work_order.reason, applied_at, person.name
     FROM period_read CROSS JOIN work_order USING (bill_run_id, row_key)
     JOIN command ON command_number = opened_by_command JOIN person USING (person_id)
     WHERE account_id = ? AND work_order.status = 'open' ORDER BY work_order_number`,
    [accountId],
  );
  return rows.map(([workOrderNumber, kind, meterId, billRunId, reason, openedAt, openedBy]) => {
    return { workOrderNumber, kind, meterId, billRunId, reason, openedAt, openedBy };
  });
}

type BillRow = [billNumber: number, billedOn: string, dueOn: string, gallons: number, total: number];

async function newestBills(database: Database, accountId: string): Promise<AccountDetailReply['bills']> {
  const rows = await bulkRead<BillRow>(
    database,
    ['bill_number', 'billed_on', 'due_on', 'usage_gallons', 'total_cents'],
    `SELECT bill_number, billed_on, due_on, usage_gallons, total_cents FROM billed_period
     WHERE account_id = ? ORDER BY billed_on DESC, bill_number DESC LIMIT ${NEWEST_BILLS}`,
    [accountId],
  );
  return rows.map(([billNumber, billedOn, dueOn, gallons, total]) => {
    const days = { billedOn: calendarDate(billedOn), dueOn: calendarDate(dueOn) };
    return { billNumber, ...days, gallons, totalCents: cents(total) };
  });
}

type PaymentRow = [paymentNumber: number, receivedOn: string, source: string, amount: number, isReturned: number];

async function newestPayments(database: Database, accountId: string): Promise<AccountDetailReply['payments']> {
  const rows = await bulkRead<PaymentRow>(
    database,
    ['payment_number', 'effective_on', 'source', 'amount_cents', 'is_returned'],
    `SELECT payment_number, effective_on, source, amount_cents,
            payment_number IN (SELECT payment_number FROM returned_payment) AS is_returned
     FROM payment JOIN journal_entry USING (entry_number)
     WHERE payment.account_id = ? ORDER BY effective_on DESC, payment_number DESC LIMIT ${NEWEST_PAYMENTS}`,
    [accountId],
  );
  return rows.map(([paymentNumber, receivedOn, source, amount, isReturned]) => {
    const known = { paymentNumber, receivedOn: calendarDate(receivedOn), source };
    return { ...known, amountCents: cents(amount), isReturned: isReturned === 1 };
  });
}

async function newestCalls(
  database: Database,
  accountId: string,
  today: CalendarDate,
): Promise<AccountDetailReply['calls']> {
  const { timeZone } = await utilitySettings(database, new Date(`${today}T12:00:00Z`));
  const calls = await madeCalls(database, { accountId }, timeZone);
  return calls.slice(0, NEWEST_CALLS).map(({ on, phone, reason, sentence, outcome }) => {
    return { on, phone, reason, sentence, outcome };
  });
}

function dateOrNull(text: string | null): CalendarDate | null {
  return text === null ? null : calendarDate(text);
}
