import type { CalendarDate } from '../contract/calendar-date.js';
import type { Issue } from '../contract/problem.js';
import type { Chart } from '../domain/ledger/chart.js';
import type { OpenItem } from '../domain/ledger/open-item.js';
import { decidePayments, type DecidedPayment } from '../domain/payments/decide-payments.js';
import { duesOfItems, lateDues } from '../domain/payments/late-dues.js';
import type { ReceivedPayment } from '../domain/payments/received-payments.js';
import { billCutOffs } from '../queries/late-charges/cut-offs.js';
import { applicationRule } from '../queries/ledger-settings.js';
import { openItems } from '../queries/open-items.js';
import { accountStatuses } from '../queries/payment-facts.js';
import { appendEntries } from '../store/journal.js';
import { writePayments, type FileLine } from '../store/payments.js';
import { writeSuspenseItems } from '../store/suspense.js';
import { applyCredits, type NumberedEntry } from './apply-credits.js';
import type { CommandContext } from './command.js';

/** The payments of a file that came on one day, in the order in which they came. */
export interface PaymentDay {
  readonly receivedOn: CalendarDate;
  readonly payments: readonly ReceivedPayment[];
  readonly importNumber: number;
  readonly setAsideClosed: boolean;
  readonly chart: Chart;
  readonly timeZone: string;
}

export interface PostedDay {
  readonly decided: readonly DecidedPayment[];
  readonly issues: readonly Issue[];
  /** What was appended to the journal, applied credit included; empty where nothing may be posted. */
  readonly entries: readonly NumberedEntry[];
  /** How many of the payments came too late for a bill that they paid. */
  readonly late: number;
}

/**
 * Posts what came on one day. What payments leave over pays at once what was charged since. Where there are issues, of
 * this day or of the file before it, nothing is written, and the issues are told all the same.
 */
export async function postPaymentDay(context: CommandContext, day: PaymentDay, isSound: boolean): Promise<PostedDay> {
  const { trx, commandNumber } = context;
  const { receivedOn, payments, chart } = day;
  const statuses = await accountStatuses(
    trx,
    payments.map(({ accountText }) => accountText),
  );
  const accountIds = [...statuses.keys()];
  const items = await openItems(trx, accountIds, receivedOn);
  const rule = await applicationRule(trx, receivedOn);
  const facts = { chart, rule, statuses, openItems: items, setAsideClosed: day.setAsideClosed };
  const { decided, issues } = decidePayments(payments, facts);
  const late = await lateOnes(context, decided, items, day);
  if (!isSound || issues.length > 0) return { decided, issues, entries: [], late };
  const drafts = decided.map(({ entry }) => entry);
  const numbers = await appendEntries(trx, drafts, commandNumber);
  const entries = drafts.map((entry, index) => ({ entry, entryNumber: numbers[index] ?? 0 }));
  await writeSources(context, decided, entries, day);
  return {
    decided,
    issues,
    late,
    entries: [...entries, ...(await applyCredits(context, accountIds, receivedOn, chart))],
  };
}

async function writeSources(
  { trx }: CommandContext,
  decided: readonly DecidedPayment[],
  entries: readonly NumberedEntry[],
  { importNumber }: PaymentDay,
): Promise<void> {
  const rows = decided.map(({ payment, cause }, index) => {
    const { line: lineNumber, accountText, amountCents, source, reference, payer } = payment;
    const fromFile: FileLine = { importNumber, lineNumber };
    const entryNumber = entries[index]?.entryNumber ?? 0;
    const receivedAt = payment.receivedAt.toISOString();
    return { cause, accountText, payer, receivedAt, source, reference, amountCents, entryNumber, fromFile };
  });
  await writePayments(
    trx,
    rows.filter(({ cause }) => cause === null).map((row) => ({ ...row, accountId: row.accountText })),
  );
  await writeSuspenseItems(
    trx,
    rows.flatMap(({ cause, ...row }) => (cause === null ? [] : [{ ...row, cause }])),
  );
}

async function lateOnes(
  { trx }: CommandContext,
  decided: readonly DecidedPayment[],
  items: readonly OpenItem[],
  { timeZone }: PaymentDay,
): Promise<number> {
  const cutOffOf = await billCutOffs(trx, timeZone);
  const dues = duesOfItems(items);
  return decided.filter(({ payment: { receivedAt }, entry }) => lateDues(entry, dues, receivedAt, cutOffOf).length > 0)
    .length;
}
