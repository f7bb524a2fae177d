import { latest, type CalendarDate } from '../../contract/calendar-date.js';
import type { DraftEntry } from '../../contract/journal-entry.js';
import { cents, centsToDollars, type Cents } from '../../contract/money.js';
import type { BillCharge } from '../../domain/billing/calculated-bill.js';
import type { BilledPeriod } from '../../domain/billing/billed-period.js';
import { billCharges } from '../../domain/ledger/bill-charges.js';
import { chargeEntry } from '../../domain/ledger/charge-entry.js';
import type { Chart } from '../../domain/ledger/chart.js';
import { reversedEntries, type PostedEntry } from '../../domain/ledger/entries/reversed-entries.js';
import { appliedCredits } from '../../queries/applied-credits.js';
import { chart as chartOf } from '../../queries/chart.js';
import { applicationRule } from '../../queries/ledger-settings.js';
import { creditsOnAccounts, openItems } from '../../queries/open-items.js';
import { postedEntries } from '../../queries/posted-entries.js';
import { writeEntryRules } from '../../store/entry-rules.js';
import { appendEntries, nextEntryNumber } from '../../store/journal.js';
import { writeRebills, type NewRebill } from '../../store/rebills.js';
import { applyCredits, type NumberedEntry } from '../apply-credits.js';
import type { CommandContext } from '../command.js';

/** A bill that is to be cancelled and made again. */
export interface RebillToPost extends Omit<
  NewRebill,
  'periodFrom' | 'periodTo' | 'charges' | 'totalCents' | 'wasCents' | 'entryNumber' | 'reversalEntry'
> {
  readonly period: Pick<BilledPeriod, 'from' | 'to'>;
  /** The date of the bill, by whose rules its charges are credited. */
  readonly billedOn: CalendarDate;
  readonly charges: readonly BillCharge[];
  readonly totalCents: Cents;
  readonly wasCents: Cents;
  /** The entry of what is cancelled; null of a bill of zero. */
  readonly wasEntry: number | null;
}

/** A bill that can't be cancelled, and why. */
export interface RebillRefusal {
  readonly billNumber: number;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

export interface PostedRebills {
  /** In the order in which they were asked for. */
  readonly rebillNumbers: readonly number[];
  /** The entries of each of them. */
  readonly entries: readonly (readonly NumberedEntry[])[];
  /** What had paid the old charges, and is credit of the account until it is applied again. */
  readonly releasedCents: Cents;
  readonly refusals: readonly RebillRefusal[];
}

/**
 * Cancels bills of one account and makes them again, each by two entries of today: one that reverses the old charges, so that
 * what had paid them is credit of the account, and one with the new charges, due when the old ones were. With a refusal
 * nothing may be kept. Whoever posts them applies the credit afterwards.
 */
export async function postRebills(context: CommandContext, rebills: readonly RebillToPost[]): Promise<PostedRebills> {
  const { trx, commandNumber } = context;
  const chart = await chartOf(trx);
  const was = await postedEntries(
    trx,
    rebills.flatMap(({ wasEntry }) => wasEntry ?? []),
  );
  const refusals: RebillRefusal[] = [];
  let releasedCents = cents(0);
  const posted: (NewRebill & { readonly entries: readonly NumberedEntry[] })[] = [];
  for (const rebill of rebills) {
    const cancelled = await cancel(context, rebill, { chart, was: was.get(rebill.wasEntry ?? 0) ?? null });
    if ('code' in cancelled) {
      refusals.push(cancelled);
      continue;
    }
    const charged = await chargeAgain(context, rebill, { chart, cancelled: cancelled.entries });
    releasedCents = cents(releasedCents + cancelled.releasedCents);
    const reversal = cancelled.entries.find(({ entry }) => entry.reverses !== null)?.entryNumber ?? null;
    const { period } = rebill;
    posted.push({
      ...rebill,
      ...{ periodFrom: period.from, periodTo: period.to, reversalEntry: reversal },
      entryNumber: charged[0]?.entryNumber ?? null,
      entries: [...cancelled.entries, ...charged],
    });
  }
  const isWhole = refusals.length === 0;
  const rebillNumbers = isWhole ? await writeRebills(trx, posted, commandNumber) : [];
  return { rebillNumbers, entries: posted.map(({ entries }) => entries), releasedCents, refusals };
}

/** Applies what credit the account has by then: a bill that gave something back has paid others. */
export async function applyAfterRebills(context: CommandContext, accountId: string): Promise<NumberedEntry[]> {
  return applyCredits(context, [accountId], context.today, await chartOf(context.trx));
}

interface Cancelling {
  readonly chart: Chart;
  readonly was: PostedEntry | null;
}

interface Cancelled {
  readonly entries: readonly NumberedEntry[];
  readonly releasedCents: Cents;
}

async function cancel(
  context: CommandContext,
  { accountId, billNumber, period }: RebillToPost,
  { chart, was }: Cancelling,
): Promise<Cancelled | RebillRefusal> {
  if (was === null) return { entries: [], releasedCents: cents(0) };
  const { trx, today, commandNumber } = context;
  const applied = await appliedCredits(trx, [accountId]);
  const settled = applied.find(({ item, kind }) => {
    return item.ref.entryNumber === was.entryNumber && (kind === 'write-off' || kind === 'transfer');
  });
  const name = `Bill ${billNumber} of account ${accountId}`;
  if (settled) {
    const what = settled.kind === 'transfer' ? 'transferred to another account' : 'written off';
    const message = `${name} was ${what} by entry ${settled.credit.entryNumber}.`;
    return {
      billNumber,
      code: 'bill-settled',
      message,
      fix: 'Reverse that row first, or correct it by an adjustment.',
    };
  }
  const [credit] = await creditsOnAccounts(trx, [accountId]);
  const reversed = reversedEntries(was, { applied, creditCents: credit?.creditCents ?? cents(0) }, chart, {
    on: today,
    memo: `Bill ${billNumber} cancelled, ${period.from} to ${period.to}`,
    nextEntryNumber: await nextEntryNumber(trx),
  });
  if (reversed.lackingCents > 0) {
    const message = `${centsToDollars(reversed.lackingCents)} of the credit that bill ${billNumber} gave was refunded or moved on.`;
    return {
      billNumber,
      code: 'credit-gone',
      message,
      fix: 'Reverse the refund first, or correct it by an adjustment.',
    };
  }
  const entries = numbered(reversed.entries, await appendEntries(trx, reversed.entries, commandNumber));
  return { entries, releasedCents: reversed.releasedCents };
}

interface ChargingAgain {
  readonly chart: Chart;
  readonly cancelled: readonly NumberedEntry[];
}

async function chargeAgain(
  { trx, today, commandNumber }: CommandContext,
  { accountId, billNumber, billedOn, period, charges }: RebillToPost,
  { chart, cancelled }: ChargingAgain,
): Promise<readonly NumberedEntry[]> {
  const effectiveOn = latest([today, ...cancelled.map(({ entry }) => entry.effectiveOn)]);
  const rule = await applicationRule(trx, effectiveOn);
  const entry = chargeEntry(
    {
      ...{ kind: 'rebill', accountId, effectiveOn, ruledOn: billedOn },
      memo: `Bill ${billNumber} made again, ${period.from} to ${period.to}`,
      charges: billCharges(charges, chart),
    },
    { chart, rule, items: await openItems(trx, [accountId], effectiveOn) },
  );
  if (entry === null) return [];
  const numbers = await appendEntries(trx, [entry], commandNumber);
  await writeEntryRules(
    trx,
    numbers.map((entryNumber) => ({ entryNumber, ruledOn: billedOn })),
  );
  return numbered([entry], numbers);
}

function numbered(entries: readonly DraftEntry[], numbers: readonly number[]): NumberedEntry[] {
  return entries.map((entry, index) => ({ entry, entryNumber: numbers[index] ?? 0 }));
}
