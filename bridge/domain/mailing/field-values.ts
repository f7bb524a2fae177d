import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, type Cents } from '../../contract/money.js';
import type {
  ACCOUNT_FIELDS,
  HEADER_FIELDS,
  LINE_FIELDS,
  TRAILER_FIELDS,
} from '../../contract/settings/mailing-layout.js';
import type { ActivityLine, Statement } from '../statement/statement.js';
import {
  mailedLines,
  type MailedLine,
  type MailedStatement,
  type MailingRun,
  type MailingTally,
} from './mailed-statement.js';

/** What a column holds, before a layout says how it is written. */
export type FieldValue =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'amount'; readonly amountCents: Cents }
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'date'; readonly on: CalendarDate | null };

type Values<Fields extends readonly string[]> = Readonly<Record<Fields[number], FieldValue>>;

const text = (value: string): FieldValue => ({ kind: 'text', text: value });
const amount = (amountCents: Cents): FieldValue => ({ kind: 'amount', amountCents });
const number = (digits: number | string): FieldValue => ({ kind: 'number', digits: String(digits) });
const date = (on: CalendarDate | null): FieldValue => ({ kind: 'date', on });

export function headerValues(run: MailingRun): Values<typeof HEADER_FIELDS> {
  return {
    'file-id': text(run.fileId),
    run: text(run.billRunId),
    cycle: text(run.cycleName),
    'billed-on': date(run.billedOn),
    'due-on': date(run.dueOn),
    'period-from': date(run.periodFrom),
    'period-to': date(run.periodTo),
    utility: text(run.utilityName),
  };
}

/** `sequence` counts the accounts of the file from 1. */
export function accountValues(mailed: MailedStatement, sequence: number): Values<typeof ACCOUNT_FIELDS> {
  const { statement, delivery } = mailed;
  const { account, bill } = statement;
  const line = (index: number) => text(account.mailingAddress[index] ?? '');
  return {
    sequence: number(sequence),
    account: text(account.accountId),
    name: text(account.customerName),
    ...{ 'address-1': line(0), 'address-2': line(1), 'address-3': line(2), 'address-4': line(3) },
    'service-address': text(account.serviceAddress),
    'bill-number': number(bill.billNumber),
    ...{ 'period-from': date(bill.periodFrom), 'period-to': date(bill.periodTo) },
    days: number(statement.days),
    ...{ 'billed-on': date(bill.billedOn), 'due-on': date(bill.dueOn) },
    gallons: number(bill.usageGallons),
    'previous-balance': amount(statement.previousCents),
    payments: activitySum(statement, 'payment'),
    adjustments: activitySum(statement, 'adjustment'),
    'late-charges': activitySum(statement, 'late-charge'),
    charges: amount(bill.totalCents),
    balance: amount(statement.balanceCents),
    'amount-due': amount(statement.amountDueCents),
    'amount-after-due': amount(statement.afterDueCents ?? statement.amountDueCents),
    'scan-line': text(statement.scanLine ?? ''),
    messages: text(statement.messages.join(' ')),
    delivery: text(delivery),
    'line-count': number(mailedLines(statement).length),
  };
}

function activitySum({ activity }: Statement, wanted: ActivityLine['kind']): FieldValue {
  return amount(cents(activity.reduce((sum, { kind, amountCents }) => (kind === wanted ? sum + amountCents : sum), 0)));
}

/** `lineNumber` counts the lines of the account from 1. */
export function lineValues(
  { statement }: MailedStatement,
  line: MailedLine,
  lineNumber: number,
): Values<typeof LINE_FIELDS> {
  return {
    account: text(statement.account.accountId),
    'bill-number': number(statement.bill.billNumber),
    'line-number': number(lineNumber),
    service: text(line.service),
    description: text(line.description),
    'line-date': date(line.on),
    'line-amount': amount(line.amountCents),
  };
}

/** `sha256` is of every byte before this record; `records` counts all of them, this one included. */
export function trailerValues(
  { fileId }: MailingRun,
  tally: MailingTally,
  { records, sha256 }: { readonly records: number; readonly sha256: string },
): Values<typeof TRAILER_FIELDS> {
  return {
    'file-id': text(fileId),
    ...{ accounts: number(tally.accounts), lines: number(tally.lines), records: number(records) },
    'total-charges': amount(tally.chargesCents),
    'total-balance': amount(tally.balanceCents),
    'total-due': amount(tally.dueCents),
    'hash-total': number(tally.hashTotal),
    sha256: text(sha256),
  };
}
