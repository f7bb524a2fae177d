import type { BillChange } from '../../contract/commands/bill-change.js';
import { cents, centsToDollars, negated, sumCents, type Cents } from '../../contract/money.js';
import type { Issue } from '../../contract/problem.js';
import type { Approval } from '../../domain/adjusting/adjustment-facts.js';
import { aboveLimit, type LimitedRow } from '../../domain/adjusting/adjustment-limits.js';
import { joinedTexts } from '../../domain/rebilling/joined-texts.js';
import { billIssue } from '../../domain/rebilling/bill-issue.js';
import { billChanges } from '../../domain/rebilling/bill-changes.js';
import { changeEachWay, eachWayWords } from '../../domain/rebilling/change-each-way.js';
import { correctionWords } from '../../domain/rebilling/correction-words.js';
import { billName } from '../../domain/rebilling/posted-period.js';
import type { RemadeBill } from '../../domain/rebilling/remake-bills.js';
import type { RowChange } from '../../domain/sheet/compare-rows.js';
import { adjustmentLimit } from '../../queries/adjusted-today.js';
import { balancesOf } from '../../queries/balances.js';
import { refuseClosedPeriod } from '../../queries/ledger-settings.js';
import { billsMadeAgain, changeOfBills, type BillsMadeAgain } from '../../queries/rebilling/bills-made-again.js';
import type { ReadMadeAgain } from '../../queries/rebilling/others-from-read.js';
import type { NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import { correctLateCharges, lateChargesBefore } from './correct-late-charges.js';
import { moveOpenReads } from './move-open-reads.js';
import { applyAfterRebills, postRebills, type RebillToPost } from './post-rebills.js';
import { rebillNotices } from './rebill-notices.js';

/** Whose bills they are, and the pull whose rows ask for them to be made again. */
export interface RebillPlace {
  readonly accountId: string;
  readonly pullId: string;
}

/** What was typed beside the bills. */
export interface TypedBills {
  readonly changes: readonly RowChange[];
  /** False where rows are refused already for what stands in their cells. */
  readonly isWhole: boolean;
  /** Whose word the rows have. */
  readonly approval: Approval;
}

/** Bills that need another person's word. */
export interface WaitingBills {
  /** What they change by, all in all. */
  readonly amountCents: Cents;
  /** What they give back and what they charge more, as limits count it. */
  readonly limited: readonly LimitedRow[];
  readonly why: string;
}

export interface PostedBillsAgain {
  readonly issues: readonly Issue[];
  /** What the bills would change, and why another person has to say so first; null where they are posted or refused. */
  readonly waiting: WaitingBills | null;
  /** What became of each row, as a few words. */
  readonly applied: ReadonlyMap<string, string>;
  readonly bills: readonly BillChange[];
  readonly totals: readonly { readonly label: string; readonly value: string }[];
  readonly entries: readonly NumberedEntry[];
  readonly notices: readonly string[];
}

/**
 * Cancels bills of an account and makes them again as they should have been, with those after them that rest on what was
 * corrected; late charges, open reads and credit follow. The bills are one whole: an issue on one of them keeps all from
 * being made again, and above the person's limit all of them wait.
 */
export async function makeBillsAgain(
  context: CommandContext,
  place: RebillPlace,
  { changes, isWhole, approval }: TypedBills,
): Promise<PostedBillsAgain> {
  const { trx, today } = context;
  await refuseClosedPeriod(trx, today);
  const made = await billsMadeAgain(trx, { accountId: place.accountId, changes, isWhole }, today);
  if (made.issues.length > 0 || !isWhole) return nothing(made.issues);
  const waiting = approval === 'emergency' ? null : await waitingBills(context, place, made.bills);
  return waiting === null ? post(context, place, made) : { ...nothing([]), waiting };
}

/** What is given back and what is charged more are each held against the limit: the net change may be next to nothing. */
async function waitingBills(
  { trx, actor, today }: CommandContext,
  { accountId }: RebillPlace,
  bills: readonly RemadeBill[],
): Promise<WaitingBills | null> {
  const change = changeEachWay(billChanges(bills));
  const eachWay = [negated(change.creditCents), change.chargeCents].filter((amountCents) => amountCents !== 0);
  const limited = eachWay.map((amountCents) => ({ key: String(amountCents), accountId, kind: 'rebill', amountCents }));
  const above = aboveLimit(limited, await adjustmentLimit(trx, actor.person, today));
  if (above.size === 0) return null;
  return { amountCents: changeOfBills(bills), limited, why: [...above.values(), eachWayWords(change)].join(' ') };
}

function nothing(issues: readonly Issue[]): PostedBillsAgain {
  return { issues, waiting: null, applied: new Map(), bills: [], totals: [], entries: [], notices: [] };
}

async function post(
  context: CommandContext,
  { accountId, pullId }: RebillPlace,
  { bills, ends }: BillsMadeAgain,
): Promise<PostedBillsAgain> {
  const owedBefore = await owed(context, accountId);
  const told = toldOf(bills);
  const late = await lateChargesBefore(context, accountId);
  const posted = await postRebills(
    context,
    bills.map((made) => toPost(made, { ...context, pullId, told })),
  );
  if (posted.refusals.length > 0) return nothing(posted.refusals.map((refusal) => billIssue(refusal, bills)));
  const moved = await moveOpenReads(context, accountId, ends);
  if (moved.issues.length > 0) return nothing(moved.issues);
  const [firstDue = context.today] = bills.map((made) => made.posted.dueOn).toSorted();
  const lateCharges = await correctLateCharges(context, accountId, { before: late, from: firstDue });
  const applications = await applyAfterRebills(context, accountId);
  const entries = [...posted.entries.flat(), ...lateCharges.entries, ...applications];
  const numberOf = new Map(bills.map(({ posted: { billNumber } }, index) => [billNumber, posted.rebillNumbers[index]]));
  return {
    issues: [],
    waiting: null,
    applied: new Map(
      bills.flatMap((made) => {
        const text = [statusText(made, numberOf.get(made.posted.billNumber) ?? 0), ...lateCharges.words].join(' ');
        return (made.correction?.rows ?? []).map(({ rowKey }) => [rowKey, text] as const);
      }),
    ),
    bills: billChanges(bills),
    totals: totalsOf(bills, { owedBefore, owedAfter: await owed(context, accountId), ...lateCharges }),
    entries: entries.toSorted((a, b) => a.entryNumber - b.entryNumber),
    notices: [
      ...bills.flatMap(followerNotice),
      ...moved.words,
      ...(await rebillNotices(context, { billNumbers: [...numberOf.keys()], reads: bills.flatMap(readsMadeAgain) })),
    ],
  };
}

function readsMadeAgain({ posted, reads }: RemadeBill): ReadMadeAgain[] {
  return reads.flatMap((now, index) => {
    const was = posted.reads[index];
    return was === undefined ? [] : { accountId: posted.accountId, was, now };
  });
}

async function owed({ trx }: CommandContext, accountId: string): Promise<Cents> {
  return (await balancesOf(trx, [accountId])).get(accountId) ?? cents(0);
}

type Told = Pick<RebillToPost, 'reason' | 'note' | 'document'>;

/** Bills that follow others are made again for the same reason, by the same evidence. */
function toldOf(bills: readonly RemadeBill[]): Told {
  const said = (of: (told: Told) => string) =>
    joinedTexts(bills.flatMap(({ correction }) => (correction ? of(correction) : [])));
  return {
    reason: said(({ reason }) => reason),
    note: said(({ note }) => note),
    document: said((told) => told.document),
  };
}

interface PostingTerms extends Pick<CommandContext, 'commandNumber'> {
  readonly pullId: string;
  /** Of bills that follow others. */
  readonly told: Told;
}

function toPost(made: RemadeBill, { commandNumber, pullId, told }: PostingTerms): RebillToPost {
  const { posted, correction, period, rateClass, usageGallons, bill } = made;
  const { billNumber, rebillNumber, billRunId, accountId, billedOn, dueOn } = posted;
  return {
    ...{ billNumber, billRunId, accountId, billedOn, dueOn, period, rateClass, usageGallons },
    ...{ replaces: rebillNumber, isRestored: false, wasEntry: posted.entryNumber, wasCents: posted.totalCents },
    ...{ charges: bill.charges, totalCents: bill.totalCents, reads: made.reads },
    corrections: correctionWords(made),
    knownBy: correction?.isByRecord ? commandNumber : posted.knownBy,
    row: { pullId, rowKey: correction?.rows[0].rowKey ?? null },
    ...toldBy(correction ?? told),
  };
}

function toldBy({ reason, note, document }: Told): Told {
  return { reason, note, document };
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
  readonly chargedAgainCents: Cents;
}

function totalsOf(
  bills: readonly RemadeBill[],
  { owedBefore, owedAfter, takenBackCents, chargedAgainCents }: Owed,
): PostedBillsAgain['totals'] {
  const was = sumCents(bills.map(({ posted }) => posted.totalCents));
  const now = sumCents(bills.map(({ bill }) => bill.totalCents));
  return [
    { label: `Billed before (${bills.length})`, value: centsToDollars(was) },
    { label: 'Billed now', value: centsToDollars(now) },
    { label: 'Late charges taken back', value: centsToDollars(takenBackCents) },
    ...(chargedAgainCents === 0
      ? []
      : [{ label: 'Late charges charged again', value: centsToDollars(chargedAgainCents) }]),
    { label: 'Net change for the customer', value: centsToDollars(cents(owedAfter - owedBefore)) },
    { label: 'Owed before', value: centsToDollars(owedBefore) },
    { label: 'Owed now', value: centsToDollars(owedAfter) },
  ];
}
