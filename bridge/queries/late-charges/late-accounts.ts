import { calendarDate, dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents, type Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { services, type ServiceName } from '../../contract/services.js';
import type { LateChargeFacts } from '../../domain/late-charges/decide-late-charge.js';
import { lastCutOff, type CutOff } from '../../domain/late-charges/cut-off.js';
import { lateChargeAfter, withExemptionsOf, type LateCharge } from '../../domain/late-charges/late-charge.js';
import { serviceForFees, type LateChargeEarner } from '../../domain/late-charges/share-by-service.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { balancesOf } from '../balances.js';
import { chart as chartOf } from '../chart.js';
import { lateRule } from '../ledger-settings.js';
import { utilitySettings } from '../utility-settings.js';
import { answersTo, type AnswerTerms } from './answers.js';
import { arrangementsOf } from './arrangements.js';
import { askedWhenPosted } from './asked-when-posted.js';
import { billCutOffs } from './cut-offs.js';
import { lastDueDateOver } from './due-dates.js';
import { lateChargeDecisions } from './late-charge-decisions.js';

/** An account that had not paid by the cut-off of a due date, or that something was decided on for it. */
export interface LateAccount extends LateChargeFacts {
  readonly customerName: string;
  readonly address: string;
  readonly rateClass: string;
  /** All that it owes now. */
  readonly balanceCents: Cents;
}

export interface LateAccounts {
  readonly dueOn: CalendarDate;
  /** By number. */
  readonly accounts: readonly LateAccount[];
}

/**
 * Who is late for a due date, the last one that is over unless told: of the bills of runs that stand. The charge goes by
 * the rule of the day of the bill, for that is what its statement said; who is exempt by that of the due date as well.
 * Throws `unknown-due-date` or `not-late-yet`.
 */
export async function lateAccounts(
  database: Database,
  asked: CalendarDate | undefined,
  now: Date,
): Promise<LateAccounts> {
  const { timeZone } = await utilitySettings(database, now);
  const dueOn = asked ?? (await lastDueDateOver(database, now));
  if (dueOn === null) throw noDueDate();
  const billed = await billedAccounts(database, dueOn);
  if (billed.length === 0) throw unknownDueDate(dueOn, await lastDueDateOver(database, now));
  const cutOff = lastCutOff(
    await billCutOffs(database, timeZone),
    billed.map(({ billedOn }) => ({ billedOn, dueOn })),
  );
  if (now < cutOff.lateFrom) throw notLateYet(dueOn, cutOff);
  return { dueOn, accounts: await lateOf(database, dueOn, billed, { now, rebillsUpTo: null }) };
}

/** Of some accounts, those that are late for a due date that is over, or that something was decided on. */
export async function lateAmong(
  database: Database,
  dueOn: CalendarDate,
  accountIds: readonly string[],
  now: Date,
): Promise<LateAccount[]> {
  return lateOf(database, dueOn, await billedAccounts(database, dueOn, accountIds), { now, rebillsUpTo: null });
}

/**
 * What the rule asks of an account for a due date that is over, by its bills as rebills of receipts up to one left them, or
 * all of them; null where it is not late.
 */
export async function askedLateCharge(
  database: Database,
  { accountId, dueOn }: { readonly accountId: string; readonly dueOn: CalendarDate },
  terms: LateTerms,
): Promise<LateCharge | null> {
  const [late] = await lateOf(database, dueOn, await billedAccounts(database, dueOn, [accountId]), terms);
  return late?.lateCharge ?? null;
}

export interface LateTerms extends Pick<AnswerTerms, 'rebillsUpTo'> {
  readonly now: Date;
}

/** Those of the accounts billed for a due date that are late, or that something was decided on. */
async function lateOf(
  database: Database,
  dueOn: CalendarDate,
  billed: readonly BilledAccount[],
  terms: LateTerms,
): Promise<LateAccount[]> {
  const { timeZone } = await utilitySettings(database, terms.now);
  const charged = await lateChargesOf(database, dueOn, billed, terms);
  const decisions = await lateChargeDecisions(database, dueOn, timeZone);
  const balances = await balancesOf(
    database,
    billed.map(({ accountId }) => accountId),
  );
  return billed.flatMap((bill): LateAccount[] => {
    const { accountId, customerName, address, rateClass } = bill;
    const lateCharge = charged(bill);
    const { decided = null, turns = 0 } = decisions.get(accountId) ?? {};
    if (lateCharge.owedCents === 0 && decided === null) return [];
    const balanceCents = balances.get(accountId) ?? cents(0);
    return [{ accountId, customerName, address, rateClass, dueOn, balanceCents, lateCharge, decided, turns }];
  });
}

/** The late charge of each bill of a due date: asked by the statement of its run, and answered since. */
async function lateChargesOf(
  database: Database,
  dueOn: CalendarDate,
  billed: readonly BilledAccount[],
  { now, rebillsUpTo }: LateTerms,
): Promise<(bill: BilledAccount) => LateCharge> {
  const { timeZone } = await utilitySettings(database, now);
  const earners = await lateChargeEarners(database, dateInTimeZone(now, timeZone));
  const { charge: ofDueDate } = await lateRule(database, dueOn);
  const cutOffOf = await billCutOffs(database, timeZone);
  const charges = new Map<string, LateCharge>();
  for (const ofRun of groupBy(billed, ({ postedBy }) => postedBy).values()) {
    const [{ billedOn, postedBy }] = ofRun as [BilledAccount];
    const moment = { dueOn, billedOn, postedBy };
    const accountIds = ofRun.map(({ accountId }) => accountId);
    const askedOf = await askedWhenPosted(database, accountIds, moment);
    const arrangements = await arrangementsOf(database, accountIds);
    const answerOf = await answersTo(database, moment, { cutOff: cutOffOf(moment), rebillsUpTo });
    const rule = withExemptionsOf((await lateRule(database, billedOn)).charge, ofDueDate);
    for (const { accountId, rateClass, services: inForce } of ofRun) {
      const forFees = serviceForFees(inForce, earners);
      const account = { accountId, rateClass, forFees, asked: askedOf(accountId) };
      const agreed = arrangements.get(accountId) ?? [];
      charges.set(accountId, lateChargeAfter(account, rule, answerOf(accountId), agreed));
    }
  }
  return ({ accountId }) => {
    const lateCharge = charges.get(accountId);
    if (lateCharge === undefined) throw new RangeError(`The late charge of account ${accountId} was not worked out.`);
    return lateCharge;
  };
}

interface BilledAccount {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly rateClass: string;
  /** In force on the due date. */
  readonly services: readonly ServiceName[];
  readonly billedOn: CalendarDate;
  /** The receipt that posted its run: of two bills of an account with one due date, the later one. */
  readonly postedBy: number;
}

type BilledRow = [
  ...[accountId: string, name: string, address: string, rateClass: string, services: string, billedOn: string],
  postedBy: number,
];

/** The accounts billed for a due date: all, or those among some. */
async function billedAccounts(
  database: Database,
  dueOn: CalendarDate,
  among: readonly string[] | null = null,
): Promise<BilledAccount[]> {
  const asked = among === null ? null : JSON.stringify(among);
  const rows = await bulkRead<BilledRow>(
    database,
    ['account_id', 'name', 'address', 'rate_class', 'services', 'billed_on', 'posted_by'],
    `SELECT bill.account_id, customer.name, address,
            coalesce((SELECT min(rate_class) FROM bill_charge WHERE bill_charge.bill_number = bill.bill_number),
                     account.rate_class) AS rate_class,
            (SELECT json_group_array(service) FROM service
             WHERE service.account_id = bill.account_id AND started_on <= bill.due_on
               AND coalesce(ended_on > bill.due_on, 1)) AS services,
            bill.billed_on, max(posted_by_command) AS posted_by
     FROM standing_bill AS bill JOIN bill_run USING (bill_run_id) JOIN account USING (account_id) JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     WHERE bill.due_on = ? AND (? IS NULL OR bill.account_id IN (SELECT value FROM json_each(?)))
     GROUP BY bill.account_id ORDER BY bill.account_id`,
    [dueOn, asked, asked],
  );
  return rows.map(([accountId, customerName, address, rateClass, inForce, billedOn, postedBy]) => ({
    ...{ accountId, customerName, address, rateClass, billedOn: calendarDate(billedOn), postedBy },
    services: JSON.parse(inForce) as ServiceName[],
  }));
}

/** Whose the late charges on each service are that are charged on a day. */
async function lateChargeEarners(database: Database, on: CalendarDate): Promise<LateChargeEarner[]> {
  const chart = await chartOf(database);
  return services.map((service) => {
    return { service, isOfUtility: !chart.isOfCity(chart.chargeTypeOf(service, 'late-charge'), on) };
  });
}

function notLateYet(dueOn: CalendarDate, { time, lastDay }: CutOff): CurbstopError {
  return new CurbstopError({
    code: 'not-late-yet',
    status: 409,
    message: `What is due on ${dueOn} is not late yet: payments count until ${time} on ${lastDay}.`,
    fix: 'Pull again after that, or name a due date that is over.',
  });
}

function unknownDueDate(dueOn: CalendarDate, last: CalendarDate | null): CurbstopError {
  return new CurbstopError({
    code: 'unknown-due-date',
    status: 404,
    message: `No bill of a run that stands is due on ${dueOn}.`,
    fix:
      last === null
        ? 'Post a bill run first.'
        : `Name the due date of a posted run; the last one that is over is ${last}.`,
  });
}

function noDueDate(): CurbstopError {
  return new CurbstopError({
    code: 'unknown-due-date',
    status: 404,
    message: 'No due date of a posted bill run is over yet.',
    fix: 'Pull again when one is.',
  });
}
