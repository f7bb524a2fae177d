import { billSeverities } from '../../contract/bill-review.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import { billExceptionsSheet } from '../../contract/sheets/bill-exceptions.js';
import { billRunParametersSchema, type BillRunParameters } from '../../contract/sheets/readings.js';
import { isUndecided, type JudgedException } from '../../domain/bill-review/disposition.js';
import { reviewedRun, type ReviewedAccount, type ReviewedBill, type ReviewedRun } from '../bill-review.js';
import { billRun } from '../run-facts.js';
import { utilitySettings } from '../utility-settings.js';
import { exceptionCells, exceptionKeyOf } from './exception-cells.js';
import { postedExceptionsContent } from './posted-exceptions-rows.js';
import type { SheetContent, SheetSource } from './sheet-source.js';

/**
 * The exceptions of a run's bills: what is undecided first, the worst of them on top. Of a posted run they are as they were
 * when it was posted: what needed no decision is not kept.
 */
export const billExceptionsSource: SheetSource<BillRunParameters> = {
  kind: billExceptionsSheet,
  parameters: billRunParametersSchema,
  async read(database, { billRunId }, now) {
    const { timeZone } = await utilitySettings(database, now);
    const run = await billRun(database, billRunId);
    const subject = `${run.cycleName}, ${run.periodFrom} to ${run.periodTo}, due ${run.dueOn}`;
    if (run.status !== 'open') return { subject, ...(await postedExceptionsContent(database, run, timeZone)) };
    const reviewed = await reviewedRun(database, run);
    const items = foundExceptions(reviewed).sort((one, other) => urgency(one.exception) - urgency(other.exception));
    return {
      subject,
      rows: items.map((item) => exceptionRow(item, timeZone)),
      totals: totalsOf(reviewed),
    };
  },
};

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
  return exceptionKeyOf({ accountId: account.accountId, name: exception.name });
}

/** Tells the key of an exception's row from that of a row that somebody typed. */
export function isExceptionKey(key: string): boolean {
  return key.includes('/');
}

function urgency(exception: JudgedException): number {
  return (isUndecided(exception) ? 0 : billSeverities.length) + billSeverities.indexOf(exception.severity);
}

/** The sheet's row of an exception. */
export function exceptionRow({ account, bill, exception }: FoundOnAccount, timeZone: string): SheetCell[] {
  const { accountId, customerName, address, rateClass, routeId } = account;
  const shown = {
    ...exception,
    ...{ accountId, customerName, address, rateClass, routeId },
    usageGallons: bill?.usageGallons ?? null,
    totalCents: bill?.bill?.totalCents ?? null,
    lastBillCents: bill?.lastBillCents ?? null,
  };
  return exceptionCells(shown, timeZone);
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
