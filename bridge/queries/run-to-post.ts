import type { PostBillRunReply } from '../contract/commands/post-bill-run.js';
import { counted } from '../contract/counted.js';
import { sumCents, type Cents } from '../contract/money.js';
import { CurbstopError, type Issue } from '../contract/problem.js';
import { services } from '../contract/services.js';
import { isUndecided } from '../domain/bill-review/disposition.js';
import type { Database } from '../store/database.js';
import type { ReadyBill, ReviewedRun } from './bill-review.js';
import { creditsOnAccounts } from './open-items.js';

const ISSUES_SHOWN_MAX = 100;

/** Throws `run-not-ready` with an issue for each exception of a run that nobody has decided. */
export function refuseUndecided({ run, bills, closed }: ReviewedRun): void {
  const issues: Issue[] = [];
  let [impossible, waiting] = [0, 0];
  for (const { accountId, exceptions } of [...bills, ...closed]) {
    const undecided = exceptions.filter(isUndecided);
    if (undecided.some(({ severity }) => severity === 'blocks')) impossible++;
    else if (undecided.length > 0) waiting++;
    for (const { code, state, sentence, fix } of undecided) {
      const changed = state === 'changed' ? ' It changed since it was decided.' : '';
      const message = `Account ${accountId}: ${sentence}${changed}`;
      issues.push({ code, rowKey: accountId, column: '', message, fix });
    }
  }
  if (issues.length === 0) return;
  throw new CurbstopError({
    code: 'run-not-ready',
    status: 409,
    message: `${run.cycleName} can't be posted: ${standingInTheWay(impossible, waiting)}.`,
    fix: 'Decide them in the Bill Exceptions sheet: release, hold or fix, and push.',
    issues: issues.slice(0, ISSUES_SHOWN_MAX),
  });
}

function standingInTheWay(impossible: number, waiting: number): string {
  const parts = [
    ...(impossible === 0 ? [] : [`${counted(impossible, 'account')} can't be billed yet`]),
    ...(waiting === 0 ? [] : [`${counted(waiting, 'account')} ${waiting === 1 ? 'waits' : 'wait'} for a decision`]),
  ];
  return parts.join(', and ');
}

/** What bills come to, in all and by service. */
export function totalsToPost(bills: readonly ReadyBill[]): Pick<PostBillRunReply, 'bills' | 'totalCents' | 'services'> {
  const charges = bills.flatMap((item) => item.bill.charges);
  return {
    bills: bills.length,
    totalCents: sumCents(charges.map((charge) => charge.amountCents)),
    services: services.map((service) => {
      const amounts = charges.filter((charge) => charge.service === service).map((charge) => charge.amountCents);
      return { service, bills: amounts.length, amountCents: sumCents(amounts) };
    }),
  };
}

/** The unapplied credit of the accounts that bills are of: it pays what is open when they are posted. */
export async function creditOf(database: Database, bills: readonly ReadyBill[]): Promise<Cents> {
  const credits = await creditsOnAccounts(
    database,
    bills.map(({ accountId }) => accountId),
  );
  return sumCents(credits.map(({ creditCents }) => creditCents));
}
