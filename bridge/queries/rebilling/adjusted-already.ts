import { centsToDollars } from '../../contract/money.js';
import type { RemadeBill } from '../../domain/rebilling/remake-bills.js';
import type { Database } from '../../store/database.js';
import { earlierAdjustments } from '../adjusting/adjustment-facts.js';

/** A bill that isn't made again, since an adjustment corrected it. */
export interface AdjustedBillRefusal {
  readonly billNumber: number;
  readonly code: 'bill-adjusted';
  readonly message: string;
  readonly fix: string;
}

/** Those of these bills that an adjustment which stands corrected, goodwill aside: made again they would be corrected twice. */
export async function adjustedAlready(
  database: Database,
  bills: readonly RemadeBill[],
): Promise<AdjustedBillRefusal[]> {
  const numbers = bills.map(({ posted: { billNumber } }) => billNumber);
  const adjusted = await earlierAdjustments(database, JSON.stringify(numbers));
  return numbers.flatMap((billNumber): AdjustedBillRefusal[] => {
    const before = adjusted.get(billNumber)?.find(({ kind }) => kind !== 'goodwill');
    if (before === undefined) return [];
    const { kind, service, amountCents, receipt } = before;
    const message = `Bill ${billNumber} was adjusted with receipt ${receipt ?? ''}: ${kind}, ${service}, ${centsToDollars(amountCents)}.`;
    const fix = `Reverse receipt ${receipt ?? ''} first, so that nothing is given twice; what of it still holds is entered anew.`;
    return [{ billNumber, code: 'bill-adjusted', message, fix }];
  });
}
