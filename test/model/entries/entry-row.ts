import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { payableFrom, type ModelItem } from '../model-account.js';
import type { Play } from '../play.js';

/** What a row of the Account Entries sheet is made from. */
export interface RowSeed {
  readonly accountId: string;
  readonly otherAccountId: string;
  /** The services of the account. */
  readonly services: readonly string[];
  readonly cents: number;
  readonly which: number;
  /** Whether the row is for one type of charge alone, where it may be. */
  readonly narrows: boolean;
}

export type EntryCells = Readonly<Record<string, SheetCell>>;

/** Enters something in the model, and gives the cells by which it is entered in the ledger; null where there is nothing to enter. */
export type EntryRow = (play: Play, seed: RowSeed) => Promise<EntryCells | null> | EntryCells | null;

export function dollars(amount: number): string {
  return (amount / 100).toFixed(2);
}

/** The items that may be paid today; of the type of one of them, where the row is narrowed. */
export function payableToday(
  play: Play,
  { accountId, narrows, which }: RowSeed,
): { items: ModelItem[]; type: string | null } {
  const { items } = play.model.account(accountId);
  const payable = items.filter((item) => item.chargedOn <= play.today && payableFrom(item, play.today) > 0);
  const type = narrows ? (payable[which % Math.max(payable.length, 1)]?.type ?? null) : null;
  return { items: payable.filter((item) => type === null || item.type === type), type };
}

export function payableOf(items: readonly ModelItem[], day: string): number {
  return items.reduce((sum, item) => sum + payableFrom(item, day), 0);
}
