import { cents, centsToDollars, negated, sumCents } from '../contract/money.js';
import type { Issue } from '../contract/problem.js';
import type { TypedEntry } from '../domain/account-entries/typed-entry.js';
import type { Approval } from '../domain/adjusting/adjustment-facts.js';
import type { AdjustedToday } from '../domain/adjusting/adjustment-limits.js';
import { adjustmentTotals, type PostedAmounts } from '../domain/adjusting/adjustment-totals.js';
import {
  decideAdjustments,
  type AdjustmentDecision,
  type DecidedAccountEntry,
  type DecidedAdjustment,
  type ShownFacts,
  type WaitingAdjustment,
} from '../domain/adjusting/decide-adjustments.js';
import type { FlawedAdjustment } from '../domain/adjusting/flawed-adjustment.js';
import type { TypedAdjustment } from '../domain/adjusting/typed-adjustment.js';
import { rowsInTurn } from '../domain/adjusting/rows-in-turn.js';
import { adjustmentFacts } from '../queries/adjusting/adjustment-facts.js';
import { refuseClosedPeriod } from '../queries/ledger-settings.js';
import { writeAdjustments } from '../store/adjustments.js';
import { writeEntryRules } from '../store/entry-rules.js';
import { appendEntries } from '../store/journal.js';
import { applyCredits, type NumberedEntry } from './apply-credits.js';
import type { CommandContext } from './command.js';
import { entriesText } from './entries-text.js';
import { postAccountEntries, type PostedEntryRows } from './post-account-entries.js';

export interface PostedAdjustments {
  readonly issues: readonly Issue[];
  /** What became of each posted row, as a few words. */
  readonly applied: ReadonlyMap<string, string>;
  /** Rows that are sound and need another person's word; nothing of them is posted. */
  readonly waiting: readonly WaitingAdjustment[];
  /** Why posted rows needed another person's word whatever they come to, by key. */
  readonly exceptions: ReadonlyMap<string, string>;
  readonly shown: ReadonlyMap<string, ShownFacts>;
  readonly totals: readonly { readonly label: string; readonly value: string }[];
  readonly amounts: PostedAmounts;
  readonly entries: readonly NumberedEntry[];
}

/** Where posted rows come from: the pull whose rows they are, and the request that each of them answers. */
export interface AdjustmentPlace {
  readonly pullId: string;
  readonly approval: Approval;
  readonly requestOf: (key: string) => number | null;
}

/**
 * Posts typed adjustments, today, one journal entry each; then what moves or is written off by the rules of account
 * entries; a credit that no charge of its own was open for is applied to others. What is above the person's limit waits.
 * What writes off all that is open comes last, so that it is all that the other rows leave, whatever their order.
 * @param flawed rows that something is wrong with: what else is said of them too
 */
export async function postAdjustments(
  context: CommandContext,
  place: AdjustmentPlace,
  typed: readonly TypedAdjustment[],
  flawed: readonly FlawedAdjustment[] = [],
): Promise<PostedAdjustments> {
  await refuseClosedPeriod(context.trx, context.today);
  const { first, last } = rowsInTurn(typed);
  if (last.length === 0) return toPosted([await postTurn(context, place, { typed: first, flawed })]);
  const isAlone = first.length === 0 && flawed.length === 0;
  const before = isAlone ? [] : [await postTurn(context, place, { typed: first, flawed })];
  return toPosted([...before, await postTurn(context, place, { typed: last }, before)]);
}

/** Rows that are decided and posted together. */
interface TurnRows {
  readonly typed: readonly TypedAdjustment[];
  readonly flawed?: readonly FlawedAdjustment[];
}

interface PostedTurn {
  readonly decision: AdjustmentDecision;
  readonly adjustments: readonly NumberedAdjustment[];
  readonly applications: readonly NumberedEntry[];
  readonly moved: PostedEntryRows;
}

async function postTurn(
  context: CommandContext,
  place: AdjustmentPlace,
  { typed, flawed = [] }: TurnRows,
  before: readonly PostedTurn[] = [],
): Promise<PostedTurn> {
  const { trx, today, actor, commandNumber } = context;
  const { approval } = place;
  const all = [...typed, ...flawed.map((row) => row.typed)];
  const facts = await adjustmentFacts(trx, all, {
    ...{ person: actor.person, today, approval, postedNow: before.flatMap(adjustedNow) },
    undecidedAccounts: new Set(
      before.flatMap(({ decision: { waiting } }) => waiting.map((row) => row.typed.accountId)),
    ),
  });
  const decision = decideAdjustments(typed, facts, flawed);
  const entries = decision.adjustments.map(({ entry }) => entry);
  const numbers = await appendEntries(trx, entries, commandNumber);
  const adjustments = decision.adjustments.map((adjustment, index) => {
    return { ...adjustment, entryNumber: numbers[index] ?? 0 };
  });
  await writeEntryRules(
    trx,
    adjustments.flatMap(({ entryNumber, ruledOn }) => (ruledOn === null ? [] : [{ entryNumber, ruledOn }])),
  );
  await writeAdjustments(
    trx,
    adjustments.map((adjustment) => toNewAdjustment(adjustment, place)),
  );
  const adjusted = [...new Set(adjustments.map((each) => each.typed.accountId))];
  const applications = await applyCredits(context, adjusted, today, facts.chart);
  const moved = await postAccountEntries(context, place.pullId, decision.entries.map(toTypedEntry));
  return { decision, adjustments, applications, moved };
}

/** What of a turn was moved or written off, each as it was decided. */
function movedOf({ decision, moved }: PostedTurn): DecidedAccountEntry[] {
  const standing = new Set(moved.posted.map(({ typed: { key } }) => key));
  return decision.entries.filter(({ typed: { key } }) => standing.has(key));
}

/** What a turn takes from what the person may adjust alone today. */
function adjustedNow(turn: PostedTurn): AdjustedToday[] {
  const adjusted = turn.adjustments.map(({ typed: { accountId, kind }, amountCents }) => {
    return { accountId, kind, credits: Math.max(negated(amountCents), 0), charges: Math.max(amountCents, 0) };
  });
  const moved = movedOf(turn).map(({ typed: { accountId, kind }, entryCents }) => {
    return { accountId, kind, credits: entryCents, charges: 0 };
  });
  return [...adjusted, ...moved];
}

function toPosted(turns: readonly PostedTurn[]): PostedAdjustments {
  const adjustments = turns.flatMap((turn) => turn.adjustments);
  const amounts: PostedAmounts = {
    adjusted: adjustments.map(({ amountCents }) => amountCents),
    taxCents: sumCents(adjustments.map(({ taxCents }) => taxCents)),
    moved: turns.flatMap(movedOf).map(({ entryCents }) => entryCents),
  };
  return {
    issues: turns.flatMap(({ decision, moved }) => [...decision.issues, ...moved.issues]),
    applied: new Map([
      ...adjustments.map((each) => [each.typed.key, statusText(each)] as const),
      ...turns.flatMap(movedTexts),
    ]),
    waiting: turns.flatMap(({ decision }) => decision.waiting),
    exceptions: new Map(
      adjustments.flatMap(({ typed: { key }, exception }) => (exception === null ? [] : [[key, exception]])),
    ),
    shown: new Map(turns.flatMap(({ decision }) => [...decision.shown])),
    totals: adjustmentTotals([amounts]),
    amounts,
    entries: turns.flatMap(entriesOf),
  };
}

function movedTexts({ moved }: PostedTurn): [key: string, text: string][] {
  return moved.posted.map(({ typed: { key, what, amountCents }, entries }) => {
    const amount = centsToDollars(amountCents ?? cents(0));
    return [key, `${what === 'transfer' ? 'Transferred' : 'Written off'} ${amount}, ${entriesText(entries)}.`];
  });
}

function entriesOf({ adjustments, applications, moved }: PostedTurn): NumberedEntry[] {
  const movedEntries = moved.posted.flatMap(({ entries }) => entries);
  return [
    ...adjustments.map(({ entryNumber, entry }) => ({ entryNumber, entry })),
    ...applications,
    ...movedEntries.toSorted((a, b) => a.entryNumber - b.entryNumber),
  ];
}

type NumberedAdjustment = DecidedAdjustment & { readonly entryNumber: number };

function toNewAdjustment(
  { typed, amountCents, shares, calculation, charges, entryNumber }: NumberedAdjustment,
  { pullId, requestOf }: AdjustmentPlace,
) {
  const { key: rowKey, accountId, service, kind, reason, note, cause, document, documentsOn, leakOn } = typed;
  return {
    pullId,
    rowKey,
    accountId,
    service,
    kind,
    amountCents,
    reason,
    note,
    shares,
    cause: cause ?? '',
    document,
    documentsOn,
    leakOn,
    calculation,
    requestNumber: requestOf(rowKey),
    charges,
    entryNumber,
  };
}

function toTypedEntry({ typed, what, chargeType: charge, entryCents, calculation }: DecidedAccountEntry): TypedEntry {
  const { key, sheetRow, accountId, otherAccountId, document, reason, cause, note, documentsOn } = typed;
  return {
    ...{ key, sheetRow, what, accountId, charge, amountCents: entryCents, otherAccountId },
    ...{ paymentEntry: null, date: null, reference: document, reason },
    told: { cause: cause ?? '', note, documentsOn, calculation },
  };
}

function statusText({
  typed: { service, kind },
  amountCents,
  taxCents,
  charges,
  entryNumber,
}: NumberedAdjustment): string {
  if (charges.length === 0) {
    const less = amountCents > 0 ? 'less' : 'more';
    return `Deposit ${centsToDollars(cents(Math.abs(amountCents)))} ${less}, entry ${entryNumber}.`;
  }
  const what = amountCents < 0 ? 'Credit' : 'Charge';
  const withTax = taxCents === 0 ? '' : ` with ${centsToDollars(cents(Math.abs(taxCents)))} tax`;
  return `${what} ${centsToDollars(cents(Math.abs(amountCents)))}${withTax}, ${service ?? kind}, entry ${entryNumber}.`;
}
