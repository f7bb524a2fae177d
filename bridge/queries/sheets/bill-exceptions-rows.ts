import { billSeverities, severityWords, type BillDecision } from '../../contract/bill-review.js';
import { dateInTimeZone } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { centsToDecimalText } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import { billExceptionsSheet } from '../../contract/sheets/bill-exceptions.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import {
  isUndecided,
  type Disposition,
  type ExceptionState,
  type JudgedException,
} from '../../domain/bill-review/disposition.js';
import { reviewedRun, type ReviewedAccount, type ReviewedBill, type ReviewedRun } from '../bill-review.js';
import { postedRegister, type RegisteredBill } from '../posted-register.js';
import { billRun } from '../run-facts.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/**
 * The exceptions of a run's bills: what is undecided first, the worst of them on top. Of a posted run the decisions that
 * it was posted by: what needed none is not kept.
 */
export const billExceptionsSource: SheetSource<BillRunParameters> = {
  kind: billExceptionsSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }, now) {
    const { timeZone } = await utilitySettings(database, now);
    const run = await billRun(database, billRunId);
    const subject = `${run.cycleName}, ${run.periodFrom} to ${run.periodTo}, due ${run.dueOn}`;
    if (run.status !== 'open')
      return { subject, ...decidedBefore(await postedRegister(database, billRunId), timeZone) };
    const reviewed = await reviewedRun(database, run);
    const items = foundExceptions(reviewed).sort((one, other) => urgency(one.exception) - urgency(other.exception));
    return {
      subject,
      rows: items.map((item) => exceptionRow(item, timeZone)),
      totals: totalsOf(reviewed),
    };
  },
};

function decidedBefore(register: readonly RegisteredBill[], timeZone: string): Omit<SheetContent, 'subject'> {
  const count = (test: (bill: RegisteredBill) => boolean) => register.filter(test).length.toLocaleString('en-US');
  return {
    rows: register.flatMap((item) => item.dispositions.map((each) => decidedRow(item, each, timeZone))),
    totals: [
      {
        label: 'Accounts released',
        value: count(({ dispositions }) => dispositions.some(({ decision }) => decision === 'release')),
      },
      { label: 'Accounts held', value: count(({ heldFor }) => heldFor !== null) },
    ],
  };
}

const BECAME: Readonly<Record<BillDecision, ExceptionState>> = { release: 'released', hold: 'held', fix: 'done' };

/** How much it weighed, what was to be done about it and the route are not kept. */
function decidedRow(item: RegisteredBill, disposition: Disposition, timeZone: string): SheetCell[] {
  const { accountId, bill, lastBillCents } = item;
  const { exception, sentence, decision, reason } = disposition;
  return [
    `${accountId}/${exception}`,
    ...[null, null, accountId, sentence, decision, reason || null, null, item.customerName, item.usageGallons],
    bill === null ? null : centsToDecimalText(bill.totalCents),
    lastBillCents === null ? null : centsToDecimalText(lastBillCents),
    decision === null ? null : BECAME[decision],
    decidedWords(disposition, timeZone),
    ...[className(item.rateClass), null, item.address],
  ];
}

/** An exception with the account that it is of. */
export interface FoundOnAccount {
  readonly account: ReviewedAccount;
  /** Null of a closed account. */
  readonly bill: ReviewedBill | null;
  readonly exception: JudgedException;
}

/** Every exception of a run, in walking order, those of closed accounts last. */
export function foundExceptions({ bills, closed }: ReviewedRun): FoundOnAccount[] {
  return [
    ...bills.flatMap((bill) => bill.exceptions.map((exception) => ({ account: bill, bill, exception }))),
    ...closed.flatMap((account) => account.exceptions.map((exception) => ({ account, bill: null, exception }))),
  ];
}

/** The key of an exception's row. */
export function exceptionKey({ account, exception }: FoundOnAccount): string {
  return `${account.accountId}/${exception.name}`;
}

/** Tells the key of an exception's row from that of a row that somebody typed. */
export function isExceptionKey(key: string): boolean {
  return key.includes('/');
}

function urgency(exception: JudgedException): number {
  return (isUndecided(exception) ? 0 : billSeverities.length) + billSeverities.indexOf(exception.severity);
}

const TO_DO: Readonly<Partial<Record<ExceptionState, string>>> = {
  open: 'decide',
  changed: 'look again',
  fix: 'fix',
};

/** The sheet's row of an exception. */
export function exceptionRow(item: FoundOnAccount, timeZone: string): SheetCell[] {
  const { account, bill, exception } = item;
  const { decision, disposition } = exception;
  const total = bill?.bill?.totalCents;
  return [
    exceptionKey(item),
    TO_DO[exception.state] ?? null,
    severityWords[exception.severity],
    account.accountId,
    exception.sentence,
    decision,
    decision === null ? null : (disposition?.reason ?? '') || null,
    exception.fix,
    account.customerName,
    bill?.usageGallons ?? null,
    total === undefined ? null : centsToDecimalText(total),
    bill === null || bill.lastBillCents === null ? null : centsToDecimalText(bill.lastBillCents),
    exception.state === 'done' ? 'nothing to do' : exception.state,
    disposition === null ? null : decidedWords(disposition, timeZone),
    className(account.rateClass),
    account.routeId,
    account.address,
  ];
}

/** The words for who decided what, and of what where that has changed. */
function decidedWords(
  { decision, personName, decidedAt, reason, receiptNumber }: Disposition,
  timeZone: string,
): string {
  const day = dateInTimeZone(new Date(decidedAt), timeZone);
  const why = reason === '' ? '' : `: ${reason}`;
  return `${decision ?? 'taken back'}, ${personName}, ${day}, receipt ${receiptNumber}${why}`;
}

function totalsOf(reviewed: ReviewedRun): SheetContent['totals'] {
  const exceptions = foundExceptions(reviewed).map(({ exception }) => exception);
  const count = (test: (exception: JudgedException) => boolean) =>
    exceptions.filter(test).length.toLocaleString('en-US');
  return [
    { label: 'To decide', value: count(isUndecided) },
    { label: 'Blocking', value: count((each) => isUndecided(each) && each.severity === 'blocks') },
    { label: 'Released', value: count(({ state }) => state === 'released') },
    {
      label: 'Accounts held',
      value: reviewed.bills.filter(({ hold }) => hold !== null).length.toLocaleString('en-US'),
    },
    { label: 'Information', value: count(({ severity }) => severity === 'information') },
  ];
}
