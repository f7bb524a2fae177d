import { cents, centsToDollars, negated, sumCents, type Cents } from '../../../contract/money.js';
import { explainedSentence } from '../leak/explained-line.js';
import { calculateLeakCredit, type LeakCredit, type LeakDecision } from '../leak/calculate-leak-credit.js';
import { leakRequest } from '../leak/leak-request.js';
import { refusal, type AdjustmentRefusal, type AdjustmentRow, type WorkedOut } from '../worked-out.js';
import { correctedBill, correction, taxedCharges } from './correction.js';

/**
 * A leak credit: what the policy gives where no amount is typed. A typed amount is taken up to that; where the policy gives
 * less, or nothing, it needs another person's word, who is told why.
 */
export function workOutLeak(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const { typed } = row;
  if (typed.service !== 'water') {
    const message = 'A leak is of water; what else is credited with it is what the policy says.';
    return [refusal('service', 'leak-is-of-water', message, 'Choose water.')];
  }
  const decision = leakDecision(row);
  if (typed.amountCents !== null) return typedLeak(row, typed.amountCents, decision);
  return 'issues' in decision ? decision.issues : (corrected(row, decision) ?? byPolicy(row, decision));
}

/** Of a bill that was corrected the policy would credit what is not owed any more. */
function corrected({ correctedBills }: AdjustmentRow, { billNumbers }: LeakCredit): AdjustmentRefusal[] | null {
  const refusals = billNumbers.flatMap((billNumber) => {
    const where = correctedBills.get(billNumber);
    if (where === undefined) return [];
    const message = `Bill ${billNumber} was corrected already by ${where}, and the policy goes by what it charged first.`;
    const fix =
      'Take that back first and make the bill again in Rebill, or type an amount for another person to approve.';
    return [refusal('bill', 'adjusted-already', message, fix)];
  });
  return refusals.length === 0 ? null : refusals;
}

function leakDecision({ typed, facts, leak }: AdjustmentRow): LeakDecision {
  if (leak === null) throw new RangeError(`Row ${typed.key} is of a leak, and no facts of leaks were read.`);
  return calculateLeakCredit(leakRequest(typed, facts.today), leak);
}

function byPolicy({ facts }: AdjustmentRow, { charges, billNumbers, lines }: LeakCredit): WorkedOut {
  const isTax = (chargeType: string) => facts.chart.chargeType(chargeType).nature === 'tax';
  return {
    amountCents: sumCents(charges.map(({ amountCents }) => amountCents)),
    taxCents: sumCents(charges.filter(({ chargeType }) => isTax(chargeType)).map(({ amountCents }) => amountCents)),
    effect: { charges },
    ...{ billNumbers, calculation: lines.map(explainedSentence), exception: null },
  };
}

function typedLeak(
  row: AdjustmentRow,
  amountCents: Cents,
  decision: LeakDecision,
): WorkedOut | readonly AdjustmentRefusal[] {
  const bill = correctedBill(row);
  if ('code' in bill) return [bill];
  if ('billNumbers' in decision && !decision.billNumbers.includes(bill.bill.billNumber)) {
    const message = `The leak is of bill ${decision.billNumbers.join(' and ')}; the last bill is ${bill.bill.billNumber}.`;
    return [refusal('bill', 'name-the-bill', message, 'Type the number of the bill with the leak.')];
  }
  const workedOut = correction(row, bill, amountCents, []);
  if (!('effect' in workedOut)) return workedOut;
  const bills = 'billNumbers' in decision ? corrected(row, decision) : null;
  const exception = exceptionOf(row, amountCents, decision) ?? bills?.[0]?.message ?? null;
  return { ...(creditsTax(row) ? workedOut : withoutTax(workedOut, amountCents, row)), exception };
}

/** Whether the policy of the day of the request credits tax as well. */
function creditsTax({ leak, typed, facts }: AdjustmentRow): boolean {
  const policy = leak?.policyOn(typed.requestedOn ?? facts.today);
  return policy === undefined || policy.method === 'none' || policy.tax === 'in-proportion';
}

function withoutTax(workedOut: WorkedOut, amountCents: Cents, { facts }: AdjustmentRow): WorkedOut {
  const charges = taxedCharges('water', amountCents, cents(0), facts.chart);
  return { ...workedOut, amountCents, taxCents: cents(0), effect: { charges } };
}

/** Why a typed amount is beyond the policy; null where it is not. */
function exceptionOf({ facts }: AdjustmentRow, amountCents: Cents, decision: LeakDecision): string | null {
  if ('issues' in decision) {
    return `The policy gives no credit: ${decision.issues.map(({ message }) => message).join(' ')}`;
  }
  const chargeType = facts.chart.chargeTypeOf('water', 'service');
  const given = decision.charges.find((charge) => charge.chargeType === chargeType)?.amountCents ?? cents(0);
  if (amountCents >= given) return null;
  return `${centsToDollars(negated(amountCents))} is more than the policy credits of water, ${centsToDollars(negated(given))}.`;
}
