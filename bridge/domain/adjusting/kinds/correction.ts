import { daysBetween, latest } from '../../../contract/calendar-date.js';
import { counted } from '../../../contract/counted.js';
import { cents, centsToDollars, negated, type Cents } from '../../../contract/money.js';
import type { ServiceName } from '../../../contract/services.js';
import type { Charge } from '../../ledger/charge-entry.js';
import type { Chart } from '../../ledger/chart.js';
import type { AdjustmentFacts, AdjustableBill, BilledService, EarlierAdjustment } from '../adjustment-facts.js';
import { adjustedOf, leftOfCharge } from '../left-of-charge.js';
import { whyNeverPaid } from '../settled-charge.js';
import { taxThatFollows } from '../tax-that-follows.js';
import type { TypedAdjustment } from '../typed-adjustment.js';
import { refusal, type AdjustmentRefusal, type AdjustmentRow, type WorkedOut } from '../worked-out.js';
import { amountByRebill } from './to-rebill.js';

/** The bill that a row corrects, with what it charged for the service. */
export interface CorrectedBill {
  readonly bill: AdjustableBill;
  readonly service: ServiceName;
  readonly billed: BilledService;
}

/** A correction of what a bill charged for a service, as it was typed; the tax follows. Without an amount it is a rebill. */
export function workOutCorrection(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const corrected = correctedBill(row);
  if ('code' in corrected) return [corrected];
  const { amountCents } = row.typed;
  if (amountCents === null) return [amountByRebill(row, corrected.bill.billNumber)];
  return correction(row, corrected, amountCents, []);
}

/**
 * What a bill charged for days after the customer moved out: where no amount is typed, so many days of the period as came
 * after the account was closed, rounded half up to the cent.
 */
export function workOutAfterMoveOut(row: AdjustmentRow): WorkedOut | readonly AdjustmentRefusal[] {
  const corrected = correctedBill(row);
  if ('code' in corrected) return [corrected];
  if (row.typed.amountCents !== null) return correction(row, corrected, row.typed.amountCents, []);
  const { closedOn, accountId } = row.account;
  const { bill, billed, service } = corrected;
  if (bill.adjusted.some((each) => each.service === service)) {
    const message = `Bill ${bill.billNumber} was adjusted for ${service} already, so that its days do not tell what is left.`;
    return [refusal('amount', 'adjusted-already', message, 'Type the amount, or take the earlier one back first.')];
  }
  if (closedOn === null) {
    const message = `Account ${accountId} has no move-out, so that nothing tells which days came after it.`;
    return [refusal('amount', 'not-moved-out', message, 'Type the amount, or note the move-out first.')];
  }
  const days = daysBetween(bill.periodFrom, bill.periodTo);
  const daysAfter = daysBetween(latest([closedOn, bill.periodFrom]), bill.periodTo);
  if (daysAfter <= 0) {
    const message = `Bill ${bill.billNumber} ends on ${bill.periodTo}, before the move-out of ${closedOn}.`;
    return [refusal('bill', 'not-after-move-out', message, 'Name the bill of the days after the move-out.')];
  }
  const amount = negated(cents(Math.round((billed.serviceCents * daysAfter) / days)));
  if (amount === 0) {
    const message = `Bill ${bill.billNumber} charged nothing for ${service}.`;
    return [refusal('amount', 'nothing-to-credit', message, 'Clear the row, or name another bill.')];
  }
  return correction(row, corrected, amount, [
    `Bill ${bill.billNumber} charged ${centsToDollars(billed.serviceCents)} for ${service} from ${bill.periodFrom} to ${bill.periodTo}, ${counted(days, 'day')}.`,
    `The customer moved out on ${closedOn}: ${counted(daysAfter, 'day')} came after it.`,
    `${centsToDollars(billed.serviceCents)} × ${daysAfter} ÷ ${days} = ${centsToDollars(negated(amount))}.`,
  ]);
}

/** The bill of a row and its charge for the service, or why there is none to correct. */
export function correctedBill({ typed, account, bill, facts }: AdjustmentRow): CorrectedBill | AdjustmentRefusal {
  const { service } = typed;
  const [wrongBill] = [...unknownBill(typed, facts), ...billOfAnother(typed, facts)];
  if (wrongBill !== undefined) return wrongBill;
  if (bill === null || service === null) {
    const message = `Account ${account.accountId} was never billed, so that there is no charge to correct.`;
    return refusal('account', 'no-bill', message, 'Check the account number, or choose goodwill.');
  }
  const billed = bill.charges.get(service);
  return billed === undefined ? notOnBill(bill, service) : { bill, service, billed };
}

/** Whether the bill that a row names is none that stands. */
export function unknownBill(
  { billNumber }: Pick<TypedAdjustment, 'billNumber'>,
  { bills }: Pick<AdjustmentFacts, 'bills'>,
): AdjustmentRefusal[] {
  if (billNumber === null || bills.has(billNumber)) return [];
  const message = `There is no bill ${billNumber} that stands.`;
  return [refusal('bill', 'unknown-bill', message, 'Look its number up in the account, or leave the cell empty.')];
}

/** Whether the bill that a row names is of another account. */
export function billOfAnother(
  { billNumber, accountId }: Pick<TypedAdjustment, 'billNumber' | 'accountId'>,
  { bills }: Pick<AdjustmentFacts, 'bills'>,
): AdjustmentRefusal[] {
  const bill = billNumber === null ? undefined : bills.get(billNumber);
  if (bill === undefined || bill.accountId === accountId) return [];
  const message = `Bill ${bill.billNumber} is of account ${bill.accountId}.`;
  return [refusal('bill', 'bill-of-another', message, 'Type a bill of this account, or leave the cell empty.')];
}

/** Whether the bill of a row has no charge for its service, or was adjusted for the same already. */
export function wrongCharge(row: AdjustmentRow): AdjustmentRefusal[] {
  const corrected = correctedBill(row);
  return 'code' in corrected ? [corrected] : adjustedAlready(row.typed, corrected.bill, corrected.service);
}

/** Whether a row gives back more than its bill charged for its service. */
export function tooMuchOfBill(row: AdjustmentRow): AdjustmentRefusal[] {
  const corrected = correctedBill(row);
  if ('code' in corrected || row.typed.amountCents === null) return [];
  return moreThanBilled(row.typed.amountCents, corrected.bill, corrected.service, corrected.billed);
}

export function notOnBill({ billNumber, billedOn }: AdjustableBill, service: ServiceName): AdjustmentRefusal {
  const message = `Bill ${billNumber} of ${billedOn} has no charge for ${service}.`;
  return refusal('service', 'service-not-on-bill', message, 'Choose a service that it has, or name another bill.');
}

/** The charges of a correction, unless it gives back more than the bill charged or the same was given before. */
export function correction(
  { typed, facts }: AdjustmentRow,
  { bill, service, billed }: CorrectedBill,
  amountCents: Cents,
  calculation: readonly string[],
): WorkedOut | readonly AdjustmentRefusal[] {
  const refusals = [...adjustedAlready(typed, bill, service), ...moreThanBilled(amountCents, bill, service, billed)];
  if (refusals.length > 0) return refusals;
  const before = bill.adjusted.filter((each) => each.service === service);
  const taxCents = taxThatFollows(amountCents, billed, before);
  const charges = taxedCharges(service, amountCents, taxCents, facts.chart);
  return {
    ...{ amountCents: cents(amountCents + taxCents), taxCents, effect: { charges } },
    ...{ shares: [{ billNumber: bill.billNumber, charges }], calculation },
    exception: neverPaid(amountCents, { bill, service, billed }, facts),
  };
}

/** Why a credit of a bill's charge gives back what was never paid; null where it does not. */
export function neverPaid(
  amountCents: Cents,
  { bill: { billNumber, adjusted }, service, billed }: CorrectedBill,
  { settled }: AdjustmentFacts,
): string | null {
  const leftCents = leftOf(billed.serviceCents, service, adjusted);
  return whyNeverPaid(amountCents, { billNumber, service, leftCents }, settled.get(billNumber) ?? []);
}

/** A charge of a service with its tax; a zero is left out. */
export function taxedCharges(service: ServiceName, amountCents: Cents, taxCents: Cents, chart: Chart): Charge[] {
  const charges = [{ chargeType: chart.chargeTypeOf(service, 'service'), amountCents }];
  return taxCents === 0
    ? charges
    : [...charges, { chargeType: chart.chargeTypeOf(service, 'tax'), amountCents: taxCents }];
}

function adjustedAlready({ kind }: TypedAdjustment, bill: AdjustableBill, service: ServiceName): AdjustmentRefusal[] {
  const before = bill.adjusted.find((each) => each.kind === kind && each.service === service);
  if (before === undefined) return [];
  const where = before.receipt === null ? 'by a row above' : `with receipt ${before.receipt}`;
  const message = `Bill ${bill.billNumber} was adjusted for ${kind}, ${service}, already ${where}: ${centsToDollars(before.amountCents)}.`;
  const fix = 'Clear the row; or reverse the earlier one first, so that one adjustment says it all.';
  return [refusal('bill', 'adjusted-already', message, fix)];
}

/** Whether a credit is more than is left of what a bill charged for a service. */
export function moreThanBilled(
  amountCents: Cents,
  { billNumber, billedOn, adjusted }: AdjustableBill,
  service: ServiceName,
  { serviceCents }: BilledService,
): AdjustmentRefusal[] {
  const left = leftOf(serviceCents, service, adjusted);
  if (amountCents >= 0 || 0 - amountCents <= left) return [];
  const now = left === serviceCents ? '' : `, which is ${centsToDollars(left)} after what was adjusted`;
  const message = `${centsToDollars(negated(amountCents))} is more than bill ${billNumber} of ${billedOn} charged for ${service}, ${centsToDollars(serviceCents)}${now}.`;
  const fix = left > 0 ? `Type at most ${centsToDollars(left)}, or name another bill.` : 'Name another bill.';
  return [refusal('amount', 'more-than-bill', message, fix)];
}

/** What is left to credit of a charge: what was given is not given again. */
function leftOf(serviceCents: Cents, service: ServiceName, adjusted: readonly EarlierAdjustment[]): Cents {
  return cents(Math.max(0, leftOfCharge(serviceCents, adjustedOf(service, adjusted))));
}
