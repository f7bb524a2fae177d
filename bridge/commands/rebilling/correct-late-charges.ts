import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, centsToDollars, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import {
  correctedLateCharge,
  takenBackByService,
  withinWhatStands,
  type CorrectedLateCharge,
} from '../../domain/late-charges/corrected-late-charge.js';
import type { LateCharge } from '../../domain/late-charges/late-charge.js';
import { chargeEntry } from '../../domain/ledger/charge-entry.js';
import { lateChargesAfterWaivers } from '../../queries/adjusting/adjustment-facts.js';
import { appliedCredits } from '../../queries/applied-credits.js';
import { chart as chartOf } from '../../queries/chart.js';
import { lateAmong } from '../../queries/late-charges/late-accounts.js';
import {
  standingLateCharges,
  typedLateCharges,
  type StandingLateCharge,
} from '../../queries/late-charges/standing-late-charges.js';
import { applicationRule } from '../../queries/ledger-settings.js';
import { creditsOnAccounts } from '../../queries/open-items.js';
import { postedEntries } from '../../queries/posted-entries.js';
import { reversedEntries } from '../../domain/ledger/entries/reversed-entries.js';
import { appendEntries, nextEntryNumber } from '../../store/journal.js';
import { writeLateChargeCorrections } from '../../store/late-charge-corrections.js';
import { writeLateChargeDecisions } from '../../store/late-charges.js';
import { writeDocuments } from '../../store/ledger-documents.js';
import type { NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';

/** The late charges of an account that stand, each with what the rule asks before its bills are corrected. */
export type LateChargesBefore = readonly (StandingLateCharge & { readonly asked: LateCharge | null })[];

export async function lateChargesBefore(context: CommandContext, accountId: string): Promise<LateChargesBefore> {
  const before: (StandingLateCharge & { readonly asked: LateCharge | null })[] = [];
  for (const charge of await standingLateCharges(context.trx, accountId)) {
    before.push({ ...charge, asked: await askedNow(context, accountId, charge.dueOn) });
  }
  return before;
}

async function askedNow({ trx, now }: CommandContext, accountId: string, dueOn: CalendarDate) {
  const [late] = await lateAmong(trx, dueOn, [accountId], now);
  return late?.lateCharge ?? null;
}

export interface CorrectedLateCharges {
  readonly takenBackCents: Cents;
  readonly entries: readonly NumberedEntry[];
  /** What became of them, a sentence each. */
  readonly words: readonly string[];
}

/**
 * Takes late charges back, as far as the rule asks less by the bills that were made again: each is reversed, and what is left of
 * it is charged anew for the same due date. What an adjustment waived is not given once more. Late charges that were typed by hand are told, for a person to decide on.
 */
export async function correctLateCharges(
  context: CommandContext,
  accountId: string,
  { before, from }: { readonly before: LateChargesBefore; readonly from: CalendarDate },
): Promise<CorrectedLateCharges> {
  const entries: NumberedEntry[] = [];
  const words: string[] = [];
  let takenBack = 0;
  const standing = await standingByService(context, accountId);
  for (const charged of before.filter(({ dueOn }) => dueOn >= from)) {
    const asked = correctedLateCharge(charged, charged.asked, await askedNow(context, accountId, charged.dueOn));
    if (asked === null) continue;
    if (await isSettledOtherwise(context, accountId, charged)) {
      words.push(`The late charge for ${charged.dueOn} was written off or transferred, and stays.`);
      continue;
    }
    const corrected = withinWhatStands(asked, charged, standing);
    if (corrected === null) {
      words.push(`The late charge for ${charged.dueOn} was waived by an adjustment, and stays.`);
      continue;
    }
    for (const { service, amountCents } of takenBackByService(charged, corrected)) {
      standing.set(service, cents((standing.get(service) ?? 0) - amountCents));
    }
    entries.push(...(await replaceLateCharge(context, accountId, { charged, corrected })));
    takenBack += corrected.takenBackCents;
    words.push(takenBackWords(charged, corrected));
  }
  const typed = (await typedLateCharges(context.trx, accountId)).filter(({ dueOn }) => dueOn >= from);
  words.push(
    ...typed.map(({ dueOn, entryNumber }) => {
      return `The late charge of entry ${entryNumber} for ${dueOn} was typed by hand and stays: reverse its row where it is owed no more.`;
    }),
  );
  return { takenBackCents: cents(takenBack), entries, words };
}

/** What stands of the account's late charges, less what was waived of them. */
async function standingByService({ trx }: CommandContext, accountId: string): Promise<Map<ServiceName, Cents>> {
  const charges = (await lateChargesAfterWaivers(trx, [accountId])).get(accountId);
  return new Map([...(charges ?? [])].map(([service, { standingCents }]) => [service, standingCents]));
}

/** A write-off and a transfer are no money that could become credit of the account. */
async function isSettledOtherwise(
  { trx }: CommandContext,
  accountId: string,
  { entryNumber }: StandingLateCharge,
): Promise<boolean> {
  return (await appliedCredits(trx, [accountId])).some(({ item, kind }) => {
    return item.ref.entryNumber === entryNumber && (kind === 'write-off' || kind === 'transfer');
  });
}

function takenBackWords({ dueOn, amountCents }: StandingLateCharge, { takenBackCents }: CorrectedLateCharge): string {
  const [back, was] = [takenBackCents, amountCents].map(centsToDollars);
  return `Of the late charge of ${was} for ${dueOn}, ${back} are taken back.`;
}

export interface LateChargeToReplace {
  readonly charged: Pick<StandingLateCharge, 'dueOn' | 'entryNumber' | 'rootEntry' | 'turn'>;
  readonly corrected: Pick<CorrectedLateCharge, 'owedCents' | 'baseCents' | 'amountCents' | 'shares'>;
}

/** Reverses a late charge and charges what is right in its place; gives the entries. */
export async function replaceLateCharge(
  context: CommandContext,
  accountId: string,
  { charged, corrected }: LateChargeToReplace,
): Promise<NumberedEntry[]> {
  const { trx, commandNumber } = context;
  const { dueOn, entryNumber: wasEntry, rootEntry, turn } = charged;
  const reversal = await reverseLateCharge(context, accountId, charged);
  const again =
    corrected.amountCents === 0 ? null : await chargeLate(context, accountId, { dueOn, turn: turn + 1, corrected });
  const reversing = reversal.find(({ entry }) => entry.reverses === wasEntry);
  if (reversing === undefined) throw new RangeError(`The late charge of entry ${wasEntry} was not reversed.`);
  const correction = { accountId, dueOn, rootEntry, wasEntry, reversalEntry: reversing.entryNumber };
  await writeLateChargeCorrections(trx, [{ ...correction, entryNumber: again?.entryNumber ?? null }], commandNumber);
  return [...reversal, ...(again === null ? [] : [again])];
}

async function reverseLateCharge(
  { trx, today, commandNumber }: CommandContext,
  accountId: string,
  { dueOn, entryNumber }: LateChargeToReplace['charged'],
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
  readonly turn: number;
  readonly corrected: LateChargeToReplace['corrected'];
}

/** Charges a late charge again that went back wholly; gives its entry. */
export async function chargeLateAgain(
  context: CommandContext,
  accountId: string,
  { rootEntry, ...again }: LateChargeAgain & { readonly rootEntry: number },
): Promise<NumberedEntry> {
  const charged = await chargeLate(context, accountId, again);
  const { entryNumber } = charged;
  const correction = { accountId, dueOn: again.dueOn, rootEntry, wasEntry: null, reversalEntry: null, entryNumber };
  await writeLateChargeCorrections(context.trx, [correction], context.commandNumber);
  return charged;
}

/** Charges a late charge for a due date that has none any more, as a decision of its own. */
async function chargeLate(
  { trx, today, commandNumber }: CommandContext,
  accountId: string,
  { dueOn, turn, corrected }: LateChargeAgain,
): Promise<NumberedEntry> {
  const { amountCents, owedCents, baseCents, shares } = corrected;
  const chart = await chartOf(trx);
  const charges = shares.map(({ service, amountCents: share }) => {
    return { chargeType: chart.chargeTypeOf(service, 'late-charge'), amountCents: share };
  });
  const reason = 'What is left of it after bills were made again';
  const entry = chargeEntry(
    { kind: 'late-charge', accountId, effectiveOn: today, memo: `Late charge for ${dueOn}, corrected`, charges },
    { chart, rule: await applicationRule(trx, today), items: [] },
  );
  if (entry === null) throw new RangeError(`The late charge of account ${accountId} for ${dueOn} is nothing.`);
  const [entryNumber = 0] = await appendEntries(trx, [entry], commandNumber);
  const document = { kind: 'late-charge', accountId, dueOn, amountCents, effectiveOn: today, reference: '', reason };
  await writeDocuments(trx, [{ ...document, row: null, entryNumber }]);
  const decision = {
    accountId,
    dueOn,
    turn,
    decision: 'charge',
    owedCents,
    baseCents,
    amountCents,
    reason,
    entryNumber,
  };
  await writeLateChargeDecisions(
    trx,
    [{ ...decision, shares: charges.map((charge) => [charge.chargeType, charge.amountCents]) }],
    commandNumber,
  );
  return { entry, entryNumber };
}
