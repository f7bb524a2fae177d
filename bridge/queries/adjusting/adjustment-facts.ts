import { calendarDate, type CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import { cents } from '../../contract/money.js';
import type { Person } from '../../contract/person.js';
import type { ServiceName } from '../../contract/services.js';
import { feesSchema } from '../../contract/settings/fees.js';
import type { AdjustmentKind } from '../../contract/sheets/adjustments.js';
import type {
  AdjustableAccount,
  AdjustableBill,
  AdjustmentFacts,
  Approval,
  EarlierAdjustment,
} from '../../domain/adjusting/adjustment-facts.js';
import type { AdjustedToday } from '../../domain/adjusting/adjustment-limits.js';
import type { StandingLateCharges } from '../../domain/adjusting/late-charges-left.js';
import { itemsNeeded } from '../../domain/adjusting/items-needed.js';
import type { TypedAdjustment } from '../../domain/adjusting/typed-adjustment.js';
import { leakRequest } from '../../domain/adjusting/leak/leak-request.js';
import type { LeakFacts } from '../../domain/adjusting/leak/leak-facts.js';
import type { Chart } from '../../domain/ledger/chart.js';
import { bulkRead } from '../../store/bulk.js';
import type { Database } from '../../store/database.js';
import { nextEntryNumber } from '../../store/journal.js';
import { readTogether } from '../../store/read-together.js';
import { adjustmentLimit } from '../adjusted-today.js';
import { balancesOf } from '../balances.js';
import { chart as chartOf } from '../chart.js';
import { correctedBillsOfAccounts } from './corrected-bills.js';
import { feesOfBills } from './fees-of-bills.js';
import { lateChargesAfterWaivers } from './late-charges-after-waivers.js';
import { leakFacts } from './leak-facts.js';
import { applicationRule } from '../ledger-settings.js';
import { openItemsOf } from '../open-items.js';
import { taxOfLines } from '../tax-of-lines.js';
import { settledCharges } from './settled-charges.js';
import { WANTED_BILLS } from './wanted-bills.js';
import { settingOn } from '../utility-settings.js';

/** For whom rows are decided, and when. */
export interface Deciding {
  readonly person: Person;
  readonly today: CalendarDate;
  readonly approval: Approval;
  /** What the command at hand has posted for the person already, which the books tell as theirs once it is done. */
  readonly postedNow?: readonly AdjustedToday[];
  /** The accounts of which rows of the command at hand wait for approval. */
  readonly undecidedAccounts?: ReadonlySet<string>;
}

/** What these rows are decided by, for the person who pushes them today; all of it by queries of sets. */
export async function adjustmentFacts(
  database: Database,
  typed: readonly TypedAdjustment[],
  { person, today, approval, postedNow = [], undecidedAccounts = new Set() }: Deciding,
): Promise<AdjustmentFacts> {
  const chart = await chartOf(database);
  const leak = await leaksOf(database, chart, typed, today);
  const [accountsAndBills, items] = await readTogether([
    accountsWithBills(database, typed, leak?.billNumbers ?? []),
    openItemsOf(database, itemsNeeded(typed), today),
  ]);
  const limit = await adjustmentLimit(database, person, today);
  const { returnedItemCents } = feesSchema.parse(await settingOn(database, 'fees', today));
  return {
    ...{ approval, leak },
    correctedBills: await correctedBillsOfAccounts(database, accountsOfLeaks(typed)),
    settled: await settledCharges(database, [...accountsAndBills.accounts.keys()]),
    limit: { ...limit, adjustedToday: [...limit.adjustedToday, ...postedNow] },
    ...accountsAndBills,
    ...{ returnedItemCents, today },
    chart,
    rule: await applicationRule(database, today),
    openItems: items,
    undecidedAccounts,
    nextEntryNumber: await nextEntryNumber(database),
  };
}

/** The accounts that rows name, with the last bill of each, the bills that rows name, and those with leaks. */
async function accountsWithBills(
  database: Database,
  typed: readonly TypedAdjustment[],
  billsOfLeaks: readonly number[],
): Promise<Pick<AdjustmentFacts, 'accounts' | 'bills'>> {
  const accounts = await adjustableAccounts(
    database,
    typed.flatMap(({ accountId, otherAccountId }) =>
      otherAccountId === null ? accountId : [accountId, otherAccountId],
    ),
  );
  const bills = await adjustableBills(database, [
    ...billsOfLeaks,
    ...[...accounts.values()].flatMap(({ lastBillNumber }) => lastBillNumber ?? []),
    ...typed.flatMap(({ billNumber }) => billNumber ?? []),
  ]);
  return { accounts, bills };
}

function accountsOfLeaks(typed: readonly TypedAdjustment[]): string[] {
  return [...new Set(typed.filter(({ kind }) => kind === 'leak').map(({ accountId }) => accountId))];
}

/** What the leak credits among the rows are worked out from; null where there are none. */
async function leaksOf(
  database: Database,
  chart: Chart,
  typed: readonly TypedAdjustment[],
  today: CalendarDate,
): Promise<LeakFacts | null> {
  const requests = typed.filter(({ kind }) => kind === 'leak').map((row) => leakRequest(row, today));
  return requests.length === 0 ? null : leakFacts(database, chart, requests);
}

type AccountRow = [
  ...[accountId: string, name: string, status: string, closedOn: string | null, service: ServiceName | null],
  ...[lastBill: number | null, deposit: number, fees: number],
];

/** Those of these accounts that there are. */
export async function adjustableAccounts(
  database: Database,
  accountIds: readonly string[],
): Promise<ReadonlyMap<string, AdjustableAccount>> {
  const asked = [...new Set(accountIds)];
  const reading = bulkRead<AccountRow>(
    database,
    ['account_id', 'name', 'status', 'closed_on', 'service', 'last_bill', 'deposit', 'fees'],
    `SELECT account_id, name, status, closed_on, service,
            (SELECT bill_number FROM standing_bill AS bill WHERE bill.account_id = account.account_id
             ORDER BY billed_on DESC, bill_number DESC LIMIT 1) AS last_bill,
            (SELECT coalesce(-sum(amount_cents), 0) FROM posting WHERE posting.account_id = account.account_id
             AND ledger_account = (SELECT ledger_account FROM ledger_account WHERE purpose = 'deposits')) AS deposit,
            (SELECT coalesce(sum(amount_cents), 0) FROM standing_document AS document
             WHERE document.account_id = account.account_id AND document.kind = 'fee')
            + (SELECT coalesce(sum(amount_cents), 0) FROM standing_adjustment AS made
               WHERE made.account_id = account.account_id AND made.kind = 'returned payment fee') AS fees
     FROM json_each(?) AS wanted CROSS JOIN account ON account_id = wanted.value
     JOIN customer USING (customer_id) LEFT JOIN service USING (account_id)`,
    [JSON.stringify(asked)],
  );
  const [rows, balances, lateCharges] = await readTogether([
    reading,
    balancesOf(database, asked),
    lateChargesAfterWaivers(database, asked),
  ]);
  return new Map(
    [...groupBy(rows, ([accountId]) => accountId)].map(([accountId, lines]) => {
      const [[, name, status, closedOn, , lastBillNumber, deposit, fees]] = lines as [AccountRow];
      const account: AdjustableAccount = {
        accountId,
        name,
        status,
        lastBillNumber,
        depositCents: cents(deposit),
        feesCents: cents(fees),
        closedOn: closedOn === null ? null : calendarDate(closedOn),
        services: lines.flatMap(([, , , , service]) => service ?? []),
        balanceCents: balances.get(accountId) ?? cents(0),
        lateCharges: lateCharges.get(accountId) ?? new Map<ServiceName, StandingLateCharges>(),
      };
      return [accountId, account];
    }),
  );
}

type BillRow = [
  ...[billNumber: number, accountId: string, billedOn: string, periodFrom: string, periodTo: string],
  ...[totalCents: number, service: ServiceName | null, amountCents: number, taxCents: number],
];

/** Those of these bills that stand, with what each charged by service and how it was adjusted since. */
export async function adjustableBills(
  database: Database,
  billNumbers: readonly number[],
): Promise<ReadonlyMap<number, AdjustableBill>> {
  const asked = JSON.stringify([...new Set(billNumbers)]);
  const reading = bulkRead<BillRow>(
    database,
    [
      ...['bill_number', 'account_id', 'billed_on', 'period_from', 'period_to'],
      ...['total_cents', 'service', 'amount_cents', 'tax_cents'],
    ],
    `WITH ${WANTED_BILLS}
     SELECT wanted.bill_number, account_id, billed_on, period_from, period_to, total_cents,
            coalesce(again.service, billed.service) AS service,
            coalesce(again.amount_cents, billed.amount_cents, 0) AS amount_cents,
            coalesce(${taxOfLines('coalesce(again.lines, billed.lines)')}, 0) AS tax_cents
     FROM wanted LEFT JOIN rebill_charge AS again USING (rebill_number)
     LEFT JOIN bill_charge AS billed ON billed.bill_number = wanted.bill_number AND wanted.rebill_number IS NULL`,
    [asked],
  );
  const [rows, adjusted, feesOf] = await readTogether([
    reading,
    earlierAdjustments(database, asked),
    feesOfBills(database, asked),
  ]);
  return new Map(
    [...groupBy(rows, ([billNumber]) => billNumber)].map(([billNumber, lines]) => {
      const [[, accountId, billedOn, from, to, totalCents]] = lines as [BillRow];
      const charges = lines.flatMap(([, , , , , , service, amount, tax]) => {
        if (service === null) return [];
        // A fee is no part of what is corrected for use or days, and has no tax.
        const serviceCents = cents(amount - tax - feesOf(billNumber, service));
        return [[service, { serviceCents, taxCents: cents(tax) }] as const];
      });
      const bill: AdjustableBill = {
        billNumber,
        accountId,
        billedOn: calendarDate(billedOn),
        periodFrom: calendarDate(from),
        periodTo: calendarDate(to),
        totalCents: cents(totalCents),
        charges: new Map(charges),
        adjusted: adjusted.get(billNumber) ?? [],
      };
      return [billNumber, bill];
    }),
  );
}

/** How these bills, a list of numbers as JSON, were adjusted by what stands, by their numbers. */
export async function earlierAdjustments(
  database: Database,
  asked: string,
): Promise<ReadonlyMap<number, readonly EarlierAdjustment[]>> {
  const rows = await bulkRead<[number, ServiceName, AdjustmentKind, number, number, number]>(
    database,
    ['bill_number', 'service', 'kind', 'amount_cents', 'tax_cents', 'receipt'],
    `SELECT adjusted.bill_number, type.service, made.kind, command_number AS receipt,
            sum(iif(nature = 'service', adjusted.amount_cents, 0)) AS amount_cents,
            sum(iif(nature = 'tax', adjusted.amount_cents, 0)) AS tax_cents
     FROM json_each(?) AS wanted CROSS JOIN adjusted_bill_charge AS adjusted ON adjusted.bill_number = wanted.value
     JOIN standing_adjustment AS made USING (adjustment_number) JOIN journal_entry USING (entry_number)
     JOIN charge_type AS type ON type.charge_type = adjusted.charge_type AND nature IN ('service', 'tax')
     GROUP BY adjusted.bill_number, made.adjustment_number, type.service`,
    [asked],
  );
  return new Map(
    [...groupBy(rows, ([billNumber]) => billNumber)].map(([billNumber, lines]) => [
      billNumber,
      lines.map(([, service, kind, amount, tax, receipt]) => {
        return { service, kind, amountCents: cents(amount), taxCents: cents(tax), receipt };
      }),
    ]),
  );
}
