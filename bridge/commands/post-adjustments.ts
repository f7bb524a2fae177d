import { cents, centsToDollars, sumCents } from '../contract/money.js';
import type { Issue } from '../contract/problem.js';
import type { TypedEntry } from '../domain/account-entries/typed-entry.js';
import type { Approval } from '../domain/adjusting/adjustment-facts.js';
import { adjustmentTotals, type PostedAmounts } from '../domain/adjusting/adjustment-totals.js';
import {
  decideAdjustments,
  type DecidedAccountEntry,
  type DecidedAdjustment,
  type ShownFacts,
  type WaitingAdjustment,
} from '../domain/adjusting/decide-adjustments.js';
import type { TypedAdjustment } from '../domain/adjusting/typed-adjustment.js';
import { adjustmentFacts } from '../queries/adjusting/adjustment-facts.js';
import { refuseClosedPeriod } from '../queries/ledger-settings.js';
import { writeAdjustments } from '../store/adjustments.js';
import { writeEntryRules } from '../store/entry-rules.js';
import { appendEntries } from '../store/journal.js';
import { applyCredits, type NumberedEntry } from './apply-credits.js';
import type { CommandContext } from './command.js';
import { entriesText } from './entries-text.js';
import { postAccountEntries } from './post-account-entries.js';

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
 */
export async function postAdjustments(
  context: CommandContext,
  place: AdjustmentPlace,
  typed: readonly TypedAdjustment[],
): Promise<PostedAdjustments> {
  const { trx, today, actor, commandNumber } = context;
  await refuseClosedPeriod(trx, today);
  const facts = await adjustmentFacts(trx, typed, { person: actor.person, today, approval: place.approval });
  const decision = decideAdjustments(typed, facts);
  const entries = decision.adjustments.map(({ entry }) => entry);
  const numbers = await appendEntries(trx, entries, commandNumber);
  const numbered = decision.adjustments.map((adjustment, index) => {
    return { ...adjustment, entryNumber: numbers[index] ?? 0 };
  });
  await writeEntryRules(
    trx,
    numbered.flatMap(({ entryNumber, ruledOn }) => (ruledOn === null ? [] : [{ entryNumber, ruledOn }])),
  );
  await writeAdjustments(
    trx,
    numbered.map((adjustment) => toNewAdjustment(adjustment, place)),
  );
  const adjusted = [...new Set(numbered.map(({ typed: { accountId } }) => accountId))];
  const applications = await applyCredits(context, adjusted, today, facts.chart);
  const moved = await postAccountEntries(context, place.pullId, decision.entries.map(toTypedEntry));
  const movedEntries = moved.posted.flatMap((row) => row.entries);
  const standing = new Map(
    moved.posted.map(({ typed: { key, what, amountCents }, entries: made }) => {
      const amount = centsToDollars(amountCents ?? cents(0));
      return [key, `${what === 'transfer' ? 'Transferred' : 'Written off'} ${amount}, ${entriesText(made)}.`];
    }),
  );
  const amounts: PostedAmounts = {
    adjusted: decision.adjustments.map(({ amountCents }) => amountCents),
    taxCents: sumCents(decision.adjustments.map(({ taxCents }) => taxCents)),
    moved: decision.entries.flatMap(({ typed: { key }, entryCents }) => (standing.has(key) ? entryCents : [])),
  };
  return {
    issues: [...decision.issues, ...moved.issues],
    applied: new Map([...numbered.map((each) => [each.typed.key, statusText(each)] as const), ...standing]),
    waiting: decision.waiting,
    exceptions: new Map(
      decision.adjustments.flatMap(({ typed: { key }, exception }) => (exception === null ? [] : [[key, exception]])),
    ),
    shown: decision.shown,
    totals: adjustmentTotals([amounts]),
    amounts,
    entries: [
      ...numbered.map(({ entryNumber, entry }) => ({ entryNumber, entry })),
      ...applications,
      ...movedEntries.toSorted((a, b) => a.entryNumber - b.entryNumber),
    ],
  };
}

type NumberedAdjustment = DecidedAdjustment & { readonly entryNumber: number };

function toNewAdjustment(
  { typed, amountCents, shares, calculation, charges, entryNumber }: NumberedAdjustment,
  { pullId, requestOf }: AdjustmentPlace,
) {
  const { key: rowKey, accountId, service, kind, reason, note, cause, document, documentsOn } = typed;
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
