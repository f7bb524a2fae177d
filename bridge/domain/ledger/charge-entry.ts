import type { CalendarDate } from '../../contract/calendar-date.js';
import { groupBy } from '../../contract/group-by.js';
import type { DraftAllocation, DraftEntry, Posting } from '../../contract/journal-entry.js';
import { cents, negated, type Cents } from '../../contract/money.js';
import type { ApplicationRule } from '../../contract/settings/payment-application.js';
import { applyCredit, type Application } from './apply-credit.js';
import type { Chart } from './chart.js';
import { creditLines, totalOf } from './credit-lines.js';
import { chargedBy, type OpenItem } from './open-item.js';

/** Cents of a charge type; a credit is negative, a zero makes no posting. */
export interface Charge {
  readonly chargeType: string;
  readonly amountCents: Cents;
}

export interface ChargeEntryInput {
  readonly kind: 'bill' | 'rebill' | 'adjustment' | 'late-charge' | 'fee';
  readonly accountId: string;
  readonly effectiveOn: CalendarDate;
  /** By the rules of which day its charges are credited; its own unless told. */
  readonly ruledOn?: CalendarDate;
  readonly memo: string;
  /** Each charge type at most once. */
  readonly charges: readonly Charge[];
}

/** What an entry of an account depends on: the chart, the rule of application, and what is open on the account. */
export interface AccountBooks {
  readonly chart: Chart;
  readonly rule: ApplicationRule;
  readonly items: readonly OpenItem[];
}

/**
 * The entry for charges to an account: debit the receivable of the charge, credit whoever earns it. A credit goes the
 * other way and pays the open items of its charge type; what there is no item for becomes unapplied credit. The debit
 * comes first. Gives null when every charge is zero: nothing to record.
 */
export function chargeEntry(input: ChargeEntryInput, books: AccountBooks): DraftEntry | null {
  const postings: Posting[] = [];
  const allocations: DraftAllocation[] = [];
  for (const charge of input.charges) {
    if (charge.amountCents > 0) postings.push(...chargeLines(input, charge, books.chart));
    if (charge.amountCents < 0) {
      const application = applicationOf(charge, input, books);
      postings.push(...takenBack(input, charge, application, books.chart));
      const credit = creditLines(input.accountId, application, books.chart, postings.length);
      postings.push(...credit.postings);
      allocations.push(...credit.allocations);
    }
  }
  if (postings.length === 0) return null;
  const { kind, effectiveOn, accountId, memo } = input;
  return { kind, effectiveOn, accountId, memo, reverses: null, postings, allocations };
}

function chargeLines(
  { accountId, effectiveOn, ruledOn = effectiveOn }: ChargeEntryInput,
  charge: Charge,
  chart: Chart,
): Posting[] {
  const { chargeType, amountCents } = charge;
  const { receivable } = chart.chargeType(chargeType);
  const { credited } = chart.creditedFor(chargeType, ruledOn);
  return [
    { ledgerAccount: receivable, accountId, amountCents },
    { ledgerAccount: credited, accountId: null, amountCents: negated(amountCents) },
  ];
}

function applicationOf(charge: Charge, { effectiveOn }: ChargeEntryInput, { items, rule }: AccountBooks): Application {
  const ofItsType = items.filter(({ chargeType }) => chargeType === charge.chargeType);
  return applyCredit(negated(charge.amountCents), chargedBy(ofItsType, effectiveOn), rule);
}

/** What is open was credited by the rules of its day; what was paid already stands where collected money goes. */
function takenBack(
  { effectiveOn, ruledOn = effectiveOn }: ChargeEntryInput,
  { chargeType }: Charge,
  { applied, leftCents }: Application,
  chart: Chart,
): Posting[] {
  const openOnes = groupBy(applied, ({ item }) => chart.creditedFor(chargeType, item.ruledOn).credited);
  const debits = new Map([...openOnes].map(([account, parts]) => [account, Number(totalOf(parts))]));
  if (leftCents > 0) {
    const { credited, whenCollected } = chart.creditedFor(chargeType, ruledOn);
    const account = whenCollected ?? credited;
    debits.set(account, (debits.get(account) ?? 0) + leftCents);
  }
  return [...debits].map(([ledgerAccount, amount]) => ({ ledgerAccount, accountId: null, amountCents: cents(amount) }));
}
