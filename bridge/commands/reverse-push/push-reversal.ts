import type { RowStatus } from '../../contract/commands/push-sheet.js';
import type { ReversePushReply } from '../../contract/commands/reverse-push.js';
import type { Issue } from '../../contract/problem.js';
import type { PushedReceipt } from '../../queries/pushed-receipt.js';
import type { WholeTable } from '../../store/sealed-tables.js';
import type { NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';

/** What reversing rows did; with an issue nothing of it is kept. */
export interface ReversedPush extends Partial<
  Pick<ReversePushReply, 'notices' | 'balances' | 'releasedCents' | 'reappliedCents'>
> {
  readonly issues: readonly Issue[];
  readonly entries?: readonly NumberedEntry[];
  /** The keys of rows of which there was nothing to reverse; they are not reversed. */
  readonly leftOut?: readonly string[];
  /** The small tables of the ledger that were changed. */
  readonly changes?: readonly WholeTable[];
}

/** How the pushes of a kind of sheet are reversed. */
export interface PushReversal {
  /** True where a push is one whole, which is not reversed by row. */
  readonly isWhole?: true;
  /** `isOfAll` where the whole receipt is asked for, so that the rows are all that stand of it. */
  reverse(
    context: CommandContext,
    pushed: PushedReceipt,
    rows: readonly RowStatus[],
    isOfAll: boolean,
  ): Promise<ReversedPush>;
}
