import { cents, centsToDollars, negated, sumCents, type Cents } from '../../../contract/money.js';
import { billNumbersOf, changesByService } from '../bill-share.js';
import { explainedSentence } from '../leak/explained-line.js';
import { calculateLeakCredit, type LeakCredit, type LeakDecision } from '../leak/calculate-leak-credit.js';
import { requestIssues } from '../leak/leak-issues.js';
import { leakRequest } from '../leak/leak-request.js';
import { ruleDayOf } from '../rule-day.js';
import type { TypedAdjustment } from '../typed-adjustment.js';
import { isRefused, refusal, type AdjustmentRefusal, type AdjustmentRow, type WorkedOut } from '../worked-out.js';
import {
  correctedBill,
  correction,
  moreThanBilled,
  neverPaid,
  taxedCharges,
  type CorrectedBill,
} from './correction.js';

/**
 * A leak credit: what the policy gives where no amount is typed. A typed amount is taken up to that; where the policy gives
 * less, or nothing, it needs another person's word, who is told why.
 */
export function workOutLeak(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const { typed } = row;
  const ofAnother = leakOfAnother(typed);
  if (ofAnother.length > 0) return [...ofAnother, ...unqualified(row)];
  const decision = leakDecision(row);
  if (typed.amountCents !== null) return typedLeak(row, typed.amountCents, decision);
  if ('issues' in decision) return decision.issues;
  const refusals = [
    ...corrected(row, billNumbersOf(decision.shares)),
    ...moreThanLeft(row, decision),
    ...ownersOfBoth(row, decision),
  ];
  return refusals.length > 0 ? refusals : byPolicy(row, decision);
}

/** Whether a leak is told of another service than the one that leaks. */
export function leakOfAnother({ kind, service }: Pick<TypedAdjustment, 'kind' | 'service'>): AdjustmentRefusal[] {
  if (kind !== 'leak' || service === null || service === 'water') return [];
  const message = 'A leak is of water; what else is credited with it is what the policy says.';
  return [refusal('service', 'leak-is-of-water', message, 'Choose water.')];
}

/** Why the policy credits no leak; of a typed amount another person may say otherwise. */
export function unqualified(row: AdjustmentRow): readonly AdjustmentRefusal[] {
  if (row.typed.amountCents !== null) return [];
  const decision = leakDecision(row);
  return 'issues' in decision ? decision.issues : [];
}

/** The same whatever the bill is. */
export function unqualifiedRequest({ typed, facts, leak }: AdjustmentRow): readonly AdjustmentRefusal[] {
  if (typed.amountCents !== null || leak === null) return [];
  const request = leakRequest(typed, facts.today);
  const policy = leak.policyOn(request.requestedOn);
  if (policy.method === 'none') return [];
  return requestIssues(request, policy, leak.accounts.get(typed.accountId) ?? { bills: [], earlier: [] });
}

/** Of a bill that was corrected the policy would credit what is not owed any more. */
function corrected({ correctedBills }: AdjustmentRow, billNumbers: readonly number[]): AdjustmentRefusal[] {
  return billNumbers.flatMap((billNumber) => {
    const where = correctedBills.get(billNumber);
    if (where === undefined) return [];
    const message = `Bill ${billNumber} was corrected already by ${where}, and the policy goes by what it charged first.`;
    const fix =
      'Take that back first and make the bill again in Rebill, or type an amount for another person to approve.';
    return [refusal('bill', 'adjusted-already', message, fix)];
  });
}

/** What the policy credits of a service of a bill, with what that charged. */
interface CreditedService extends CorrectedBill {
  readonly amountCents: Cents;
}

function creditedServices({ bills, facts }: AdjustmentRow, { shares }: LeakCredit): CreditedService[] {
  return shares.flatMap(({ billNumber, charges }) => {
    const bill = bills.get(billNumber);
    return changesByService(charges, facts.chart).flatMap(({ service, amountCents }) => {
      const billed = bill?.charges.get(service);
      return bill === undefined || billed === undefined ? [] : [{ bill, service, billed, amountCents }];
    });
  });
}

/** The policy goes by what the bill charged, and goodwill may have given some of that already. */
function moreThanLeft(row: AdjustmentRow, credit: LeakCredit): AdjustmentRefusal[] {
  return creditedServices(row, credit).flatMap(({ amountCents, bill, service, billed }) => {
    return moreThanBilled(amountCents, bill, service, billed);
  });
}

/** One entry goes by the rules of one day. */
function ownersOfBoth({ bills, facts }: AdjustmentRow, { shares }: LeakCredit): AdjustmentRefusal[] {
  const { otherBill } = ruleDayOf(shares, bills, facts);
  if (otherBill === null) return [];
  const credited = shares.flatMap(({ billNumber, charges }) =>
    changesByService(charges, facts.chart).map(({ service, amountCents }) => {
      return `${service} of bill ${billNumber} ${centsToDollars(amountCents)}`;
    }),
  );
  const message = `Before bill ${otherBill.billNumber} of ${otherBill.billedOn} other accounting was in force, and one entry can't go by both. The policy credits, without tax: ${credited.join(', ')}.`;
  const fix =
    'Type each amount in a row of its own, with its bill: water as a leak, another service as a billing error.';
  return [refusal('bill', 'bills-of-other-owners', message, fix)];
}

function leakDecision({ typed, facts, leak }: AdjustmentRow): LeakDecision {
  if (leak === null) throw new RangeError(`Row ${typed.key} is of a leak, and no facts of leaks were read.`);
  return calculateLeakCredit(leakRequest(typed, facts.today), leak);
}

function byPolicy(row: AdjustmentRow, credit: LeakCredit): WorkedOut {
  const { facts } = row;
  const { charges, shares, lines } = credit;
  const [exception = null] = creditedServices(row, credit).flatMap(
    (each) => neverPaid(each.amountCents, each, facts) ?? [],
  );
  const isTax = (chargeType: string) => facts.chart.chargeType(chargeType).nature === 'tax';
  return {
    amountCents: sumCents(charges.map(({ amountCents }) => amountCents)),
    taxCents: sumCents(charges.filter(({ chargeType }) => isTax(chargeType)).map(({ amountCents }) => amountCents)),
    effect: { charges },
    ...{ shares, calculation: lines.map(explainedSentence), exception },
  };
}

function typedLeak(
  row: AdjustmentRow,
  amountCents: Cents,
  decision: LeakDecision,
): WorkedOut | readonly AdjustmentRefusal[] {
  const bill = correctedBill(row);
  if ('code' in bill) return [bill];
  const { billNumber } = bill.bill;
  const credited = 'shares' in decision ? billNumbersOf(decision.shares) : [];
  if (row.typed.billNumber === null && credited.length > 0 && !credited.includes(billNumber)) {
    const message = `The leak is of bill ${credited.join(' and ')}; the last bill is ${billNumber}.`;
    return [refusal('bill', 'name-the-bill', message, 'Type the number of the bill with the leak.')];
  }
  const workedOut = correction(row, bill, amountCents, []);
  if (isRefused(workedOut)) return workedOut;
  const [before] = 'shares' in decision ? corrected(row, [billNumber]) : [];
  const exception = exceptionOf(row, { billNumber, amountCents }, decision) ?? before?.message ?? workedOut.exception;
  return { ...(creditsTax(row) ? workedOut : withoutTax(workedOut, { billNumber, amountCents }, row)), exception };
}

/** Whether the policy of the day of the request credits tax as well. */
function creditsTax({ leak, typed, facts }: AdjustmentRow): boolean {
  const policy = leak?.policyOn(typed.requestedOn ?? facts.today);
  return policy === undefined || policy.method === 'none' || policy.tax === 'in-proportion';
}

/** What was typed of a leak on a bill. */
interface TypedCredit {
  readonly billNumber: number;
  readonly amountCents: Cents;
}

function withoutTax(
  workedOut: WorkedOut,
  { billNumber, amountCents }: TypedCredit,
  { facts }: AdjustmentRow,
): WorkedOut {
  const charges = taxedCharges('water', amountCents, cents(0), facts.chart);
  return { ...workedOut, amountCents, taxCents: cents(0), effect: { charges }, shares: [{ billNumber, charges }] };
}

/** Why a typed amount is beyond what the policy credits of its bill; null where it is not. */
function exceptionOf(
  { facts }: AdjustmentRow,
  { billNumber, amountCents }: TypedCredit,
  decision: LeakDecision,
): string | null {
  if ('issues' in decision) {
    return `The policy gives no credit: ${decision.issues.map(({ message }) => message).join(' ')}`;
  }
  const chargeType = facts.chart.chargeTypeOf('water', 'service');
  const share = decision.shares.find((each) => each.billNumber === billNumber)?.charges ?? [];
  const given = share.find((charge) => charge.chargeType === chargeType)?.amountCents ?? cents(0);
  if (amountCents >= given) return null;
  return `${centsToDollars(negated(amountCents))} is more than the policy credits of water on bill ${billNumber}, ${centsToDollars(negated(given))}.`;
}
