import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { cents } from '../../../bridge/contract/money.js';
import type {
  AdjustableAccount,
  AdjustableBill,
  AdjustmentFacts,
} from '../../../bridge/domain/adjusting/adjustment-facts.js';
import { decideAdjustments, type AdjustmentDecision } from '../../../bridge/domain/adjusting/decide-adjustments.js';
import { readTypedAdjustment, type TypedAdjustment } from '../../../bridge/domain/adjusting/typed-adjustment.js';
import { item } from '../ledger/given-items.js';
import { OLDEST_FIRST, startingChart } from '../ledger/starting-chart.js';

export const ACCOUNT = '10-0042-01';
export type Typed = Readonly<Record<string, SheetCell>>;

/** An active account with water and garbage that owes $40.00 and was billed last by bill 7. */
export function givenAccount(changes: Partial<AdjustableAccount> = {}): AdjustableAccount {
  return {
    ...{ accountId: ACCOUNT, name: 'Ann Lee', status: 'active', closedOn: null, services: ['water', 'garbage'] },
    ...{
      balanceCents: cents(4_000),
      depositCents: cents(15_000),
      feesCents: cents(3_000),
      lastBillNumber: 7,
      lateCharges: new Map(),
    },
    ...changes,
  };
}

/** Bill 7 of 5 November: $50.00 water with $2.00 tax and $20.00 garbage, for the 30 days up to 1 November. */
export function givenBill(changes: Partial<AdjustableBill> = {}): AdjustableBill {
  return {
    ...{ billNumber: 7, accountId: ACCOUNT, billedOn: calendarDate('2026-11-05'), totalCents: cents(7_200) },
    ...{ periodFrom: calendarDate('2026-10-02'), periodTo: calendarDate('2026-11-01'), adjusted: [] },
    charges: new Map([
      ['water', { serviceCents: cents(5_000), taxCents: cents(200) }],
      ['garbage', { serviceCents: cents(2_000), taxCents: cents(0) }],
    ]),
    ...changes,
  };
}

/** What a coordinator with a limit of $500.00 decides by on 23 November. */
export function givenFacts(changes: Partial<AdjustmentFacts> = {}): AdjustmentFacts {
  return {
    approval: 'none',
    limit: { limitCents: cents(50_000), kindLimits: new Map(), adjustedToday: [], personName: 'Dana' },
    accounts: new Map([[ACCOUNT, givenAccount()]]),
    bills: new Map([[7, givenBill()]]),
    leak: null,
    correctedBills: new Map(),
    settled: new Map(),
    returnedItemCents: cents(3_000),
    today: calendarDate('2026-11-23'),
    chart: startingChart(),
    rule: OLDEST_FIRST,
    openItems: [item(7, 'water', 2000), item(8, 'garbage', 2000)],
    undecidedAccounts: new Set(),
    nextEntryNumber: 9,
    ...changes,
  };
}

/** A goodwill credit of $12.34 on water unless told otherwise, as the sheet reads it. */
export function typedRow(changes: Typed = {}, key = 'k1', sheetRow = 7): TypedAdjustment {
  const row = { account: ACCOUNT, service: 'water', kind: 'goodwill', amount: '-12.34', reason: 'Care', note: null };
  const wanted = { ...row, ...changes };
  const typed = readTypedAdjustment({ key, sheetRow, wanted, changedColumns: Object.keys(wanted) }, null);
  if ('key' in typed) return typed;
  throw new Error(`The row is not sound: ${JSON.stringify(typed)}`);
}

/** Decides on one row. */
export function decide(changes: Typed, facts: AdjustmentFacts = givenFacts()): AdjustmentDecision {
  return decideAdjustments([typedRow(changes)], facts);
}

/** What is wrong with a row, as "column code". */
export function codesOf({ issues }: Pick<AdjustmentDecision, 'issues'>): string[] {
  return issues.map(({ column, code }) => `${column} ${code}`);
}

/** The lines that the first adjustment posts. */
export function postingsOf({ adjustments }: AdjustmentDecision): (string | number)[][] {
  return (adjustments[0]?.entry.postings ?? []).map(({ ledgerAccount, amountCents }) => [ledgerAccount, amountCents]);
}
