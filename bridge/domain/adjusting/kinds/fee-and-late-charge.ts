import { cents, centsToDollars, negated, type Cents } from '../../../contract/money.js';
import type { ServiceName } from '../../../contract/services.js';
import { newestLeft, standingCents, waivedBy, type ChargedLate } from '../late-charges-left.js';
import { refusal, type AdjustmentRefusal, type AdjustmentRow, type WorkedOut } from '../worked-out.js';

/** The fee for a payment that came back: what the setting `fees` says where no amount is typed; a credit waives it. */
export function workOutReturnedPaymentFee({
  typed,
  account,
  facts,
}: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const amountCents = typed.amountCents ?? facts.returnedItemCents;
  if (amountCents === 0) {
    const message = 'The utility charges no fee for a returned payment.';
    return [refusal('amount', 'no-fee', message, 'Type the amount, or set the fee: curbstop setting show fees.')];
  }
  if (0 - amountCents > account.feesCents) {
    const fees = centsToDollars(account.feesCents);
    const message = `${centsToDollars(negated(amountCents))} is more than the fees of account ${account.accountId} that stand, ${fees}.`;
    return [refusal('amount', 'more-than-charged', message, 'Type at most what stands, or clear the row.')];
  }
  const chargeType = facts.chart.chargeTypes.find(({ nature }) => nature === 'fee')?.chargeType ?? '';
  return {
    ...{ amountCents, taxCents: cents(0), effect: { charges: [{ chargeType, amountCents }] } },
    ...{ shares: [], exception: null },
    calculation:
      typed.amountCents === null ? [`The fee for a returned payment is ${centsToDollars(amountCents)}.`] : [],
  };
}

/**
 * Takes late charges back: what is left of the newest one of the service where no amount is typed, and never more than
 * stand. Refuses what was paid by the rules of two days, since one entry can't go by both.
 */
export function workOutLateChargeWaiver(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const { typed, account } = row;
  const { chart } = row.facts;
  const { service } = typed;
  if (service === null) throw new RangeError(`Row ${typed.key} was checked and has no service.`);
  const chargeType = chart.chargeTypeOf(service, 'late-charge');
  const late = account.lateCharges.get(service) ?? { charged: [], waived: [] };
  const newest = newestLeft(late);
  const by = waivedBy(late, (one, other) => chart.isCreditedAlike([chargeType], one, other));
  if (newest === null || by === null) return noLateCharge(row);
  const amountCents = typed.amountCents ?? negated(newest.leftCents);
  const standing = standingCents(late);
  if (0 - amountCents > standing) {
    const most = centsToDollars(standing);
    const message = `${centsToDollars(negated(amountCents))} is more than the late charges on ${service} that stand, ${most}.`;
    return [refusal('amount', 'more-than-charged', message, `Type at most ${most}.`)];
  }
  if (by.mostCents !== null && 0 - amountCents > by.mostCents)
    return [byRulesOfTwo(service, amountCents, by.mostCents)];
  return {
    ...{ amountCents, taxCents: cents(0), effect: { charges: [{ chargeType, amountCents }] } },
    ...{ shares: [], waivedOf: by.ruledOn, exception: null },
    calculation: typed.amountCents === null ? waiverWords(service, newest.charge, newest.leftCents) : [],
  };
}

/** Whether the account has no late charge on the service to waive. */
export function noLateCharge({ typed: { service }, account }: AdjustmentRow): AdjustmentRefusal[] {
  const late = service === null ? undefined : account.lateCharges.get(service);
  if (service === null || (late !== undefined && newestLeft(late) !== null)) return [];
  const message = `Account ${account.accountId} has no late charge on ${service} that stands.`;
  return [refusal('service', 'no-late-charge', message, 'Choose the service that has one, or clear the row.')];
}

function byRulesOfTwo(service: ServiceName, amountCents: Cents, mostCents: Cents): AdjustmentRefusal {
  const [wanted, most] = [negated(amountCents), mostCents].map(centsToDollars);
  const rest = centsToDollars(cents(0 - amountCents - mostCents));
  const message = `${wanted} is of late charges on ${service} that were charged under different accounting, and one entry can't go by both.`;
  const fix = `Type two rows, one after the other: ${most} in the first, and the other ${rest} in a row of its own.`;
  return refusal('amount', 'late-charges-of-other-owners', message, fix);
}

/** What was charged, and where waivers left less than that, what they left of it. */
function waiverWords(service: ServiceName, { dueOn, amountCents }: ChargedLate, leftCents: Cents): string[] {
  const charged = `The late charge on ${service} for the due date ${dueOn} is ${centsToDollars(amountCents)}.`;
  if (leftCents >= amountCents) return [charged];
  return [charged, `After what was waived before, ${centsToDollars(leftCents)} of it is left.`];
}
