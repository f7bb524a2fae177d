import { addMonths, calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import type { LeakPolicy } from '../../contract/settings/leak-policy.js';
import { leakBills } from '../../domain/adjusting/leak/leak-bills.js';
import type {
  LeakAccount,
  LeakFacts,
  LeakRequest,
  NamedBill,
  PastUse,
} from '../../domain/adjusting/leak/leak-facts.js';
import type { Chart } from '../../domain/ledger/chart.js';
import { cellOf, columnRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { theseAccounts } from '../account-facts.js';
import { billedCharges } from './billed-charges.js';
import { earlierLeakCredits } from './earlier-leak-credits.js';
import { leakPolicies } from './leak-policies.js';

/**
 * Reads what leak credits of many requests are worked out from, in a few queries however many there are: the use of the
 * accounts' bills, the credits that they had, and the charges of those bills that the requests are about.
 */
export async function leakFacts(
  database: Database,
  chart: Pick<Chart, 'chargeTypeOf'>,
  requests: readonly LeakRequest[],
): Promise<LeakFacts> {
  const policyOn = await leakPolicies(database);
  const accountIds = [...new Set(requests.map(({ accountId }) => accountId))];
  const earlier = await earlierLeakCredits(database, accountIds);
  const uses = await pastUses(database, accountIds, firstDayNeeded(requests, policyOn));
  const accounts = new Map(
    accountIds.map((accountId): [string, LeakAccount] => {
      return [accountId, { bills: uses.get(accountId) ?? [], earlier: earlier.get(accountId) ?? [] }];
    }),
  );
  const billNumbers = billsOf(requests, policyOn, accounts);
  const charges = await billedCharges(database, billNumbers);
  return {
    policyOn,
    chargeTypeOf: (service, nature) => chart.chargeTypeOf(service, nature),
    accounts,
    namedBills: await namedBills(database, requests),
    billNumbers,
    chargesOf: (billNumber) => charges.get(billNumber) ?? [],
  };
}

type PolicyOn = (date: CalendarDate) => LeakPolicy;

/** The bills that the requests are about, by the rule that chooses them when a credit is worked out. */
function billsOf(
  requests: readonly LeakRequest[],
  policyOn: PolicyOn,
  accounts: ReadonlyMap<string, LeakAccount>,
): number[] {
  return requests.flatMap((request) => {
    const [policy, account] = [policyOn(request.requestedOn), accounts.get(request.accountId)];
    if (policy.method === 'none' || account === undefined) return [];
    return leakBills(request, policy, account)?.bills.map(({ billNumber }) => billNumber) ?? [];
  });
}

/** A bill may be of several months, and an average of so many bills goes back as much further. */
const MONTHS_PER_BILL_MAX = 3;

/** The first day whose bills may count for any of the requests. */
function firstDayNeeded(requests: readonly LeakRequest[], policyOn: PolicyOn): CalendarDate | null {
  const days = requests.flatMap(({ requestedOn }) => {
    const policy = policyOn(requestedOn);
    if (policy.method === 'none') return [];
    return [addMonths(requestedOn, -(policy.reachMonths + MONTHS_PER_BILL_MAX * (policy.usual?.bills ?? 0)))];
  });
  return days.reduce<CalendarDate | null>((first, day) => (first === null || day < first ? day : first), null);
}

interface UseRow {
  readonly accountId: string;
  readonly billNumber: number;
  readonly from: string;
  readonly readOn: string;
  readonly gallons: number;
  readonly isEstimated: number;
}

async function pastUses(
  database: Database,
  accountIds: readonly string[],
  since: CalendarDate | null,
): Promise<ReadonlyMap<string, PastUse[]>> {
  if (since === null) return new Map();
  const { query, bindings } = theseAccounts(accountIds);
  const columns = await columnRead<UseRow>(
    database,
    {
      ...{ accountId: 'account_id', billNumber: 'bill_number', from: 'period_from', readOn: 'period_to' },
      ...{ gallons: 'usage_gallons', isEstimated: 'is_estimated' },
    },
    `SELECT account_id, bill_number, period_from, period_to, usage_gallons,
            EXISTS (SELECT 1 FROM billed_read AS read WHERE read.account_id = bill.account_id
                    AND read.bill_run_id = bill.bill_run_id AND status = 'estimated') AS is_estimated
     FROM billed_period AS bill WHERE account_id IN (${query}) AND period_to >= ?
     ORDER BY account_id, period_to, bill_number`,
    [...bindings, since],
  );
  const uses = columns.accountId.map((accountId, row) => ({ accountId, row }));
  return new Map(
    [...groupBy(uses, ({ accountId }) => accountId)].map(([accountId, rows]) => [
      accountId,
      rows.map(({ row }) => ({
        billNumber: cellOf(columns.billNumber, row),
        from: calendarDate(cellOf(columns.from, row)),
        readOn: calendarDate(cellOf(columns.readOn, row)),
        gallons: cellOf(columns.gallons, row),
        isEstimated: cellOf(columns.isEstimated, row) === 1,
      })),
    ]),
  );
}

async function namedBills(
  database: Database,
  requests: readonly LeakRequest[],
): Promise<ReadonlyMap<number, NamedBill>> {
  const named = requests.flatMap(({ billNumber }) => billNumber ?? []);
  if (named.length === 0) return new Map();
  const rows = await database.raw<
    { bill_number: number; account_id: string; period_to: string; reversed_by: number | null }[]
  >(
    `SELECT bill_number, account_id, period_to, bill_run_reversal.command_number AS reversed_by
     FROM bill LEFT JOIN bill_run_reversal USING (bill_run_id)
     WHERE bill_number IN (SELECT value FROM json_each(?))`,
    [JSON.stringify(named)],
  );
  return new Map(
    rows.map((row) => [
      row.bill_number,
      { accountId: row.account_id, readOn: calendarDate(row.period_to), reversedBy: row.reversed_by },
    ]),
  );
}
