import { centsToDecimalText, centsToDollars, type Cents } from '../money.js';
import type { SheetCell } from '../commands/push-sheet.js';

/** Stands where the name would, beside a number that is no account's. */
export const NO_SUCH_ACCOUNT = 'No such account';

const NEVER_BILLED = 'never billed';

export interface ShownAccount {
  readonly name: string;
  readonly balanceCents: Cents;
  /** Null for an account that was never billed. */
  readonly lastBill: { readonly billNumber: number; readonly billedOn: string; readonly totalCents: Cents } | null;
}

/** The cells beside a typed account number; null is for one that there is not. */
export function shownAccountCells(account: ShownAccount | null): Record<'name' | 'balance' | 'lastBill', SheetCell> {
  if (account === null) return { name: NO_SUCH_ACCOUNT, balance: null, lastBill: null };
  const { name, balanceCents, lastBill } = account;
  return {
    name,
    balance: centsToDecimalText(balanceCents),
    lastBill: lastBill
      ? `${lastBill.billNumber} of ${lastBill.billedOn}, ${centsToDollars(lastBill.totalCents)}`
      : NEVER_BILLED,
  };
}

/** True when a last bill is of one account alone, so that what stands beside it is of that account. */
export function namesOneBill(lastBill: SheetCell | undefined): boolean {
  return typeof lastBill === 'string' && lastBill !== NEVER_BILLED;
}
