import { Decimal } from 'decimal.js';
import { cents, centsToDollars, type Cents } from '../../contract/money.js';
import { className } from '../../contract/plain-name.js';
import type { ServiceName } from '../../contract/services.js';
import type { LateChargeRule } from '../../contract/settings/late-rule.js';
import type { Arrangement } from './arrangement.js';
import { NO_ANSWER, type Answer, type Asked, type AskedItem } from './asked.js';
import { openOf, pastDueOf } from './past-due.js';
import { shareByService, type ServiceShare } from './share-by-service.js';

/** What a late charge of an account is taken of. */
export interface ChargedAccount {
  readonly accountId: string;
  readonly rateClass: string;
  /** The service that what is charged on fees goes by. */
  readonly forFees: ServiceName;
  readonly asked: Asked;
}

/** A late charge with how it came about, or why there is none. */
export interface LateCharge {
  /** All that is past due. */
  readonly owedCents: Cents;
  /** What the percentage is taken of. */
  readonly baseCents: Cents;
  /** What an arrangement lets wait of all that is past due. */
  readonly arrangedCents: Cents;
  readonly chargeCents: Cents;
  /** The charge by the services that it is for. */
  readonly shares: readonly ServiceShare[];
  /** The rule in numbers, or why nothing is charged. */
  readonly why: string;
}

const ROUNDINGS = {
  'half-up': Decimal.ROUND_HALF_UP,
  up: Decimal.ROUND_UP,
  down: Decimal.ROUND_DOWN,
} as const;

/**
 * What is charged once a due date is over, given the arrangements as they stand by now: what came to be agreed on since the
 * statement is spared, and never more is charged than the statement told, also where an arrangement that it counted on was
 * broken or ended since.
 */
export function lateChargeAfter(
  account: ChargedAccount,
  rule: LateChargeRule | undefined,
  answer: Answer,
  arrangements: readonly Arrangement[],
): LateCharge {
  const asTold = lateChargeOf(account, rule, answer);
  const asAgreed = lateChargeOf({ ...account, asked: { ...account.asked, arrangements } }, rule, answer);
  if (asAgreed.chargeCents <= asTold.chargeCents) return asAgreed;
  return { ...asTold, why: `${asTold.why} The statement told no more, as it counted on an arrangement.` };
}

/**
 * What is charged of what is past due, to the cent. A statement asks this before anything can come, and tells it; with the
 * answer to that statement it is never more.
 */
export function lateChargeOf(
  account: ChargedAccount,
  rule: LateChargeRule | undefined,
  answer = NO_ANSWER,
): LateCharge {
  const { due, arranged } = pastDueOf(account.asked, answer);
  const arrangedCents = openOf(arranged);
  const owedCents = cents(openOf(due) + arrangedCents);
  if (rule === undefined) return { ...NOTHING, owedCents, why: 'The setting late-rule of its day charges nothing.' };
  const counted = due.filter((item) => counts(item, rule));
  const baseCents = openOf(counted);
  const none = (why: string) => ({ ...NOTHING, owedCents, baseCents, arrangedCents, why });
  const exemption = exemptionOf(account, rule);
  if (owedCents === 0) return none('Nothing is past due.');
  if (exemption !== null) return none(exemption);
  if (baseCents === 0) {
    const isArranged = arranged.some((item) => counts(item, rule));
    return none(isArranged ? 'All that counts is under an arrangement.' : 'None of what is past due counts.');
  }
  const { minimumOwedCents = 0, minimumChargeCents = 0 } = rule;
  if (baseCents < minimumOwedCents) {
    return none(`Less than ${centsToDollars(cents(minimumOwedCents))} is not charged.`);
  }
  const byRate = percentOf(baseCents, rule);
  const chargeCents = cents(Math.max(byRate, minimumChargeCents));
  if (chargeCents === 0) return none(`${rule.percent}% of ${centsToDollars(baseCents)} is less than a cent.`);
  const why = `${rule.percent}% of ${centsToDollars(baseCents)}${chargeCents > byRate ? ', and no less than the least charge' : ''}.`;
  const shares = shareByService(chargeCents, counted, account.forFees);
  return { owedCents, baseCents, arrangedCents, chargeCents, shares, why };
}

const NOTHING = { baseCents: cents(0), arrangedCents: cents(0), chargeCents: cents(0), shares: [] } as const;

/** A rule with the exemptions of another one as well: who is exempt by either is not charged. */
export function withExemptionsOf(
  rule: LateChargeRule | undefined,
  other: LateChargeRule | undefined,
): LateChargeRule | undefined {
  if (rule === undefined || other?.exempt === undefined) return rule;
  const { rateClasses = [], accounts = [] } = rule.exempt ?? {};
  return {
    ...rule,
    exempt: {
      rateClasses: [...rateClasses, ...(other.exempt.rateClasses ?? [])],
      accounts: [...accounts, ...(other.exempt.accounts ?? [])],
    },
  };
}

function percentOf(base: Cents, { percent, rounding = 'half-up' }: LateChargeRule): number {
  return new Decimal(base).times(percent).div(100).toDecimalPlaces(0, ROUNDINGS[rounding]).toNumber();
}

function counts({ nature, service, isCurrent }: AskedItem, { on, base = {} }: LateChargeRule): boolean {
  if (on === 'current-charges' && !isCurrent) return false;
  if (base.natures !== undefined && !base.natures.includes(nature)) return false;
  return service === null || base.services === undefined || base.services.includes(service);
}

function exemptionOf({ accountId, rateClass }: ChargedAccount, { exempt = {} }: LateChargeRule): string | null {
  if (exempt.accounts?.includes(accountId)) return 'The account is exempt.';
  return exempt.rateClasses?.some((each) => each === rateClass) ? `The class ${className(rateClass)} is exempt.` : null;
}
