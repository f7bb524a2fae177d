import { WAITS_FOR_APPROVAL } from '../../contract/sheets/waiting-status.js';
import { centsToDollars } from '../../contract/money.js';
import { rebillParametersSchema, rebillSheet } from '../../contract/sheets/rebill.js';
import { editableColumns } from '../../contract/sheets/sheet-kind.js';
import type { Issue } from '../../contract/problem.js';
import { requestStatus } from '../../domain/adjusting/request-state.js';
import { rebillWaits } from '../../domain/adjusting/waits-already.js';
import { joinedTexts } from '../../domain/rebilling/joined-texts.js';
import { rowCells } from '../../domain/sheet/row-cells.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { adjustmentRequests } from '../../queries/adjusting/requests.js';
import { rebillPeriods, rebillRows } from '../../queries/sheets/rebill-rows.js';
import { writeRequests } from '../../store/adjustment-requests.js';
import type { CommandContext } from '../command.js';
import { makeBillsAgain, type RebillPlace, type WaitingBills } from '../rebilling/make-bills-again.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';
import { tryApproval } from './try-approval.js';

/**
 * Cancels bills of an account and makes them again as they should have been, with those after them that rest on what was
 * corrected. The bills of a push are one whole: an issue on one of them keeps all from being made again.
 */
export const rebillPush: SheetPush = {
  kind: rebillSheet,

  async current({ trx }, push, keys) {
    const { all } = await rebillPeriods(trx, parametersOf(push));
    const wanted = new Set(keys);
    const rows = all.flatMap((posted) => rebillRows(posted, null)).filter(([key]) => wanted.has(String(key)));
    return new Map(
      rows.map((row) => [String(row[0]), { ...rowCells(rebillSheet, row), ...typedBefore(push, String(row[0])) }]),
    );
  },

  async apply(context, push, changed, unchangedKeys) {
    const standing = await standingOf(context, push);
    const changes = changed.filter((change) => !standing.has(change.key) || !isAsBefore(change, push));
    if (changes.length === 0) return { issues: [], applied: new Map(), standing, totals: [], entries: [] };
    const place = { accountId: parametersOf(push).accountId, pullId: push.pull.pullId };
    const waits = await waitsAlready(context, place.accountId, changes);
    if (waits.length > 0) return { issues: waits, applied: new Map(), standing, totals: [], entries: [] };
    const isWhole = changed.length + unchangedKeys.length === push.rows.length;
    const made = await makeBillsAgain(context, place, { changes, isWhole, approval: 'none' });
    const { waiting, ...posted } = made;
    const done = waiting === null ? posted : await keepWaiting(context, place, { changes, waiting });
    const baseline =
      done.applied.size === 0 ? new Map<string, RowCells>() : await baselineAfter(context, push, changes);
    return { ...done, standing, baseline };
  },
};

/** What else waits that puts bills of the account right. */
async function waitsAlready(
  { trx }: CommandContext,
  accountId: string,
  changes: readonly RowChange[],
): Promise<Issue[]> {
  const waiting = await adjustmentRequests(trx, { waitingOn: [accountId] });
  return changes.flatMap((change) => rebillWaits(change, waiting) ?? []);
}

interface AskedBills {
  readonly changes: readonly RowChange[];
  readonly waiting: WaitingBills;
}

/**
 * Keeps the rows as one request, and tells what they come to; the bills stay as they are until another person says so. What
 * could not be made again all the same is refused now.
 */
async function keepWaiting(
  context: CommandContext,
  place: RebillPlace,
  { changes, waiting }: AskedBills,
): Promise<Pick<AppliedRows, 'issues' | 'applied' | 'totals' | 'entries' | 'ifApproved'>> {
  const { trx, commandNumber } = context;
  const { accountId, pullId } = place;
  const { amountCents, limited, why } = waiting;
  const { issues, ifApproved } = await tryApproval(context, limited, () => {
    return makeBillsAgain(context, place, { changes, isWhole: true, approval: 'emergency' });
  });
  if (issues.length > 0) return { issues, applied: new Map(), totals: [], entries: [] };
  const rows = changes.map(({ key, wanted }) => ({ key, cells: wanted }));
  const said = (column: string) => joinedTexts(changes.map(({ wanted }) => String(wanted[column] ?? '')));
  const cells = { reason: said('reason'), note: said('note'), document: said('document') };
  // The same rows may be asked for again once they were given back.
  const rowKey = `${changes[0]?.key ?? ''} ${commandNumber}`;
  const request = { pullId, rowKey, accountId, kind: 'rebill', amountCents, cells, rows, billNumbers: [], why };
  const [number = 0] = await writeRequests(trx, [request], commandNumber);
  const text = `${WAITS_FOR_APPROVAL} as request ${number}: ${why}`;
  return {
    issues,
    applied: new Map(changes.map(({ key }) => [key, text])),
    totals: [{ label: 'Waiting for approval', value: centsToDollars(amountCents) }],
    entries: [],
    ifApproved,
  };
}

/** What became of the rows of the sheet that were asked for and that nothing was said of since. */
async function standingOf(
  { trx }: CommandContext,
  { pushedBefore, reversed }: PushUnderWay,
): Promise<ReadonlyMap<string, string>> {
  const standing = new Map<string, string>();
  for (const receipt of new Set([...pushedBefore.values()].map((row) => row.receipt))) {
    for (const request of await adjustmentRequests(trx, { receipt })) {
      const text = requestStatus(request);
      const asked = request.rows.filter(({ key }) => pushedBefore.get(key)?.receipt === receipt && !reversed.has(key));
      for (const { key } of asked) standing.set(key, text);
    }
  }
  return standing;
}

/** A workbook that never got the receipt of its push says again what it said. */
function isAsBefore({ key, wanted }: RowChange, push: PushUnderWay): boolean {
  return Object.entries(typedBefore(push, key)).every(([column, cell]) => (wanted[column] ?? null) === cell);
}

function parametersOf({ pull }: PushUnderWay) {
  return rebillParametersSchema.parse(pull.parameters);
}

/** What the sheet says of a row that it pushed and that stands. */
function typedBefore({ pushedBefore, reversed }: PushUnderWay, key: string): RowCells {
  const pushed = reversed.has(key) ? undefined : pushedBefore.get(key);
  if (pushed === undefined) return {};
  return Object.fromEntries(editableColumns(rebillSheet).map(({ id }) => [id, pushed.cells[id] ?? null]));
}

/** The rows as they hold now, with what was typed in them: pushed again they say nothing new. */
async function baselineAfter(
  context: CommandContext,
  push: PushUnderWay,
  changes: readonly RowChange[],
): Promise<ReadonlyMap<string, RowCells>> {
  const now = await rebillPush.current(
    context,
    push,
    changes.map(({ key }) => key),
  );
  const typed = editableColumns(rebillSheet).map(({ id }) => id);
  return new Map(
    changes.map(({ key, wanted }) => {
      const cells = Object.fromEntries(typed.map((id) => [id, wanted[id] ?? null]));
      return [key, { ...now.get(key), ...cells }];
    }),
  );
}
