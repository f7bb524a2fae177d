import type { CalendarDate } from '../../contract/calendar-date.js';
import type { AdjustableBill, AdjustmentFacts } from './adjustment-facts.js';
import type { BillShare } from './bill-share.js';

/** By the rules of which day an adjustment is credited. */
export interface RuleDay {
  /** Null where those of today credit its charges alike. */
  readonly ruledOn: CalendarDate | null;
  /** A bill that was credited by other rules than the rest, so that one entry can't correct both; null where none was. */
  readonly otherBill: AdjustableBill | null;
}

/** What corrects bills goes by the owners of the day of the bills, as a bill that is made again does. */
export function ruleDayOf(
  shares: readonly BillShare[],
  bills: ReadonlyMap<number, AdjustableBill>,
  { chart, today }: Pick<AdjustmentFacts, 'chart' | 'today'>,
): RuleDay {
  const isCreditedOtherwise = ({ billNumber, charges }: BillShare, on: CalendarDate) => {
    const bill = bills.get(billNumber);
    if (bill === undefined) return false;
    const types = charges.map(({ chargeType }) => chargeType);
    return !chart.isCreditedAlike(types, bill.billedOn, on);
  };
  const changed = shares.find((share) => isCreditedOtherwise(share, today));
  const ruledOn = bills.get(changed?.billNumber ?? 0)?.billedOn ?? null;
  const other = ruledOn === null ? undefined : shares.find((share) => isCreditedOtherwise(share, ruledOn));
  return { ruledOn, otherBill: bills.get(other?.billNumber ?? 0) ?? null };
}
