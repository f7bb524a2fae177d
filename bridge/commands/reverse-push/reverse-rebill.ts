import type { RowStatus } from '../../contract/commands/push-sheet.js';
import { calendarDate } from '../../contract/calendar-date.js';
import { cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import { withinWhatStands } from '../../domain/late-charges/corrected-late-charge.js';
import { registerKey, type CorrectedEnd } from '../../domain/rebilling/correct-periods.js';
import { correctedBills, type AdjustedBill } from '../../queries/adjusting/corrected-bills.js';
import { balancesOf } from '../../queries/balances.js';
import {
  lateChargesCorrectedBy,
  type LateChargeCorrected,
} from '../../queries/late-charges/late-charge-corrections.js';
import { standingLateCharges } from '../../queries/late-charges/standing-late-charges.js';
import { refuseClosedPeriod } from '../../queries/ledger-settings.js';
import type { PushedReceipt } from '../../queries/pushed-receipt.js';
import { billedReadsOfAccount } from '../../queries/rebilling/billed-reads-of-account.js';
import { keptCharges } from '../../queries/rebilling/kept-charges.js';
import {
  readsBefore,
  rebillsOfReceipt,
  runPostedAfter,
  type PushedRebill,
} from '../../queries/rebilling/rebills-of-receipt.js';
import type { ReadMadeAgain } from '../../queries/rebilling/others-from-read.js';
import type { NewRebilledRead } from '../../store/rebills.js';
import { creditApplied, type NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import {
  correctLateCharges,
  isSettledOtherwise,
  lateChargesBefore,
  replaceLateCharge,
  standingByService,
  type LateChargesToCorrect,
} from '../rebilling/correct-late-charges.js';
import { moveOpenReads } from '../rebilling/move-open-reads.js';
import { applyAfterRebills, postRebills, type RebillToPost } from '../rebilling/post-rebills.js';
import { rebillNotices } from '../rebilling/rebill-notices.js';
import type { PushReversal, ReversedPush } from './push-reversal.js';

/**
 * Takes a push of Rebill back whole: each bill is made again with the figures that stood before, the reads are as they were,
 * and late charges that were taken back are charged again. What was billed on from the corrected reads refuses it, as do
 * adjustments of the bills since.
 */
export const rebillReversal: PushReversal = {
  isWhole: true,
  async reverse(context, pushed, rows) {
    const { trx, today } = context;
    await refuseClosedPeriod(trx, today);
    const rebills = await rebillsOfReceipt(trx, pushed.receiptNumber);
    const lateCharges = await lateChargesCorrectedBy(trx, pushed.receiptNumber);
    const [row] = rows;
    const issues = [
      ...(await changedSince(context, pushed, rebills)),
      ...(await changedLateCharges(context, lateCharges)),
    ].map((issue) => ofRow(issue, row));
    return issues.length > 0 ? { issues } : restore(context, rebills, { lateCharges, row });
  },
};

function ofRow(issue: Found, row: RowStatus | undefined): Issue {
  return { column: '', rowKey: row?.key ?? '', ...(row === undefined ? {} : { sheetRow: row.sheetRow }), ...issue };
}

type Found = Pick<Issue, 'code' | 'message' | 'fix'>;

async function changedSince(
  { trx }: CommandContext,
  { receiptNumber }: PushedReceipt,
  rebills: readonly PushedRebill[],
): Promise<Found[]> {
  const again = rebills.flatMap(({ billNumber, madeAgainBy }): Found[] => {
    if (madeAgainBy === null) return [];
    const message = `Bill ${billNumber} was made again since, by receipt ${madeAgainBy}.`;
    return [{ code: 'made-again-since', message, fix: `Reverse receipt ${madeAgainBy} first.` }];
  });
  const billNumbers = rebills.map(({ billNumber }) => billNumber);
  const found = [...again, ...(await correctedBills(trx, billNumbers, { after: receiptNumber })).map(adjustedSince)];
  const accountId = rebills[0]?.accountId ?? '';
  const later = await runPostedAfter(trx, accountId, receiptNumber);
  if (later === null) return found;
  const message = `Account ${accountId} was billed since by run ${later}, which goes on from it.`;
  const fix = 'Pull Rebill and make the bills again as they should be.';
  return [...found, { code: 'billed-since', message, fix }];
}

function adjustedSince({ billNumber, receiptNumber }: AdjustedBill): Found {
  const message = `Bill ${billNumber} was adjusted since, with receipt ${receiptNumber}.`;
  return { code: 'adjusted-since', message, fix: `Reverse receipt ${receiptNumber} first.` };
}

/** Late charges can't be put back that something else became of. */
async function changedLateCharges(
  context: CommandContext,
  lateCharges: readonly LateChargeCorrected[],
): Promise<Found[]> {
  const found: Found[] = [];
  for (const charge of lateCharges) {
    const { accountId, dueOn, changedBy, entryNumber } = charge;
    if (changedBy !== null) found.push(changedAgain(dueOn, changedBy));
    else if (await isSettledOtherwise(context, accountId, entryNumber)) {
      const message = `The late charge for ${dueOn} was written off or transferred since.`;
      found.push({ code: 'late-charge-settled', message, fix: 'Reverse that row first.' });
    }
  }
  return found;
}

function changedAgain(
  dueOn: string,
  { receiptNumber, isRebill }: NonNullable<LateChargeCorrected['changedBy']>,
): Found {
  return {
    code: 'late-charge-since',
    message: `The late charge for ${dueOn} was decided on again since, by receipt ${receiptNumber}.`,
    fix: isRebill
      ? `Reverse receipt ${receiptNumber} first.`
      : 'Pull Rebill and make the bills again as they should be.',
  };
}

interface ToRestore {
  readonly lateCharges: readonly LateChargeCorrected[];
  readonly row: RowStatus | undefined;
}

async function restore(
  context: CommandContext,
  rebills: readonly PushedRebill[],
  { lateCharges, row }: ToRestore,
): Promise<ReversedPush> {
  const { trx } = context;
  const accountId = rebills[0]?.accountId ?? '';
  const beforeCents = (await balancesOf(trx, [accountId])).get(accountId) ?? cents(0);
  const toPost = await figuresBefore(context, rebills);
  const ends = await endsBefore(context, toPost.at(-1), row);
  const reads = await readsMadeAgain(context, accountId, toPost);
  const followers = await otherLateCharges(context, accountId, { toPost, lateCharges });
  const posted = await postRebills(context, toPost);
  if (posted.refusals.length > 0) return { issues: posted.refusals.map((refusal) => ofRow(refusal, row)) };
  const moved = await moveOpenReads(context, accountId, ends);
  if (moved.issues.length > 0) return { issues: moved.issues };
  const late = await restoreLateCharges(context, accountId, lateCharges);
  const others = await correctLateCharges(context, accountId, followers);
  const applications = await applyAfterRebills(context, accountId);
  const afterCents = (await balancesOf(trx, [accountId])).get(accountId) ?? cents(0);
  return {
    issues: [],
    notices: [
      ...moved.words,
      ...(await rebillNotices(context, { billNumbers: toPost.map(({ billNumber }) => billNumber), reads })),
    ],
    entries: [...posted.entries.flat(), ...late, ...others.entries, ...applications],
    balances: [{ accountId, beforeCents, afterCents }],
    releasedCents: posted.releasedCents,
    reappliedCents: creditApplied(applications),
  };
}

async function figuresBefore(
  { trx, reason }: CommandContext,
  rebills: readonly PushedRebill[],
): Promise<RebillToPost[]> {
  const billsCharged = await keptCharges(
    trx,
    'bill',
    rebills.map(({ billNumber }) => billNumber),
  );
  const rebillsCharged = await keptCharges(
    trx,
    'rebill',
    rebills.flatMap(({ replaced }) => replaced ?? []),
  );
  const restored: RebillToPost[] = [];
  for (const rebill of rebills) {
    const { billNumber, billRunId, accountId, billedOn, dueOn, replaced, rebillNumber, before } = rebill;
    const charges = replaced === null ? billsCharged(billNumber) : rebillsCharged(replaced);
    restored.push({
      ...{
        billNumber,
        billRunId,
        accountId,
        billedOn,
        dueOn,
        charges,
        row: null,
        isRestored: true,
        replaces: rebillNumber,
      },
      ...{ usageGallons: before.usageGallons, totalCents: before.totalCents, knownBy: before.knownBy },
      period: { from: before.periodFrom, to: before.periodTo },
      rateClass: charges[0]?.rateClass ?? rebill.rateClass,
      ...{ wasCents: rebill.totalCents, wasEntry: rebill.entryNumber },
      reads: await readsBefore(trx, rebill),
      corrections: [`Rebill ${rebillNumber} is taken back.`],
      reason: reason === '' ? `Rebill ${rebillNumber} is taken back` : reason,
      ...{ note: '', document: '' },
    });
  }
  return restored;
}

/** The reads as they hold, beside those that take their place again. */
async function readsMadeAgain(
  { trx }: CommandContext,
  accountId: string,
  toPost: readonly RebillToPost[],
): Promise<ReadMadeAgain[]> {
  const readsNow = await billedReadsOfAccount(trx, accountId);
  return toPost.flatMap(({ billRunId, reads }) => {
    const restored = new Map<string, NewRebilledRead>(reads.map((read) => [read.rowKey, read]));
    return readsNow(billRunId).flatMap((was) => {
      const read = restored.get(was.rowKey);
      if (read === undefined) return [];
      const { previousValue, value } = read;
      const previousOn = calendarDate(read.previousOn);
      const readOn = read.readOn === null ? null : calendarDate(read.readOn);
      return { accountId, was, now: { ...was, previousValue, previousOn, value, readOn } };
    });
  });
}

/** The ends of the last period that are others than those that hold, by meter and register. */
async function endsBefore(
  { trx }: CommandContext,
  last: RebillToPost | undefined,
  row: RowStatus | undefined,
): Promise<ReadonlyMap<string, CorrectedEnd>> {
  if (last === undefined) return new Map();
  const now = (await billedReadsOfAccount(trx, last.accountId))(last.billRunId);
  const before = new Map<string, NewRebilledRead>(last.reads.map((read) => [read.rowKey, read]));
  return new Map(
    now.flatMap((read): [string, CorrectedEnd][] => {
      const was = before.get(read.rowKey);
      if (was === undefined || was.value === null || was.readOn === null) return [];
      if (was.value === read.value && was.readOn === read.readOn) return [];
      const typedIn = { rowKey: row?.key ?? '', sheetRow: row?.sheetRow ?? 0 };
      const end = { meterId: read.meterId, value: was.value, on: calendarDate(was.readOn), row: typedIn };
      return [[registerKey(read), { ...end, was: read }]];
    }),
  );
}

/** Late charges that were decided on since follow the bills, as they would follow any other correction. */
async function otherLateCharges(
  context: CommandContext,
  accountId: string,
  {
    toPost,
    lateCharges,
  }: { readonly toPost: readonly RebillToPost[]; readonly lateCharges: readonly LateChargeCorrected[] },
): Promise<LateChargesToCorrect> {
  const restored = new Set(lateCharges.map(({ dueOn }) => dueOn));
  const before = await lateChargesBefore(context, accountId);
  const [from = context.today] = toPost.map(({ dueOn }) => calendarDate(dueOn)).toSorted();
  return { before: before.filter(({ dueOn }) => !restored.has(dueOn)), from };
}

/** The late charges as they were before they were corrected; what an adjustment waived since is not given once more. */
async function restoreLateCharges(
  context: CommandContext,
  accountId: string,
  lateCharges: readonly LateChargeCorrected[],
): Promise<NumberedEntry[]> {
  const stands = await standingLateCharges(context.trx, accountId);
  const entries: NumberedEntry[] = [];
  for (const { dueOn, entryNumber, rootEntry, turns, ...before } of lateCharges) {
    const now = stands.find((each) => each.rootEntry === rootEntry) ?? { amountCents: cents(0), shares: [] };
    const corrected = withinWhatStands(before, now, await standingByService(context, accountId));
    if (corrected === null) continue;
    const charged = { dueOn, entryNumber, rootEntry, turn: turns };
    entries.push(...(await replaceLateCharge(context, accountId, { charged, corrected })));
  }
  return entries;
}
