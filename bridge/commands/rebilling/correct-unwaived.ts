import type { Cents } from '../../contract/money.js';
import { correctedLateCharge } from '../../domain/late-charges/corrected-late-charge.js';
import { askedLateCharge } from '../../queries/late-charges/late-accounts.js';
import { lateChargesAsOf, type LateChargeAsOf } from '../../queries/late-charges/late-charges-as-of.js';
import { standingLateCharges, type StandingLateCharge } from '../../queries/late-charges/standing-late-charges.js';
import { creditApplied, type NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';
import { correctTo, type CorrectedOne } from './correct-late-charges.js';
import { applyAfterRebills } from './post-rebills.js';

export interface CorrectedUnwaived {
  readonly entries: readonly NumberedEntry[];
  readonly reappliedCents: Cents;
  /** What became of the late charges, a sentence each. */
  readonly words: readonly string[];
}

/**
 * Has late charges of accounts follow the bills that were made again while a waiver kept them from it, which a receipt gave
 * and which is taken back: each is what it would be by now had nothing been waived.
 */
export async function correctUnwaived(
  context: CommandContext,
  accountIds: readonly string[],
  receiptNumber: number,
): Promise<CorrectedUnwaived> {
  const corrected: CorrectedOne[] = [];
  const applications: NumberedEntry[] = [];
  for (const accountId of accountIds) {
    const ofAccount = await correctOfAccount(context, accountId, receiptNumber);
    corrected.push(...ofAccount);
    if (ofAccount.some(({ entries }) => entries.length > 0)) {
      applications.push(...(await applyAfterRebills(context, accountId)));
    }
  }
  return {
    entries: [...corrected.flatMap(({ entries }) => entries), ...applications],
    reappliedCents: creditApplied(applications),
    words: corrected.flatMap(({ words }) => words),
  };
}

async function correctOfAccount(
  context: CommandContext,
  accountId: string,
  receiptNumber: number,
): Promise<CorrectedOne[]> {
  const asOf = await lateChargesAsOf(context.trx, accountId, receiptNumber);
  const corrected: CorrectedOne[] = [];
  for (const charged of await standingLateCharges(context.trx, accountId)) {
    const then = asOf.get(charged.rootEntry);
    if (then !== undefined) corrected.push(await correctOne(context, accountId, { charged, then }));
  }
  return corrected;
}

interface ChargedThen {
  readonly charged: StandingLateCharge;
  readonly then: LateChargeAsOf;
}

/** What a waiver kept from being taken back goes back; nothing is charged that was not there. */
async function correctOne(
  context: CommandContext,
  accountId: string,
  { charged, then: { receiptNumber, was } }: ChargedThen,
): Promise<CorrectedOne> {
  const { trx, now } = context;
  const place = { accountId, dueOn: charged.dueOn };
  const before = await askedLateCharge(trx, place, { now, rebillsUpTo: receiptNumber });
  const after = await askedLateCharge(trx, place, { now, rebillsUpTo: null });
  const asked = correctedLateCharge({ ...charged, ...was }, before, after);
  const isLess = asked !== null && asked.amountCents < charged.amountCents;
  return correctTo(context, accountId, { charged, asked: isLess ? asked : null });
}
