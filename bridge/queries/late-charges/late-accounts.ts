import { calendarDate, dateInTimeZone, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents, type Cents } from '../../contract/money.js';
import { CurbstopError } from '../../contract/problem.js';
import { services, type ServiceName } from '../../contract/services.js';
import type { LateRule } from '../../contract/settings/late-rule.js';
import type { LateChargeFacts } from '../../domain/late-charges/decide-late-charge.js';
import { lateChargeOf, withExemptionsOf, type OwedByAccount } from '../../domain/late-charges/late-charge.js';
import { serviceForFees, type LateChargeEarner } from '../../domain/late-charges/share-by-service.js';
import { isLate, lastDayToPay } from '../../domain/ledger/late-rule.js';
import { LocalClock } from '../../domain/payments/local-clock.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { balancesOf } from '../balances.js';
import { chart as chartOf } from '../chart.js';
import { lateRule } from '../ledger-settings.js';
import { utilitySettings } from '../utility-settings.js';
import { arrangementsOf } from './arrangements.js';
import { lateChargeDecisions } from './late-charge-decisions.js';
import { owedByThen, paidByThen, type DueDate } from './owed-items.js';

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
 * the rule of the day of the bill, for that is what its statement said; the cut-off by the rule of the due date, and who is
 * exempt by both. Throws `unknown-due-date` or `not-late-yet`.
 */
export async function lateAccounts(
  database: Database,
  asked: CalendarDate | undefined,
  now: Date,
): Promise<LateAccounts> {
  const { timeZone } = await utilitySettings(database, now);
  const dueOn = asked ?? (await lastDueDateOver(database, now));
  if (dueOn === null) throw noDueDate();
  const rule = await lateRule(database, dueOn);
  if (!isLate(now, dueOn, rule, timeZone)) throw notLateYet(dueOn, rule);
  const billed = await billedAccounts(database, dueOn);
  if (billed.length === 0) throw unknownDueDate(dueOn, await lastDueDateOver(database, now));
  const accountIds = billed.map(({ accountId }) => accountId);
  const earners = await lateChargeEarners(database, dateInTimeZone(now, timeZone));
  const owedOf = await owedAccounts(database, billed, earners, { dueOn, lateFrom: firstLate(dueOn, rule, timeZone) });
  const decisions = await lateChargeDecisions(database, dueOn, timeZone);
  const rules = await rulesOfDays(
    database,
    billed.map(({ billedOn }) => billedOn),
  );
  const balances = await balancesOf(database, accountIds);
  const accounts = billed.flatMap((bill): LateAccount[] => {
    const { accountId, customerName, address, rateClass, billedOn } = bill;
    const lateCharge = lateChargeOf(owedOf(bill), withExemptionsOf(rules.get(billedOn)?.charge, rule.charge));
    const { decided = null, turns = 0 } = decisions.get(accountId) ?? {};
    if (lateCharge.owedCents === 0 && decided === null) return [];
    const balanceCents = balances.get(accountId) ?? cents(0);
    return [{ accountId, customerName, address, rateClass, dueOn, balanceCents, lateCharge, decided, turns }];
  });
  return { dueOn, accounts };
}

/** The newest due date of a run that stands on which no payment is in time any more; null where there is none. */
export async function lastDueDateOver(database: Database, now: Date): Promise<CalendarDate | null> {
  const { timeZone } = await utilitySettings(database, now);
  const rows = await database.raw<{ due_on: string }[]>(
    `SELECT DISTINCT due_on FROM bill_run
     WHERE status = 'posted' AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)
     ORDER BY due_on DESC`,
  );
  for (const { due_on: day } of rows) {
    const dueOn = calendarDate(day);
    if (isLate(now, dueOn, await lateRule(database, dueOn), timeZone)) return dueOn;
  }
  return null;
}

interface BilledAccount {
  readonly accountId: string;
  readonly customerName: string;
  readonly address: string;
  readonly rateClass: string;
  /** In force on the due date. */
  readonly services: readonly ServiceName[];
  readonly billedOn: CalendarDate;
}

type BilledRow = [
  ...[accountId: string, name: string, address: string, rateClass: string, services: string, billedOn: string],
];

async function billedAccounts(database: Database, dueOn: CalendarDate): Promise<BilledAccount[]> {
  const rows = await bulkRead<BilledRow>(
    database,
    ['account_id', 'name', 'address', 'rate_class', 'services', 'billed_on'],
    `SELECT bill.account_id, customer.name, address,
            coalesce((SELECT min(rate_class) FROM bill_charge WHERE bill_charge.bill_number = bill.bill_number),
                     account.rate_class) AS rate_class,
            (SELECT json_group_array(service) FROM service
             WHERE service.account_id = bill.account_id AND started_on <= bill.due_on
               AND coalesce(ended_on > bill.due_on, 1)) AS services,
            max(bill.billed_on) AS billed_on
     FROM bill JOIN account USING (account_id) JOIN customer USING (customer_id) JOIN premises USING (premises_id)
     WHERE bill.due_on = ? AND bill_run_id NOT IN (SELECT bill_run_id FROM bill_run_reversal)
     GROUP BY bill.account_id ORDER BY bill.account_id`,
    [dueOn],
  );
  return rows.map(([accountId, customerName, address, rateClass, inForce, billedOn]) => ({
    ...{ accountId, customerName, address, rateClass, billedOn: calendarDate(billedOn) },
    services: JSON.parse(inForce) as ServiceName[],
  }));
}

/** The first minute at which a payment is late: the one after the cut-off. */
export function firstLate(dueOn: CalendarDate, rule: LateRule, timeZone: string): Date {
  const { instant } = new LocalClock(timeZone).at(lastDayToPay(dueOn, rule), rule.cutOff);
  return new Date(instant.getTime() + 60_000);
}

async function owedAccounts(
  database: Database,
  billed: readonly BilledAccount[],
  earners: readonly LateChargeEarner[],
  due: DueDate,
): Promise<(bill: BilledAccount) => OwedByAccount> {
  const accountIds = billed.map(({ accountId }) => accountId);
  const { items, spareCents } = await owedByThen(database, accountIds, due);
  const arrangements = await arrangementsOf(database, accountIds);
  const paid = await paidByThen(database, [...arrangements.keys()], due);
  const itemsOf = groupBy(items, ({ accountId }) => accountId);
  return ({ accountId, rateClass, services: inForce }) => ({
    ...{ accountId, rateClass, dueOn: due.dueOn, forFees: serviceForFees(inForce, earners) },
    items: itemsOf.get(accountId) ?? [],
    spareCents: cents(spareCents.get(accountId) ?? 0),
    arrangements: arrangements.get(accountId) ?? [],
    paid: paid.get(accountId) ?? [],
  });
}

/** Whose the late charges on each service are that are charged on a day. */
async function lateChargeEarners(database: Database, on: CalendarDate): Promise<LateChargeEarner[]> {
  const chart = await chartOf(database);
  return services.map((service) => {
    return { service, isOfUtility: !chart.isOfCity(chart.chargeTypeOf(service, 'late-charge'), on) };
  });
}

async function rulesOfDays(
  database: Database,
  days: readonly CalendarDate[],
): Promise<ReadonlyMap<CalendarDate, LateRule>> {
  const rules = new Map<CalendarDate, LateRule>();
  for (const day of new Set(days)) rules.set(day, await lateRule(database, day));
  return rules;
}

function notLateYet(dueOn: CalendarDate, rule: LateRule): CurbstopError {
  return new CurbstopError({
    code: 'not-late-yet',
    status: 409,
    message: `What is due on ${dueOn} is not late yet: payments count until ${rule.cutOff} on ${lastDayToPay(dueOn, rule)}.`,
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
