import { Decimal } from 'decimal.js';
import type { CalendarDate } from '../../contract/calendar-date.js';
import { cents, centsToDollars, sumCents, type Cents } from '../../contract/money.js';
import type { ServiceName } from '../../contract/services.js';
import type { LateChargeRule } from '../../contract/settings/late-rule.js';
import type { ChargeType } from '../ledger/chart.js';
import { arrangementOn, coveredOn, type Arrangement } from './arrangement.js';
import { shareByService, type ServiceShare } from './share-by-service.js';

/** A charge that is due by a due date, and what is not paid of it in time. */
export interface OwedItem {
  readonly nature: ChargeType['nature'];
  /** Null for what has no service, such as a fee. */
  readonly service: ServiceName | null;
  readonly chargedOn: CalendarDate;
  /** True where the bill of this due date charged it. */
  readonly isCurrent: boolean;
  readonly openCents: Cents;
}

/** Money that came in time and paid charges that are due by a due date. */
export interface PaidInTime {
  readonly chargedOn: CalendarDate;
  readonly paidOn: CalendarDate;
  readonly amountCents: Cents;
}

/** What an account owes when a bill falls due. */
export interface OwedByAccount {
  readonly accountId: string;
  readonly rateClass: string;
  /** The service that what is charged on fees goes by. */
  readonly forFees: ServiceName;
  readonly dueOn: CalendarDate;
  readonly items: readonly OwedItem[];
  /** Money and credit that was there in time and pays none of these items. */
  readonly spareCents: Cents;
  /** The oldest first. */
  readonly arrangements: readonly Arrangement[];
  /** Of an account with arrangements, whether anything is left open of what it paid or not. */
  readonly paid: readonly PaidInTime[];
}

/** A late charge with how it came about, or why there is none. */
export interface LateCharge {
  /** All that is past due. */
  readonly owedCents: Cents;
  /** What the percentage is taken of. */
  readonly baseCents: Cents;
  /** What an arrangement leaves out of that. */
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

/** What is charged of what an account owes after the due date, to the cent; a statement and the charge itself both ask this. */
export function lateChargeOf(owed: OwedByAccount, rule: LateChargeRule | undefined): LateCharge {
  const owedCents = cents(Math.max(0, openOf(owed.items) - owed.spareCents));
  if (rule === undefined) return { ...NOTHING, owedCents, why: 'The setting late-rule of its day charges nothing.' };
  const counted = owed.items.filter((item) => counts(item, rule));
  const countedCents = Math.max(0, openOf(counted) - owed.spareCents);
  const arrangedCents = cents(Math.min(countedCents, arranged(owed, counted)));
  const baseCents = cents(countedCents - arrangedCents);
  const none = (why: string) => ({ ...NOTHING, owedCents, baseCents, arrangedCents, why });
  const exemption = exemptionOf(owed, rule);
  if (owedCents === 0) return none('Nothing is past due.');
  if (exemption !== null) return none(exemption);
  if (countedCents === 0) return none('None of what is past due counts.');
  if (baseCents === 0) return none('All that counts is under an arrangement.');
  const { minimumOwedCents = 0, minimumChargeCents = 0 } = rule;
  if (baseCents < minimumOwedCents) {
    return none(`Less than ${centsToDollars(cents(minimumOwedCents))} is not charged.`);
  }
  const byRate = percentOf(baseCents, rule);
  const chargeCents = cents(Math.max(byRate, minimumChargeCents));
  if (chargeCents === 0) return none(`${rule.percent}% of ${centsToDollars(baseCents)} is less than a cent.`);
  const why = `${rule.percent}% of ${centsToDollars(baseCents)}${chargeCents > byRate ? ', and no less than the least charge' : ''}.`;
  return {
    owedCents,
    baseCents,
    arrangedCents,
    chargeCents,
    shares: shareByService(chargeCents, counted, owed.forFees),
    why,
  };
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

function counts({ nature, service, isCurrent }: OwedItem, { on, base = {} }: LateChargeRule): boolean {
  if (on === 'current-charges' && !isCurrent) return false;
  if (base.natures !== undefined && !base.natures.includes(nature)) return false;
  return service === null || base.services === undefined || base.services.includes(service);
}

/**
 * An arrangement covers what is open of charges up to its day; and of later ones as much as money paid ahead on those, for
 * money pays the oldest charge first, also where it came for the newest.
 */
function arranged(owed: OwedByAccount, counted: readonly OwedItem[]): number {
  const arrangement = arrangementOn(owed.arrangements, owed.dueOn);
  if (arrangement === undefined) return 0;
  const before = openOf(counted.filter(({ chargedOn }) => chargedOn <= arrangement.fromOn));
  const ofLater = Math.min(paidAhead(owed, arrangement), openOf(counted) - before);
  return Math.min(coveredOn(arrangement, owed.dueOn), before) + ofLater;
}

/** Money since the agreement, more than the instalments that fell due, that left less open than the arrangement covers. */
function paidAhead({ items, paid, dueOn }: OwedByAccount, arrangement: Arrangement): number {
  const { fromOn, amountCents } = arrangement;
  const coveredCents = coveredOn(arrangement, dueOn);
  const open = openOf(items.filter(({ chargedOn }) => chargedOn <= fromOn));
  const since = paid.filter(({ chargedOn, paidOn }) => chargedOn <= fromOn && paidOn >= fromOn);
  const money = sumCents(since.map((each) => each.amountCents));
  return Math.max(0, Math.min(coveredCents - open, money - (amountCents - coveredCents)));
}

function exemptionOf({ accountId, rateClass }: OwedByAccount, { exempt = {} }: LateChargeRule): string | null {
  if (exempt.accounts?.includes(accountId)) return 'The account is exempt.';
  return exempt.rateClasses?.some((each) => each === rateClass) ? `The class ${rateClass} is exempt.` : null;
}

function openOf(items: readonly OwedItem[]): number {
  return sumCents(items.map(({ openCents }) => openCents));
}
