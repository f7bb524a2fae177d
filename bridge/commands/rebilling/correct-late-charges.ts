import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, centsToDollars, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import { standingCents } from '../../domain/adjusting/late-charges-left.js';
import {
  correctedLateCharge,
  withinWhatStands,
  type CorrectedLateCharge,
} from '../../domain/late-charges/corrected-late-charge.js';
import type { LateCharge } from '../../domain/late-charges/late-charge.js';
import { chargeEntry } from '../../domain/ledger/charge-entry.js';
import { lateChargesAfterWaivers } from '../../queries/adjusting/late-charges-after-waivers.js';
import { appliedCredits } from '../../queries/applied-credits.js';
import { chart as chartOf } from '../../queries/chart.js';
import { askedLateCharge } from '../../queries/late-charges/late-accounts.js';
import {
  standingLateCharges,
  typedLateCharges,
  type StandingLateCharge,
} from '../../queries/late-charges/standing-late-charges.js';
import { applicationRule } from '../../queries/ledger-settings.js';
import { creditsOnAccounts } from '../../queries/open-items.js';
import { postedEntries } from '../../queries/posted-entries.js';
import { reversedEntries } from '../../domain/ledger/entries/reversed-entries.js';
import { writeEntryRules } from '../../store/entry-rules.js';
import { appendEntries, nextEntryNumber } from '../../store/journal.js';
import { writeLateChargeCorrections } from '../../store/late-charge-corrections.js';
import { writeLateChargeDecisions } from '../../store/late-charges.js';
import { writeDocuments } from '../../store/ledger-documents.js';
import type { NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';

/** A late charge of an account, with what the rule asked before its bills were corrected. */
export type LateChargeBefore = StandingLateCharge & { readonly asked: LateCharge | null };

export async function lateChargesBefore(context: CommandContext, accountId: string): Promise<LateChargeBefore[]> {
  const before: LateChargeBefore[] = [];
  for (const charge of await standingLateCharges(context.trx, accountId)) {
    before.push({ ...charge, asked: await askedNow(context, accountId, charge.dueOn) });
  }
  return before;
}

function askedNow({ trx, now }: CommandContext, accountId: string, dueOn: CalendarDate): Promise<LateCharge | null> {
  return askedLateCharge(trx, { accountId, dueOn }, { now, rebillsUpTo: null });
}

export interface CorrectedLateCharges {
  readonly takenBackCents: Cents;
  readonly chargedAgainCents: Cents;
  readonly entries: readonly NumberedEntry[];
  /** What became of them, a sentence each. */
  readonly words: readonly string[];
}

export interface LateChargesToCorrect {
  readonly before: readonly LateChargeBefore[];
  /** The first due date of the bills that were made again. */
  readonly from: CalendarDate;
}

/**
 * Has late charges follow the bills that were made again, as far as the rule asks less or more for them, up to what was
 * charged first: each is reversed, and what is right is charged anew for the same due date. What an adjustment waived is not
 * given once more. Late charges that were typed by hand are told, for a person to decide on.
 */
export async function correctLateCharges(
  context: CommandContext,
  accountId: string,
  { before, from }: LateChargesToCorrect,
): Promise<CorrectedLateCharges> {
  const corrected: CorrectedOne[] = [];
  for (const charged of before.filter(({ dueOn }) => dueOn >= from)) {
    corrected.push(await correctOne(context, accountId, charged));
  }
  const changes = corrected.map(({ changeCents }) => changeCents);
  const typed = (await typedLateCharges(context.trx, accountId)).filter(({ dueOn }) => dueOn >= from);
  return {
    takenBackCents: cents(changes.reduce((sum, change) => sum - Math.min(change, 0), 0)),
    chargedAgainCents: cents(changes.reduce((sum, change) => sum + Math.max(change, 0), 0)),
    entries: corrected.flatMap(({ entries }) => entries),
    words: [
      ...corrected.flatMap(({ words }) => words),
      ...typed.map(({ dueOn, entryNumber }) => {
        return `The late charge of entry ${entryNumber} for ${dueOn} was typed by hand and stays: reverse its row where it is owed no more.`;
      }),
    ],
  };
}

/** What became of one late charge. */
export interface CorrectedOne {
  /** Below zero where it was taken back. */
  readonly changeCents: Cents;
  readonly entries: readonly NumberedEntry[];
  readonly words: readonly string[];
}

async function correctOne(
  context: CommandContext,
  accountId: string,
  charged: LateChargeBefore,
): Promise<CorrectedOne> {
  const asked = correctedLateCharge(charged, charged.asked, await askedNow(context, accountId, charged.dueOn));
  return correctTo(context, accountId, { charged, asked });
}

export interface LateChargeToCorrect {
  readonly charged: StandingLateCharge;
  /** What it is to be; null where it stays. */
  readonly asked: CorrectedLateCharge | null;
}

/** Corrects a late charge, as far as it was neither waived nor settled by other than money. */
export async function correctTo(
  context: CommandContext,
  accountId: string,
  { charged, asked }: LateChargeToCorrect,
): Promise<CorrectedOne> {
  const { dueOn, entryNumber, amountCents } = charged;
  const stays = (...words: readonly string[]) => ({ changeCents: cents(0), entries: [], words });
  if (asked === null) return stays();
  if (await isSettledOtherwise(context, accountId, entryNumber)) {
    return stays(`The late charge for ${dueOn} was written off or transferred, and stays.`);
  }
  const corrected = withinWhatStands(asked, charged, await standingByService(context, accountId));
  if (corrected === null) return stays(`The late charge for ${dueOn} was waived by an adjustment, and stays.`);
  return {
    changeCents: cents(corrected.amountCents - amountCents),
    entries: await replaceLateCharge(context, accountId, { charged, corrected }),
    words: [changeWords(charged, corrected)],
  };
}

/** What stands of the account's late charges, less what was waived of them. */
export async function standingByService(
  { trx }: CommandContext,
  accountId: string,
): Promise<ReadonlyMap<ServiceName, Cents>> {
  const charges = (await lateChargesAfterWaivers(trx, [accountId])).get(accountId);
  return new Map([...(charges ?? [])].map(([service, late]) => [service, standingCents(late)]));
}

/** A write-off and a transfer are no money that could become credit of the account. */
export async function isSettledOtherwise(
  { trx }: CommandContext,
  accountId: string,
  entryNumber: number | null,
): Promise<boolean> {
  if (entryNumber === null) return false;
  return (await appliedCredits(trx, [accountId])).some(({ item, kind }) => {
    return item.ref.entryNumber === entryNumber && (kind === 'write-off' || kind === 'transfer');
  });
}

function changeWords(
  { dueOn, amountCents: was }: StandingLateCharge,
  { amountCents: now }: CorrectedLateCharge,
): string {
  const [wasText, nowText] = [was, now].map(centsToDollars);
  if (now < was) {
    return `Of the late charge of ${wasText} for ${dueOn}, ${centsToDollars(cents(was - now))} are taken back.`;
  }
  if (now === was) return `The late charge of ${wasText} for ${dueOn} is of other services now.`;
  return `The late charge for ${dueOn} is ${nowText} again, was ${wasText}.`;
}

export interface LateChargeToReplace {
  readonly charged: Pick<StandingLateCharge, 'dueOn' | 'entryNumber' | 'rootEntry' | 'turn'>;
  readonly corrected: CorrectedLateCharge;
}

/** Reverses a late charge, where one stands, and charges what is right in its place; gives the entries. */
export async function replaceLateCharge(
  context: CommandContext,
  accountId: string,
  { charged, corrected }: LateChargeToReplace,
): Promise<NumberedEntry[]> {
  const { trx, commandNumber } = context;
  const { dueOn, entryNumber: wasEntry, rootEntry, turn } = charged;
  const reversal =
    wasEntry === null ? [] : await reverseLateCharge(context, accountId, { dueOn, entryNumber: wasEntry });
  const again =
    corrected.amountCents === 0
      ? null
      : await chargeLate(context, accountId, { dueOn, rootEntry, turn: turn + 1, corrected });
  const reversing = reversal.find(({ entry }) => entry.reverses !== null);
  const correction = { accountId, dueOn, rootEntry, wasEntry, reversalEntry: reversing?.entryNumber ?? null };
  await writeLateChargeCorrections(trx, [{ ...correction, entryNumber: again?.entryNumber ?? null }], commandNumber);
  return [...reversal, ...(again === null ? [] : [again])];
}

async function reverseLateCharge(
  { trx, today, commandNumber }: CommandContext,
  accountId: string,
  { dueOn, entryNumber }: { readonly dueOn: CalendarDate; readonly entryNumber: number },
): Promise<NumberedEntry[]> {
  const posted = (await postedEntries(trx, [entryNumber])).get(entryNumber);
  if (posted === undefined) throw new RangeError(`The late charge has no entry ${entryNumber}.`);
  const [credit] = await creditsOnAccounts(trx, [accountId]);
  const books = { applied: await appliedCredits(trx, [accountId]), creditCents: credit?.creditCents ?? cents(0) };
  const terms = { on: today, memo: `Late charge for ${dueOn} taken back`, nextEntryNumber: await nextEntryNumber(trx) };
  const { entries } = reversedEntries(posted, books, await chartOf(trx), terms);
  const numbers = await appendEntries(trx, entries, commandNumber);
  return entries.map((entry, index) => ({ entry, entryNumber: numbers[index] ?? 0 }));
}

interface LateChargeAgain {
  readonly dueOn: CalendarDate;
  readonly rootEntry: number;
  readonly turn: number;
  readonly corrected: CorrectedLateCharge;
}

/** Charges a late charge for a due date that has none any more, as a decision of its own, by the rules of the first one. */
async function chargeLate(
  context: CommandContext,
  accountId: string,
  { dueOn, rootEntry, turn, corrected }: LateChargeAgain,
): Promise<NumberedEntry> {
  const { trx, today, commandNumber } = context;
  const { amountCents, owedCents, baseCents, shares } = corrected;
  const chart = await chartOf(trx);
  const charges = shares.map(({ service, amountCents: share }) => {
    return { chargeType: chart.chargeTypeOf(service, 'late-charge'), amountCents: share };
  });
  const ruledOn = (await postedEntries(trx, [rootEntry])).get(rootEntry)?.effectiveOn ?? today;
  const memo = `Late charge for ${dueOn}, corrected`;
  const entry = chargeEntry(
    { kind: 'late-charge', accountId, effectiveOn: today, ruledOn, memo, charges },
    { chart, rule: await applicationRule(trx, today), items: [] },
  );
  if (entry === null) throw new RangeError(`The late charge of account ${accountId} for ${dueOn} is nothing.`);
  const [entryNumber = 0] = await appendEntries(trx, [entry], commandNumber);
  await writeEntryRules(trx, [{ entryNumber, ruledOn }]);
  const reason = 'What is left of it after bills were made again';
  const document = { kind: 'late-charge', accountId, dueOn, amountCents, effectiveOn: today, reference: '', reason };
  await writeDocuments(trx, [{ ...document, row: null, entryNumber }]);
  const decision = {
    ...{ accountId, dueOn, turn, decision: 'charge', owedCents, baseCents, amountCents, reason, entryNumber },
    shares: charges.map((charge) => [charge.chargeType, charge.amountCents] as const),
  };
  await writeLateChargeDecisions(trx, [decision], commandNumber);
  return { entry, entryNumber };
}
