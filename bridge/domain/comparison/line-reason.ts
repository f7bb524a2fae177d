import { cents, centsToDollars, negated, type Cents } from '../../contract/money.js';
import type { BillLine } from '../billing/calculated-bill.js';
import { classBilling } from '../billing/class-billing.js';
import { feeLines } from '../billing/segment-lines.js';
import type { PriceQuestion } from './price-question.js';
import { repriced } from './repricing.js';
import type { Finding } from './usage-reason.js';

/** A line of ours that they do not charge, or charge twice; or all taxes so. */
export function taxOrLine(question: PriceQuestion): Finding | null {
  const { base, theirsCents } = question;
  const apart = theirsCents - base.amountCents;
  if (theirsCents === negated(base.amountCents)) {
    return { reason: 'credit', sentence: `They credit ${centsToDollars(base.amountCents)}, which is charged here.` };
  }
  const taxes = base.lines.filter(({ kind }) => kind === 'tax');
  const tax = taxes.reduce((sum, { amountCents }) => sum + amountCents, 0);
  if (tax !== 0 && Math.abs(apart) === Math.abs(tax)) {
    return {
      reason: 'tax',
      sentence: sentenceOf(taxes.length === 1 ? lineName(taxes[0]) : 'the taxes', cents(tax), apart),
    };
  }
  const line = base.lines.find(({ amountCents }) => amountCents !== 0 && Math.abs(amountCents) === Math.abs(apart));
  if (line === undefined) return null;
  return { reason: reasonOf(line, question), sentence: sentenceOf(lineName(line), line.amountCents, apart) };
}

function lineName(line: BillLine | undefined): string {
  return `“${line?.description ?? ''}”`;
}

function sentenceOf(what: string, amountCents: Cents, apart: number): string {
  const isTwice = apart > 0 === amountCents > 0;
  const amount = centsToDollars(amountCents);
  return isTwice ? `They have ${what}, ${amount}, twice.` : `They do not have ${what}, ${amount}.`;
}

/** A charge by use is one that no use takes away; what then stays is the base. */
function reasonOf(line: BillLine, question: PriceQuestion): Finding['reason'] {
  if (line.kind === 'tax') return 'tax';
  if (line.amountCents < 0) return 'credit';
  if (isFee(line, question)) return 'fee';
  return isFixed(line, question) ? 'base-charge' : 'use-charge';
}

function isFee(line: BillLine, { line: { charge, rateClass }, rates }: PriceQuestion): boolean {
  const billing = classBilling(rates.versionById(charge.tariffVersionId).compiled, rateClass);
  return feeLines(billing, charge.inputs)(line);
}

/** Tells whether a line is there as it is without any use. */
export function isFixed(line: BillLine, { line: ours, rates }: PriceQuestion): boolean {
  if (ours.charge.inputs['usage_gallons'] === undefined) return true;
  const idle = repriced(ours, rates.versionById, { gallons: 0 });
  return (
    idle?.lines.some((each) => each.component === line.component && each.amountCents === line.amountCents) ?? false
  );
}
