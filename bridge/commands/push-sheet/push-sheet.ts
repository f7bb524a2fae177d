import {
  JOURNAL_LINES_SHOWN_MAX,
  pushSheetPayloadSchema,
  type PushRow,
  type PushSheetPayload,
  type PushSheetReply,
  type RowStatus,
  type SheetCell,
} from '../../contract/commands/push-sheet.js';
import { reversedText } from '../../contract/commands/reverse-push.js';
import { groupBy } from '../../contract/group-by.js';
import { CurbstopError, type Issue } from '../../contract/problem.js';
import { comparedColumns, editableColumns, takesNewRows, type SheetKind } from '../../contract/sheets/sheet-kind.js';
import { compareRows, type Comparison, type RowCells } from '../../domain/sheet/compare-rows.js';
import { pushDays } from '../../queries/push-days.js';
import { rowsReversedSince } from '../../queries/pushed-receipt.js';
import type { TypedRow } from '../../domain/sheet/lost-keys.js';
import {
  advanceBaseline,
  allPulledRows,
  findPull,
  pushedRows,
  typedElsewhere,
  type AdvancedRow,
  type PushedRow,
} from '../../store/sheet-pulls.js';
import type { Command, CommandContext } from '../command.js';
import { journalLines } from '../journal-lines.js';
import { pushEffect } from '../push-effect.js';
import { accountDataPush } from './account-data-push.js';
import { accountEntriesPush } from './account-entries-push.js';
import { adjustmentsPush } from './adjustments-push.js';
import { billExceptionsPush } from './bill-exceptions-push.js';
import { callsPush } from './calls-push.js';
import { comparisonPush } from './comparison-push.js';
import { customerContactsPush } from './customer-contacts-push.js';
import { lateChargesPush } from './late-charges-push.js';
import { metersPush } from './meters-push.js';
import { paymentArrangementsPush } from './payment-arrangements-push.js';
import { pendingApprovalsPush } from './pending-approvals-push.js';
import { ratesPush } from './rates-push.js';
import { readingCodesPush } from './reading-codes-push.js';
import { readingLayoutsPush } from './reading-layouts-push.js';
import { readingsPush } from './readings-push.js';
import { rebillPush } from './rebill-push.js';
import { routeBooksPush } from './route-books-push.js';
import { suspensePush } from './suspense-push.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

const PUSHES: ReadonlyMap<string, SheetPush> = new Map(
  [
    readingsPush,
    adjustmentsPush,
    pendingApprovalsPush,
    accountDataPush,
    accountEntriesPush,
    ratesPush,
    routeBooksPush,
    suspensePush,
    metersPush,
    readingCodesPush,
    readingLayoutsPush,
    billExceptionsPush,
    customerContactsPush,
    lateChargesPush,
    paymentArrangementsPush,
    callsPush,
    comparisonPush,
    rebillPush,
  ].map((push) => [push.kind.id, push]),
);

/**
 * Pushes a sheet: compares its rows with the pull's baseline, applies what changed and may be, and moves the baseline.
 * In mode "all" one refused row refuses the push; in mode "valid" the other rows are applied.
 */
export const pushSheet: Command<PushSheetPayload, PushSheetReply> = {
  kind: 'push-sheet',
  roles: ['coordinator', 'supervisor'],
  payload: pushSheetPayloadSchema,
  async execute(context, payload) {
    const { sheetPush, push, typedBefore } = await open(context, payload);
    const keys = payload.rows.map((row) => row.key);
    const current = await sheetPush.current(context, push, keys);
    const comparison = compareRows({
      kind: sheetPush.kind,
      rows: payload.rows,
      baseline: push.baseline,
      current,
      typedBefore,
      typedElsewhere: isTypedInto(sheetPush.kind)
        ? await typedElsewhere(context.trx, push.pull.pullId, keys)
        : new Map(),
    });
    const isHeldBack = sheetPush.kind.isWhole === true && comparison.issues.length > 0;
    const found = await sheetPush.apply(context, push, comparison.changes, comparison.unchangedKeys, comparison.unread);
    const applied = isHeldBack ? heldBack(found, comparison.issues) : found;
    await keepBaseline(context, { sheetPush, push, current, comparison, applied });
    const reply = {
      ...toReply(payload, sheetPush.kind, push, { comparison, applied }),
      journal: await journalLines(context.trx, applied.entries, JOURNAL_LINES_SHOWN_MAX),
      effect: await pushEffect(context.trx, applied.entries),
    };
    return { outcome: outcomeOf(payload, reply), reply, changes: applied.changes ?? [] };
  },
};

/** A sheet whose rows are one whole is not applied in part; all that is wrong with it is said at once. */
function heldBack({ issues }: AppliedRows, before: readonly Issue[]): AppliedRows {
  const refused = new Set(before.map(({ sheetRow }) => sheetRow));
  const others = issues.filter(({ sheetRow }) => sheetRow === undefined || !refused.has(sheetRow));
  return { issues: others, applied: new Map(), totals: [], entries: [] };
}

interface OpenPush {
  readonly sheetPush: SheetPush;
  readonly push: PushUnderWay;
  /** The rows that were typed into the sheet and pushed. */
  readonly typedBefore: ReadonlyMap<string, TypedRow>;
}

async function open(context: CommandContext, payload: PushSheetPayload): Promise<OpenPush> {
  const pull = await findPull(context.trx, payload.pullId);
  if (!pull) {
    throw new CurbstopError({
      code: 'unknown-pull',
      status: 404,
      message: 'The bridge does not know the pull that this sheet came from.',
      fix: 'Pull again from this bridge; your sheet stays as it is beside the new one.',
    });
  }
  const sheetPush = PUSHES.get(pull.kind);
  if (!sheetPush) {
    throw new CurbstopError({
      code: 'sheet-not-pushable',
      message: 'This sheet is for reading only; it has nothing to push.',
      fix: 'Make your decisions in a sheet that takes them, such as Readings, Adjustments, Account Entries, Suspense or Route Book.',
    });
  }
  const pushed = await pushedRows(context.trx, pull.pullId);
  const baseline = new Map<string, RowCells>();
  const pulledKeys = new Set<string>();
  const cellsOf = pulledCells(sheetPush);
  for (const row of await allPulledRows(context.trx, pull.pullId)) {
    baseline.set(String(row[0]), cellsOf(row));
    pulledKeys.add(String(row[0]));
  }
  for (const row of pushed) {
    if (knows(sheetPush.kind, payload, row)) baseline.set(row.rowKey, row.cells);
  }
  const pushedBefore = new Map(pushed.map((row) => [row.rowKey, row]));
  const way = wayOf(sheetPush.kind, payload.way);
  const typed = isTypedInto(sheetPush.kind) ? pushed.filter(({ rowKey }) => !pulledKeys.has(rowKey)) : [];
  const reversed = await rowsReversedSince(context.trx, pull.pullId);
  const typedBefore = await typedRows(context, typed, reversed);
  return { sheetPush, push: { pull, rows: payload.rows, pushedBefore, reversed, baseline, way }, typedBefore };
}

/** Tells whether each typed row is done once and for all by its push; the rows of a whole are all compared each time. */
function isTypedInto(kind: SheetKind): boolean {
  return takesNewRows(kind) && kind.isWhole !== true;
}

async function typedRows(
  { trx, now }: CommandContext,
  pushed: readonly PushedRow[],
  reversed: PushUnderWay['reversed'],
): Promise<ReadonlyMap<string, TypedRow>> {
  const days = await pushDays(trx, [...new Set(pushed.map(({ receipt }) => receipt))], now);
  return new Map(
    pushed.flatMap(({ rowKey, cells, receipt }) => {
      const pushedOn = days.get(receipt);
      return pushedOn === undefined
        ? []
        : [[rowKey, { cells, receipt, pushedOn, reversedBy: reversed.get(rowKey) ?? null }] as const];
    }),
  );
}

function wayOf({ title, ways = [] }: SheetKind, asked: string | undefined): string | null {
  if (asked === undefined) return ways[0]?.id ?? null;
  if (ways.some(({ id }) => id === asked)) return asked;
  throw new CurbstopError({
    code: 'unknown-push-way',
    message: `A ${title} sheet can't be pushed in the way "${asked}".`,
    fix: ways.length === 0 ? 'Push it without naming a way.' : `Name one of ${ways.map(({ id }) => id).join(', ')}.`,
  });
}

/**
 * A typed row is posted once, whatever the workbook remembers; a decision is compared with what the workbook knew; a
 * whole is always compared with what was pulled, which no push changes.
 */
function knows(kind: SheetKind, { knownReceipts }: PushSheetPayload, { receipt }: PushedRow): boolean {
  if (kind.isWhole === true) return false;
  return kind.purpose === 'entry' || knownReceipts.includes(receipt);
}

/** Takes from a pulled row what is looked at: of a whole town, all of it would take longer than to compare it. */
function pulledCells({ kind, pulledColumns = [] }: SheetPush): (row: readonly SheetCell[]) => RowCells {
  const wanted = new Set([...comparedColumns(kind), ...pulledColumns]);
  const places = kind.columns.flatMap(({ id }, place) => (wanted.has(id) ? [{ id, place }] : []));
  return (row) => {
    const cells: Record<string, SheetCell> = {};
    for (const { id, place } of places) cells[id] = row[place] ?? null;
    return cells;
  };
}

interface DonePush {
  readonly sheetPush: SheetPush;
  readonly push: PushUnderWay;
  /** The rows as they were before. */
  readonly current: ReadonlyMap<string, RowCells>;
  readonly comparison: Comparison;
  readonly applied: AppliedRows;
}

async function keepBaseline(
  context: CommandContext,
  { sheetPush, push, current, comparison, applied }: DonePush,
): Promise<void> {
  const keys = [...applied.applied.keys()];
  const asked = keys.filter((key) => applied.baseline?.has(key) !== true);
  const now = asked.length === 0 ? new Map<string, RowCells>() : await sheetPush.current(context, push, asked);
  const wanted = new Map(comparison.changes.map((change) => [change.key, change.wanted]));
  const rows = keys.map((rowKey): AdvancedRow => {
    const cells = applied.baseline?.get(rowKey) ?? now.get(rowKey) ?? wanted.get(rowKey) ?? {};
    const replaced = sheetPush.isPutBack ? typedCells(sheetPush.kind, current.get(rowKey)) : undefined;
    return { rowKey, cells, receipt: context.commandNumber, replaced };
  });
  await advanceBaseline(context.trx, push.pull.pullId, rows);
}

/** The cells that a person decides. */
function typedCells(kind: SheetKind, cells: RowCells = {}): RowCells {
  return Object.fromEntries(editableColumns(kind).map(({ id }) => [id, cells[id] ?? null]));
}

function outcomeOf(payload: PushSheetPayload, reply: PushSheetReply): 'applied' | 'refused' | 'unchanged' {
  if (reply.issues.length > 0 && (payload.mode === 'all' || reply.applied === 0)) return 'refused';
  return reply.applied === 0 ? 'unchanged' : 'applied';
}

function toReply(
  payload: PushSheetPayload,
  kind: SheetKind,
  push: PushUnderWay,
  { comparison, applied }: Pick<DonePush, 'comparison' | 'applied'>,
): Omit<PushSheetReply, 'journal' | 'effect'> {
  const issues = [...comparison.issues, ...applied.issues];
  const issuesByRow = groupBy(issues, (issue) => issue.sheetRow);
  const rows = payload.rows.flatMap((row) => {
    const pushedKey = comparison.lostKeys.get(row.key)?.key;
    const shown = applied.shown?.get(row.key);
    return rowStatus(row, issuesByRow.get(row.sheetRow), push, applied).map((status) => ({
      ...status,
      ...(pushedKey === undefined ? {} : { pushedKey }),
      ...(shown === undefined ? {} : { shown }),
    }));
  });
  const refused = rows.filter((row) => row.state === 'refused').length;
  return {
    pullId: push.pull.pullId,
    applied: applied.applied.size,
    refused,
    unchanged: payload.rows.length - applied.applied.size - refused,
    rows,
    issues,
    conflicts: [...comparison.conflicts],
    notices: [...comparison.notices, ...(applied.notices ?? []), ...reversedNotice(kind, rows, push)],
    totals: [...applied.totals],
    bills: [...(applied.bills ?? [])],
    ifApproved: applied.ifApproved ?? null,
    impact: applied.impact ?? null,
    moves: [...(applied.moves ?? [])],
  };
}

/** Rows that are reversed are never done again by themselves, which their Status alone would not say. */
function reversedNotice({ purpose }: SheetKind, rows: readonly RowStatus[], { reversed }: PushUnderWay): string[] {
  const count = rows.filter(({ key, state }) => state === 'unchanged' && reversed.has(key)).length;
  if (count === 0) return [];
  const are = count === 1 ? '1 row is reversed and stays so' : `${count} rows are reversed and stay so`;
  const again = purpose === 'entry' ? 'enter what is to be posted again as new rows' : 'pull again to decide anew';
  return [`${are}: ${again}.`];
}

function rowStatus(
  row: PushRow,
  issues: readonly Issue[] | undefined,
  { pushedBefore, reversed }: PushUnderWay,
  applied: AppliedRows,
): RowStatus[] {
  const { key, sheetRow } = row;
  if (issues) return [{ key, sheetRow, state: 'refused', text: issues.map((issue) => issue.message).join(' ') }];
  const text = applied.applied.get(key);
  if (text !== undefined) return [{ key, sheetRow, state: 'applied', text }];
  const reversedBy = reversed.get(key);
  if (reversedBy !== undefined) return [{ key, sheetRow, state: 'unchanged', text: reversedText(reversedBy) }];
  const before = pushedBefore.get(key);
  const standing = applied.standing?.get(key) ?? `Done with receipt ${before?.receipt ?? ''}.`;
  return before ? [{ key, sheetRow, state: 'unchanged', text: standing }] : [];
}
