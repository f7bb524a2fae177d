import { cents, centsToDollars, negated, sumCents, type Cents } from '../../../contract/money.js';
import { explainedSentence } from '../leak/explained-line.js';
import { calculateLeakCredit, type LeakCredit, type LeakDecision } from '../leak/calculate-leak-credit.js';
import { refusal, type AdjustmentRefusal, type AdjustmentRow, type WorkedOut } from '../worked-out.js';
import { correctedBill, correction } from './correction.js';

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
  return 'issues' in decision ? decision.issues : byPolicy(row, decision);
}

function leakDecision({ typed, facts, leak }: AdjustmentRow): LeakDecision {
  if (leak === null) throw new RangeError(`Row ${typed.key} is of a leak, and no facts of leaks were read.`);
  const { accountId, billNumber, cause, documentsOn, requestedOn } = typed;
  const request = { accountId, billNumber, cause: cause ?? '', documentsOn, leakOn: null };
  return calculateLeakCredit({ ...request, requestedOn: requestedOn ?? facts.today }, leak);
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
  const corrected = correctedBill(row);
  if ('code' in corrected) return [corrected];
  const workedOut = correction(row, corrected, amountCents, []);
  if (!('effect' in workedOut)) return workedOut;
  return { ...workedOut, exception: exceptionOf(row, amountCents, decision) };
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
