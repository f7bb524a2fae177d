import type { BillChange } from '../../contract/commands/bill-change.js';
import type { IfApproved, PushRow, SheetCell, StopMove } from '../../contract/commands/push-sheet.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import type { Issue } from '../../contract/problem.js';
import type { SheetKind } from '../../contract/sheets/sheet-kind.js';
import type { TariffImpact } from '../../contract/tariff-impact.js';
import type { RowCells, RowChange, UnreadRow } from '../../domain/sheet/compare-rows.js';
import type { WholeTable } from '../../store/sealed-tables.js';
import type { PushedRow, StoredPull } from '../../store/sheet-pulls.js';
import type { CommandContext } from '../command.js';

/** A push under way: its pull, its rows as the sheet has them, and the rows of the pull that were pushed before. */
export interface PushUnderWay {
  readonly pull: StoredPull;
  readonly rows: readonly PushRow[];
  readonly pushedBefore: ReadonlyMap<string, PushedRow>;
  /** Rows that were pushed before and are reversed, with the receipt that did it. */
  readonly reversed: ReadonlyMap<string, number>;
  /** What the rows are compared with: as pulled, or as after the last push that the workbook knows of. */
  readonly baseline: ReadonlyMap<string, RowCells>;
  /** The way in which it is pushed; null for sheets of one way. */
  readonly way: string | null;
}

/** What a kind of sheet did with the rows it could apply. */
export interface AppliedRows {
  /** Issues found beyond the cells: a row with one was not applied. */
  readonly issues: readonly Issue[];
  /** What became of each applied row, as a few words for its Status cell. */
  readonly applied: ReadonlyMap<string, string>;
  /** What the Status of rows says that were pushed before and did not change, where it is more than their receipt. */
  readonly standing?: ReadonlyMap<string, string>;
  /** The baseline of applied rows from then on, where it is not what `current` finds. */
  readonly baseline?: ReadonlyMap<string, RowCells>;
  readonly totals: readonly { readonly label: string; readonly value: string }[];
  /** The entries that were appended to the journal, with their numbers. */
  readonly entries: readonly { readonly entryNumber: number; readonly entry: DraftEntry }[];
  /** What the bridge shows beside rows, refused ones too: by key, and by columns that nobody types into. */
  readonly shown?: ReadonlyMap<string, Readonly<Record<string, SheetCell>>>;
  /** Sentences worth knowing that refuse nothing. */
  readonly notices?: readonly string[];
  /** The bills that are made again. */
  readonly bills?: readonly BillChange[];
  /** What the rows that wait would post. */
  readonly ifApproved?: IfApproved;
  /** The small tables of the ledger that were changed. */
  readonly changes?: readonly WholeTable[];
  /** What new rates change in bills. */
  readonly impact?: TariffImpact;
  /** Stops that were moved. */
  readonly moves?: readonly StopMove[];
}

/** How one kind of sheet is pushed. */
export interface SheetPush {
  readonly kind: SheetKind;
  /** True where a reversal puts back what each row was before its push, which is kept with it. */
  readonly isPutBack?: true;
  /** Columns of the pulled rows that it looks at beside those by which rows are compared. */
  readonly pulledColumns?: readonly string[];
  /** The rows as the bridge holds them now, by key; only the keys asked for are needed, and what they are compared by. */
  current(context: CommandContext, push: PushUnderWay, keys: readonly string[]): Promise<ReadonlyMap<string, RowCells>>;
  /**
   * Decides on the changed rows and writes those that may be; the processor keeps or rolls back. The unchanged ones are
   * for sheets in which a row says something by where it stands; the unread ones, of which what can't be read is told, for
   * those that say what else is wrong with them.
   */
  apply(
    context: CommandContext,
    push: PushUnderWay,
    changes: readonly RowChange[],
    unchangedKeys: readonly string[],
    unread: readonly UnreadRow[],
  ): Promise<AppliedRows>;
}
