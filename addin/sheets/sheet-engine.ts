import { sheetKinds, type SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BridgeClient } from '../client/bridge-client.js';
import { PendingPushes } from '../client/pending-push.js';
import { askAccountFacts } from './account-facts.js';
import { nextRowOfAccount, type AccountRow } from './account-rows.js';
import { activities } from './activity.js';
import { readBoundWorkbook, sheetOf } from './bound-sheet.js';
import { collectChanges } from './changed-cells.js';
import { markReversed } from './mark-reversed.js';
import { goToCell, showCell, type GoToResult, type SheetCellPlace } from './navigation.js';
import type { PushOutcome } from './push-outcome.js';
import { findCopy, type SheetCopy } from './sheet-copy.js';
import { pullIntoSheet, type PullOptions, type PullResult } from './sheet-puller.js';
import { requireBoundSheet } from './required-sheet.js';
import { postAgain } from './returned-keys.js';
import type { SentRow } from './row-finder.js';
import { selectedRow, type SelectedRow } from './selected-row.js';
import { SheetPusher, type PushOptions } from './sheet-pusher.js';
import { runOf } from './pull-binding.js';
import { showTypedAccounts, type ChangedCells } from './typed-accounts.js';
import { inWorkbook } from './workbook-session.js';

export type { AccountRow } from './account-rows.js';
export type { GoToResult, SheetCellPlace } from './navigation.js';
export type { PushOutcome } from './push-outcome.js';
export type { PullOptions, PullProgress, PullResult } from './sheet-puller.js';
export type { SelectedRow } from './selected-row.js';
export type { SheetCopy } from './sheet-copy.js';
export type { PushOptions, PushStep } from './sheet-pusher.js';

/** The Curbstop sheet that the person looks at. */
export interface ActiveSheet {
  readonly isCopy: false;
  readonly sheetName: string;
  readonly kind: SheetKindId;
  readonly pullId: string;
  readonly subject: string;
  readonly asOf: string;
  /** What was asked for, as the kind has it. */
  readonly parameters: unknown;
  readonly purpose: SheetKind['purpose'];
  /** The bill run that was pulled; null for kinds that are of no run. */
  readonly billRunId: string | null;
}

/** What the person looks at; null for a sheet that has nothing of Curbstop's. */
export type SheetInFront = ActiveSheet | SheetCopy | null;

/** Pulls into worksheets and pushes them back, for every kind of sheet. One for the pane and the ribbon together. */
export class SheetEngine {
  readonly #client: BridgeClient;
  readonly #pusher: SheetPusher;
  #last: Promise<unknown> = Promise.resolve();

  constructor(client: BridgeClient, pending: PendingPushes = new PendingPushes()) {
    this.#client = client;
    this.#pusher = new SheetPusher(client, pending);
  }

  /**
   * Asks for a pull and writes it into its worksheet: the one of the same kind if nothing typed there is unpushed, or
   * else a new one ("Readings 2"). Throws a BridgeFailure or a CurbstopError; the workbook then keeps what it had.
   */
  pull(kind: SheetKindId, parameters: unknown, options: PullOptions = {}): Promise<PullResult> {
    return this.#inTurn(async () => {
      const origin = options.origin ?? 'pane';
      activities.publish({ type: 'pull-started', origin, kind });
      const result = await pullIntoSheet(this.#client, kind, parameters, options);
      activities.publish({ type: 'pulled', origin, parameters, ...result });
      return result;
    });
  }

  /** Pulls once more what the active sheet was pulled as. Throws as {@link pull}, and when it was not pulled at all. */
  async pullAgain(options: PullOptions = {}): Promise<PullResult> {
    const { kind, parameters } = await inWorkbook(
      async (context) => (await requireBoundSheet(context, 'active')).binding,
    );
    return this.pull(kind, parameters, options);
  }

  /** The Curbstop sheet that is active, or that it is a copy of one, or null when it is neither. */
  active(): Promise<SheetInFront> {
    return inWorkbook(async (context) => {
      const workbook = await readBoundWorkbook(context);
      const bound = await sheetOf(context, workbook, 'active');
      if (bound === null) return findCopy(context, workbook);
      const { pullId, kind, subject, asOf, parameters } = bound.binding;
      const { purpose } = sheetKinds[kind];
      const billRunId = runOf(bound.binding);
      return { isCopy: false, sheetName: bound.sheetName, kind, pullId, subject, asOf, parameters, purpose, billRunId };
    });
  }

  /**
   * Sends the rows of a pull's sheet or of the active one, writes the Status column and colours refused cells. Throws a
   * BridgeFailure, a CurbstopError, or an AbortError when its signal stopped it.
   */
  push(options: PushOptions): Promise<PushOutcome> {
    return this.#inTurn(async () => {
      const { dryRun, origin = 'pane' } = options;
      activities.publish({ type: 'push-started', origin, dryRun });
      const outcome = await this.#pusher.push(options);
      activities.publish({ type: 'pushed', origin, dryRun, outcome });
      return outcome;
    });
  }

  /** Lets the Status of rows say so that were pushed and are reversed: of one pull, or of all. Throws a BridgeFailure. */
  markReversed(pullId?: string): Promise<void> {
    return this.#inTurn(() => markReversed(this.#client, pullId));
  }

  /** Has a row posted by the next push though one that was pushed says the same. Throws a CurbstopError. */
  postAgain(pullId: string, row: SentRow): Promise<void> {
    return this.#inTurn(() => postAgain(pullId, row));
  }

  /** Selects the cell of a row's issue and tells whether it can be seen. Throws a CurbstopError when it is gone. */
  goTo(place: SheetCellPlace): Promise<GoToResult> {
    return goToCell(place);
  }

  /** As {@link goTo}, but first clears the table's filters and unhides the row. */
  showRow(place: SheetCellPlace): Promise<GoToResult> {
    return showCell(place);
  }

  /** The next row of an account in the sheet of a pull. Throws a CurbstopError when there is none. */
  nextRowOfAccount(pullId: string, accountId: string): Promise<AccountRow> {
    return nextRowOfAccount(pullId, accountId);
  }

  /** Calls back when another worksheet is activated or a pull is made. Gives a function that stops it. */
  async onActiveChanged(listener: (active: SheetInFront) => void): Promise<() => void> {
    const tell = lastOnly(() => this.active(), listener);
    const handler = await inWorkbook(async (context) => {
      const added = context.workbook.worksheets.onActivated.add(tell.now);
      await context.sync();
      return added;
    });
    const stopPulls = activities.subscribe(({ type }) => {
      if (type === 'pulled') void tell.now();
    });
    return () => {
      tell.stop();
      stopPulls();
      void removeHandler(handler);
    };
  }

  /** Calls back with the selected row, at once and when another cell is selected. Gives a function that stops it. */
  async onRowSelected(listener: (row: SelectedRow | null) => void): Promise<() => void> {
    const tell = lastOnly(selectedRow, listener);
    const handler = await inWorkbook(async (context) => {
      const added = context.workbook.worksheets.onSelectionChanged.add(tell.now);
      await context.sync();
      return added;
    });
    await tell.now();
    return () => {
      tell.stop();
      void removeHandler(handler);
    };
  }

  /**
   * Shows whose account it is, what it owes and its last bill beside account numbers as they are typed, in sheets that have
   * columns for it. While the bridge does not answer nothing is shown; the next preview shows it. Gives a function that
   * stops it.
   */
  async followTypedAccounts(): Promise<() => void> {
    const show = (changed: ChangedCells) =>
      this.#inTurn(() => showTypedAccounts(changed, (accountIds) => askAccountFacts(this.#client, accountIds)));
    const changes = collectChanges((changed) => void show(changed).catch(() => undefined));
    const handler = await inWorkbook(async (context) => {
      const added = context.workbook.worksheets.onChanged.add(changes.note);
      await context.sync();
      return added;
    });
    return () => {
      changes.stop();
      void removeHandler(handler);
    };
  }

  /** One pull or push at a time: two at once would write into each other's sheets. */
  #inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#last.then(work);
    this.#last = turn.catch(() => undefined);
    return turn;
  }
}

interface LastOnly {
  readonly now: () => Promise<void>;
  readonly stop: () => void;
}

/** Asks anew each time and tells the newest answer alone, until it is stopped; what can't be found out is null. */
function lastOnly<Found>(ask: () => Promise<Found | null>, listener: (found: Found | null) => void): LastOnly {
  let asked = 0;
  const now = async (): Promise<void> => {
    const turn = ++asked;
    const found = await ask().catch(() => null);
    if (turn === asked) listener(found);
  };
  return { now, stop: () => void (asked = Infinity) };
}

/** A handler is removed in the context that added it; after the workbook closed there is nothing left to remove. */
async function removeHandler(handler: OfficeExtension.EventHandlerResult<unknown>): Promise<void> {
  try {
    await Excel.run(handler.context as Excel.RequestContext, async (context) => {
      handler.remove();
      await context.sync();
    });
  } catch {
    return;
  }
}
