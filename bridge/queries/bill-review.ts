import { setImmediate as turn } from 'node:timers/promises';
import { billReviewSchema, type BillReview } from '../contract/settings/bill-review.js';
import type { RateClass } from '../contract/services.js';
import { found } from '../domain/bill-review/found-exception.js';
import { judged, type JudgedAccount } from '../domain/bill-review/disposition.js';
import { reviewBill, weighed } from '../domain/bill-review/review-bill.js';
import type { BillHistory, ReviewedFacts } from '../domain/bill-review/reviewed-facts.js';
import type { CalculatedBill } from '../domain/billing/calculated-bill.js';
import { bulkRead } from '../store/bulk.js';
import type { Database } from '../store/database.js';
import { readTogether } from '../store/read-together.js';
import { billDispositions } from './bill-dispositions.js';
import { billHistory } from './bill-history.js';
import { mailingFaults } from './mailing-faults.js';
import { BILLS_PER_TURN, runBills, type RunBill } from './run-bills.js';
import type { BillRun } from './run-facts.js';
import { tariffBook } from './tariff-book.js';
import { settingOn } from './utility-settings.js';

/** Who an exception is of. */
export interface ReviewedAccount extends JudgedAccount {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly routeId: string;
  readonly rateClass: RateClass;
}

/** A bill of an open run with what was found on it and decided of that. */
export type ReviewedBill = RunBill & ReviewedAccount;

export type ReadyBill = ReviewedBill & { readonly bill: CalculatedBill };

export interface ReviewedRun {
  readonly run: BillRun;
  readonly bills: readonly ReviewedBill[];
  /** Closed accounts of the run's stops that still have a service; they have no bill. */
  readonly closed: readonly ReviewedAccount[];
}

/** What bills are judged by on the bill date of a run. */
export async function billReviewSetting(
  database: Database,
  { billedOn }: Pick<BillRun, 'billedOn'>,
): Promise<BillReview> {
  return billReviewSchema.parse(await settingOn(database, 'bill-review', billedOn));
}

/** Calculates and judges every bill of a run, in walking order. Nothing is written. */
export async function reviewedRun(database: Database, run: BillRun): Promise<ReviewedRun> {
  const review = await billReviewSetting(database, run);
  const tariffs = await tariffBook(database);
  const calculated = runBills(database, run);
  const [runsBills, pastOf, mailingFaultOf, dispositionsOf, ended] = await readTogether([
    calculated,
    billHistory(database, run, review, { calculated, tariffs }),
    mailingFaults(database),
    billDispositions(database, run.billRunId),
    servicesAfterClosing(database, run),
  ]);
  const bills: ReviewedBill[] = [];
  for (const [index, item] of runsBills.entries()) {
    if (index % BILLS_PER_TURN === 0) await turn();
    const { accountId } = item;
    const facts = reviewedFacts(item, run, pastOf(accountId), mailingFaultOf(accountId));
    // A large run has many of them: what was made for this is not made twice.
    bills.push(Object.assign(item, judged(reviewBill(facts, tariffs, review), dispositionsOf(accountId))));
  }
  const closed = ended.map(({ sentence, ...account }): ReviewedAccount => {
    const exception = found('service-after-closing', sentence, 'End the service on the day of the move-out.');
    return { ...account, ...judged([weighed(exception, review)], dispositionsOf(account.accountId)) };
  });
  return { run, bills, closed };
}

/** Spread objects would take as long as all the rest of a review. */
function reviewedFacts(
  item: RunBill,
  { billedOn }: BillRun,
  past: BillHistory | null,
  mailingFault: string | null,
): ReviewedFacts {
  return {
    rateClass: item.rateClass,
    address: item.address,
    period: item.period,
    billedOn,
    billedTo: item.billedTo,
    isFinal: item.isFinal,
    usageGallons: item.usageGallons,
    estimatedReads: item.estimatedReads,
    totalCents: item.bill?.totalCents ?? null,
    obstacle: item.obstacle,
    services: item.services,
    data: item.data,
    past,
    mailingFault,
    isMeterOut: item.isMeterOut,
    earlier: item.earlier,
  };
}

/** The bills that a run posts: those that can be made and are not held. */
export function billsToPost({ bills }: ReviewedRun): ReadyBill[] {
  return bills.filter((item): item is ReadyBill => item.bill !== null && item.hold === null);
}

/** The bills that a run leaves out. */
export function billsHeld({ bills }: ReviewedRun): ReviewedBill[] {
  return bills.filter(({ hold }) => hold !== null);
}

type ClosedRow = [string, string, string, string, RateClass, closedOn: string, services: string];

async function servicesAfterClosing(database: Database, { billRunId, cycleId }: BillRun) {
  const rows = await bulkRead<ClosedRow>(
    database,
    ['account_id', 'name', 'address', 'route_id', 'rate_class', 'closed_on', 'services'],
    `SELECT account_id, customer.name, address, run_stop.route_id, rate_class, closed_on, group_concat(service, ', ') AS services
     FROM account JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     JOIN run_stop ON run_stop.bill_run_id = ? AND run_stop.premises_id = account.premises_id
     JOIN route ON route.route_id = run_stop.route_id JOIN service USING (account_id)
     WHERE route.cycle_id = ? AND account.status = 'closed' AND (ended_on IS NULL OR ended_on > closed_on)
     GROUP BY account_id ORDER BY account_id`,
    [billRunId, cycleId],
  );
  return rows.map(([accountId, customerName, address, routeId, rateClass, closedOn, services]) => ({
    ...{ accountId, customerName, address, routeId, rateClass },
    sentence: `The account was closed on ${closedOn}, and its ${services} goes on.`,
  }));
}
