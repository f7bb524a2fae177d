import { cents, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { rebillParametersSchema, rebillSheet } from '../../contract/sheets/rebill.js';
import { editableColumns } from '../../contract/sheets/sheet-kind.js';
import { limitIssues } from '../../domain/adjusting/adjustment-limits.js';
import { correctionWords } from '../../domain/rebilling/correction-words.js';
import { correctPeriods, type CorrectedEnd } from '../../domain/rebilling/correct-periods.js';
import { billName, type PostedPeriod } from '../../domain/rebilling/posted-period.js';
import { readCorrections } from '../../domain/rebilling/read-corrections.js';
import { remakeBills, type RemadeBill } from '../../domain/rebilling/remake-bills.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { adjustmentLimit } from '../../queries/adjusted-today.js';
import { balancesOf } from '../../queries/balances.js';
import { refuseClosedPeriod } from '../../queries/ledger-settings.js';
import { readingReview } from '../../queries/reading-settings.js';
import { endsBefore } from '../../queries/rebilling/ends-before.js';
import { rebillPeriods, rebillRows } from '../../queries/sheets/rebill-rows.js';
import { tariffBook } from '../../queries/tariff-book.js';
import { serviceOfTariffs } from '../../queries/tariffs.js';
import type { CommandContext } from '../command.js';
import { correctLateCharges, lateChargesBefore } from '../rebilling/correct-late-charges.js';
import { moveOpenReads } from '../rebilling/move-open-reads.js';
import { applyAfterRebills, postRebills, type RebillToPost } from '../rebilling/post-rebills.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/**
 * Cancels bills of an account and makes them again as they should have been, with those after them that rest on what was
 * corrected. The bills of a push are one whole: an issue on one of them keeps all from being made again.
 */
export const rebillPush: SheetPush = {
  kind: rebillSheet,

  async current({ trx }, push, keys) {
    const { all } = await rebillPeriods(trx, parametersOf(push));
    const wanted = new Set(keys);
    const rows = all.flatMap(rebillRows).filter(([key]) => wanted.has(String(key)));
    return new Map(rows.map((row) => [String(row[0]), { ...cellsOf(row), ...typedBefore(push, String(row[0])) }]));
  },

  async apply(context, push, changes, unchangedKeys) {
    await refuseClosedPeriod(context.trx, context.today);
    if (changes.length === 0) return nothingApplied([]);
    const isWhole = changes.length + unchangedKeys.length === push.rows.length;
    const made = await madeAgain(context, push, { changes, isWhole });
    if (made.issues.length > 0 || !isWhole) return nothingApplied(made.issues);
    return post(context, push, changes, made);
  },
};

function parametersOf({ pull }: PushUnderWay) {
  return rebillParametersSchema.parse(pull.parameters);
}

function cellsOf(row: ReturnType<typeof rebillRows>[number]): RowCells {
  return Object.fromEntries(rebillSheet.columns.map((column, index) => [column.id, row[index] ?? null]));
}

/** What the sheet says of a row that it pushed and that stands. */
function typedBefore({ pushedBefore, reversed }: PushUnderWay, key: string): RowCells {
  const pushed = reversed.has(key) ? undefined : pushedBefore.get(key);
  if (pushed === undefined) return {};
  return Object.fromEntries(editableColumns(rebillSheet).map(({ id }) => [id, pushed.cells[id] ?? null]));
}

function nothingApplied(issues: readonly Issue[]): AppliedRows {
  return { issues, applied: new Map(), totals: [], entries: [] };
}

interface MadeAgain {
  readonly bills: readonly RemadeBill[];
  readonly ends: ReadonlyMap<string, CorrectedEnd>;
  readonly issues: readonly Issue[];
}

interface TypedRows {
  readonly changes: readonly RowChange[];
  /** False where rows are refused already for what stands in their cells. */
  readonly isWhole: boolean;
}

/**
 * What the bills come to, or every issue of every row. Periods go on from one another, so that they are judged only when each
 * row is sound by itself.
 */
async function madeAgain(
  { trx, today, actor }: CommandContext,
  push: PushUnderWay,
  { changes, isWhole }: TypedRows,
): Promise<MadeAgain> {
  const { accountId } = parametersOf(push);
  const { all } = await rebillPeriods(trx, { accountId });
  const read = readCorrections(changes, { periods: all, serviceOfTariff: await serviceOfTariffs(trx) });
  if (read.issues.length > 0 || !isWhole) return { bills: [], ends: new Map(), issues: read.issues };
  const { thresholds } = await readingReview(trx, today);
  const corrected = correctPeriods(sinceFirst(all, read.corrections), read.corrections, {
    rolloverFrom: thresholds.rolloverFrom,
    endsBefore: await endsBefore(trx, accountId, today),
  });
  if (corrected.issues.length > 0) return { bills: [], ends: new Map(), issues: corrected.issues };
  const { bills, issues } = remakeBills(corrected.periods, await tariffBook(trx));
  if (issues.length > 0) return { bills, ends: corrected.ends, issues };
  const change = cents(sumCents(bills.map(changeOf)));
  const [first] = changes;
  const limit = await adjustmentLimit(trx, actor.person, today);
  const above = limitIssues([{ key: first?.key ?? '', accountId, kind: 'rebill', amountCents: change }], limit);
  const ofRow = { column: 'decision', ...(first === undefined ? {} : { sheetRow: first.sheetRow }) };
  return { bills, ends: corrected.ends, issues: [...above.values()].map((issue) => ({ ...issue, ...ofRow })) };
}

/** From the first corrected bill on: what was before it stays. */
function sinceFirst(all: readonly PostedPeriod[], corrections: ReadonlyMap<number, unknown>): readonly PostedPeriod[] {
  return all.slice(
    Math.max(
      0,
      all.findIndex(({ billNumber }) => corrections.has(billNumber)),
    ),
  );
}

function changeOf({ bill, posted }: RemadeBill): Cents {
  return cents(bill.totalCents - posted.totalCents);
}

async function post(
  context: CommandContext,
  push: PushUnderWay,
  changes: readonly RowChange[],
  { bills, ends }: MadeAgain,
): Promise<AppliedRows> {
  const { accountId } = parametersOf(push);
  const owedBefore = await owed(context, accountId);
  const reason = reasonOf(bills);
  const late = await lateChargesBefore(context, accountId);
  const posted = await postRebills(
    context,
    bills.map((made) => toPost(made, push, reason)),
  );
  if (posted.refusals.length > 0) return nothingApplied(posted.refusals.map((refusal) => toIssue(refusal, bills)));
  const moved = await moveOpenReads(context, accountId, ends);
  if (moved.issues.length > 0) return nothingApplied(moved.issues);
  const [firstDue = context.today] = bills.map((made) => made.posted.dueOn).toSorted();
  const lateCharges = await correctLateCharges(context, accountId, { before: late, from: firstDue });
  const applications = await applyAfterRebills(context, accountId);
  const entries = [...posted.entries.flat(), ...lateCharges.entries, ...applications];
  const numberOf = new Map(bills.map(({ posted: { billNumber } }, index) => [billNumber, posted.rebillNumbers[index]]));
  return {
    issues: [],
    applied: new Map(
      bills.flatMap((made) => {
        const text = [statusText(made, numberOf.get(made.posted.billNumber) ?? 0), ...lateCharges.words].join(' ');
        return (made.correction?.rows ?? []).map(({ rowKey }) => [rowKey, text] as const);
      }),
    ),
    baseline: await baselineAfter(context, push, changes),
    totals: totalsOf(bills, { owedBefore, owedAfter: await owed(context, accountId), ...lateCharges }),
    entries: entries.toSorted((a, b) => a.entryNumber - b.entryNumber),
    notices: [...bills.flatMap(followerNotice), ...moved.words],
  };
}

async function owed({ trx }: CommandContext, accountId: string): Promise<Cents> {
  return (await balancesOf(trx, [accountId])).get(accountId) ?? cents(0);
}

/** Bills that follow others are made again for the same reason. */
function reasonOf(bills: readonly RemadeBill[]): string {
  return [...new Set(bills.flatMap(({ correction }) => correction?.reason ?? []))].join('; ');
}

function toPost(made: RemadeBill, { pull }: PushUnderWay, reason: string): RebillToPost {
  const { posted, correction, period, rateClass, usageGallons, bill } = made;
  const { billNumber, rebillNumber, billRunId, accountId, dueOn } = posted;
  return {
    ...{ billNumber, billRunId, accountId, dueOn, period, rateClass, usageGallons },
    ...{ replaces: rebillNumber, isRestored: false, wasEntry: posted.entryNumber, wasCents: posted.totalCents },
    ...{ charges: bill.charges, totalCents: bill.totalCents, reads: made.reads },
    corrections: correctionWords(made),
    row: { pullId: pull.pullId, rowKey: correction?.rows[0].rowKey ?? null },
    reason: correction?.reason ?? reason,
  };
}

function toIssue(
  { billNumber, code, message, fix }: Awaited<ReturnType<typeof postRebills>>['refusals'][number],
  bills: readonly RemadeBill[],
): Issue {
  const asked = bills.find(({ posted, correction }) => correction !== null && posted.billNumber === billNumber);
  const row = asked?.correction?.rows[0] ?? bills.find(({ correction }) => correction !== null)?.correction?.rows[0];
  return { rowKey: row?.rowKey ?? '', ...(row ?? {}), column: 'decision', code, message, fix };
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

function statusText({ posted, bill }: RemadeBill, rebillNumber: number): string {
  const [now, was] = [bill.totalCents, posted.totalCents].map(centsToDollars);
  return `Made again: ${now}, was ${was}; rebill ${rebillNumber}.`;
}

function followerNotice({ posted, correction, bill }: RemadeBill): string[] {
  if (correction !== null) return [];
  const [now, was] = [bill.totalCents, posted.totalCents].map(centsToDollars);
  const name = billName(posted);
  return [`${name.charAt(0).toUpperCase()}${name.slice(1)} follows and is made again too: ${now}, was ${was}.`];
}

interface Owed {
  readonly owedBefore: Cents;
  readonly owedAfter: Cents;
  readonly takenBackCents: Cents;
}

function totalsOf(
  bills: readonly RemadeBill[],
  { owedBefore, owedAfter, takenBackCents }: Owed,
): AppliedRows['totals'] {
  const was = sumCents(bills.map(({ posted }) => posted.totalCents));
  const now = sumCents(bills.map(({ bill }) => bill.totalCents));
  return [
    { label: `Billed before (${bills.length})`, value: centsToDollars(was) },
    { label: 'Billed now', value: centsToDollars(now) },
    { label: 'Late charges taken back', value: centsToDollars(takenBackCents) },
    { label: 'Net change for the customer', value: centsToDollars(cents(owedAfter - owedBefore)) },
    { label: 'Owed before', value: centsToDollars(owedBefore) },
    { label: 'Owed now', value: centsToDollars(owedAfter) },
  ];
}
