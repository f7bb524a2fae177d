import { cents, centsToDollars, negated } from '../../../contract/money.js';
import type { ServiceName } from '../../../contract/services.js';
import type { StandingLateCharge } from '../adjustment-facts.js';
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

/** Takes a late charge back: the last one of the service where no amount is typed, and never more than stand. */
export function workOutLateChargeWaiver(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const { typed, account, facts } = row;
  const { service } = typed;
  if (service === null) throw new RangeError(`Row ${typed.key} was checked and has no service.`);
  const late = account.lateCharges.get(service);
  if (late === undefined || late.standingCents <= 0) return noLateCharge(row);
  const most = typed.amountCents === null ? Math.min(late.lastCents, late.standingCents) : 0 - typed.amountCents;
  if (most > late.standingCents) {
    const standing = centsToDollars(late.standingCents);
    const message = `${centsToDollars(cents(most))} is more than the late charges on ${service} that stand, ${standing}.`;
    return [refusal('amount', 'more-than-charged', message, `Type at most ${standing}.`)];
  }
  const amountCents = negated(cents(most));
  const charges = [{ chargeType: facts.chart.chargeTypeOf(service, 'late-charge'), amountCents }];
  return {
    ...{ amountCents, taxCents: cents(0), effect: { charges }, shares: [], waivedOf: late.ruledOn, exception: null },
    calculation: typed.amountCents === null ? waiverWords(service, late) : [],
  };
}

/** Whether the account has no late charge on the service to waive. */
export function noLateCharge({ typed: { service }, account }: AdjustmentRow): AdjustmentRefusal[] {
  if (service === null || (account.lateCharges.get(service)?.standingCents ?? 0) > 0) return [];
  const message = `Account ${account.accountId} has no late charge on ${service} that stands.`;
  return [refusal('service', 'no-late-charge', message, 'Choose the service that has one, or clear the row.')];
}

/** What was charged last, and where less than that stands, what waivers left; they are of no late charge by itself. */
function waiverWords(service: ServiceName, { dueOn, lastCents, standingCents }: StandingLateCharge): string[] {
  const charged = `The late charge on ${service} for the due date ${dueOn} is ${centsToDollars(lastCents)}.`;
  if (standingCents >= lastCents) return [charged];
  const left = centsToDollars(standingCents);
  return [charged, `After what was waived before, ${left} of the late charges on ${service} is left.`];
}
