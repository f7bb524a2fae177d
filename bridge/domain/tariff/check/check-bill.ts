import type { TariffProblem } from '../../../contract/tariff-check.js';
import { compare, exactFromInteger, ZERO } from '../exact/exact.js';
import type { Expression, FieldPlan } from '../expression/expression.js';
import { everyPart } from './children.js';
import { type ClassNames, shownName } from './class-names.js';
import { warningAt } from './tariff-problem.js';

const CHARGE = /(^|_)(charges?|surcharges?|fees?|bill)(_|$)/;
const NO_CHARGE = /rate|factor|percent|multiplier|(^|_)per_/;
const TIERS = /^(sewer_)?tier_(starts|prices)(_commodity|_drought)?$/;
/** A surcharge of at most this is a factor: 1.5 for twice half as much. */
const MOST_OF_A_FACTOR = exactFromInteger(2);
const ONE = exactFromInteger(1);

/** Bills that multiply charges, charges that no bill has, and tier lists that no charge uses. */
export function checkBill(names: ClassNames): readonly TariffProblem[] {
  const billed = names.billed();
  const used = new Set(names.fields.flatMap((field) => names.needs(field)));
  return names.fields.flatMap((field) => [
    ...(shownName(field) === 'bill' ? products(field, names) : []),
    ...(isForgotten(field, names) && !billed.has(field) ? [notBilled(field, names)] : []),
    ...(TIERS.test(field.name) && !used.has(field) ? [unusedTiers(field, names)] : []),
  ]);
}

function products(field: FieldPlan, names: ClassNames): readonly TariffProblem[] {
  return [...everyPart(field.expression)].flatMap((part) => {
    if (part.kind !== 'binary' || part.operator !== '*' || part.at === null) return [];
    const [left, right] = [moneyOf(part.left, names), moneyOf(part.right, names)];
    const factors =
      left !== null && right !== null
        ? [left.name, right.name]
        : timesUsage(left, part.right, names) || timesUsage(right, part.left, names);
    if (!factors) return [];
    const what = `the bill of ${names.className} multiplies ${factors.join(' by ')}`;
    const fix = 'Add charges up; multiply use by a rate.';
    return [warningAt({ code: 'bill-multiplies-charges', what, fix }, part.at)];
  });
}

/** A charge that is worked out from use already, times use once more. */
function timesUsage(charge: FieldPlan | null, other: Expression, names: ClassNames): readonly string[] | null {
  const again = charge !== null && names.namesUsage(other) && names.usesUsage(charge);
  return again ? [charge.name, 'usage_ccf'] : null;
}

/** A charge for which the expression is an amount of money; null for a rate, a share or a count. */
function moneyOf(expression: Expression, names: ClassNames): FieldPlan | null {
  if (expression.kind === 'name') {
    const field = names.meant(expression.slots);
    return field !== null && isCharge(field) && !isFactor(field) ? field : null;
  }
  if (expression.kind === 'negate' || expression.kind === 'round') return moneyOf(expression.operand, names);
  if (expression.kind !== 'binary') return null;
  const [left, right] = [moneyOf(expression.left, names), moneyOf(expression.right, names)];
  if (expression.operator === '*') return left ?? right;
  if (expression.operator === '/') return right === null ? left : null;
  return left !== null && right !== null ? left : null;
}

/** A fee of 0.05 is a share, and a surcharge of 1.5 a factor. */
function isFactor({ name, expression }: FieldPlan): boolean {
  const values = expression.kind === 'choice' ? [...expression.values.values()] : [expression];
  const surcharge = name.includes('surcharge');
  return values.every(
    (value) =>
      value.kind === 'number' &&
      (surcharge ? compare(value.value, MOST_OF_A_FACTOR) <= 0 : compare(value.value, ONE) < 0),
  );
}

/** Files made from a template keep charges that the utility does not have at zero; some show what follows the bill. */
function isForgotten(field: FieldPlan, names: ClassNames): boolean {
  if (field.added || !isCharge(field) || names.isZero(field.expression)) return false;
  return !names.needs(field).some((needed) => shownName(needed) === 'bill');
}

function isCharge({ name, kind }: FieldPlan): boolean {
  return kind === 'charge' || (CHARGE.test(name) && !NO_CHARGE.test(name));
}

function notBilled(field: FieldPlan, names: ClassNames): TariffProblem {
  const what = `${names.where(field)} is in no bill`;
  const fix = 'Name it in the bill formula if it is due; else take it out.';
  return warningAt({ code: 'charge-not-billed', what, fix }, field.at);
}

function unusedTiers(field: FieldPlan, names: ClassNames): TariffProblem {
  const what = `${names.where(field)} is used by no charge`;
  const fix = 'Make a charge Tiered or Budget, or take the tiers out.';
  return warningAt({ code: 'tiers-not-used', what, fix }, field.at);
}

const RATE = /charge|rate|price|fee|cost/;
const CREDIT = /credit|discount|rebate|reduc|subsid|relief|assist|adjust|refund|offset|waiver|exempt/;

/** Rates and charges below zero that are not called credits. */
export function checkRates(names: ClassNames): readonly TariffProblem[] {
  const credits = new Set(
    names.settings.lines.filter(({ kind }) => kind === 'credit').map(({ component }) => component),
  );
  return names.fields.flatMap((field) => {
    const name = shownName(field);
    if (field.added || !RATE.test(name) || CREDIT.test(name) || credits.has(name)) return [];
    const values =
      field.expression.kind === 'choice' ? [...field.expression.values] : [[null, field.expression] as const];
    return values.flatMap(([key, value]) => {
      if (value.kind !== 'number' || compare(value.value, ZERO) >= 0) return [];
      const what = `${names.where(field)} is below zero${key === null ? '' : ` for ${key}`}: ${value.text}`;
      const fix = 'Check the amount; a credit is better called so.';
      return [warningAt({ code: 'negative-rate', what, fix }, field.at)];
    });
  });
}
