import { isZero } from '../exact/exact.js';
import type { Expression, FieldPlan } from '../expression/expression.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { type TariffProblem, warningAt } from './tariff-problem.js';

const CHARGE = /(^|_)(charge|surcharge|fee|bill)(_|$)/;

/** Bills that multiply charges, charges that no bill has, and tier lists that no charge uses. */
export function checkBill(className: string, names: ClassNames): readonly TariffProblem[] {
  const billed = names.billed();
  const used = new Set(names.fields.flatMap((field) => names.needs(field)));
  return names.fields.flatMap((field) => [
    ...(field.name === 'bill' || field.name.startsWith('bill before') ? products(field, className, names) : []),
    ...(isCharge(field) && !field.added && !isZeroField(field) && !billed.has(field)
      ? [notBilled(field, className)]
      : []),
    ...(field.kind === 'list' && !used.has(field) ? [unusedTiers(field, className)] : []),
  ]);
}

function products(field: FieldPlan, className: string, names: ClassNames): readonly TariffProblem[] {
  return [...everyPart(field.expression)].flatMap((part) => {
    if (part.kind !== 'binary' || part.operator !== '*') return [];
    const [left, right] = [moneyOf(part.left, names), moneyOf(part.right, names)];
    const usage = [part.left, part.right].some((side) => readsUsage(side, names));
    if (!(left !== null && right !== null) && !((left ?? right) !== null && usage)) return [];
    const what = `the bill of ${className} multiplies ${left ?? 'usage_ccf'} by ${right ?? 'usage_ccf'}`;
    return [
      warningAt(
        {
          code: 'bill-multiplies-charges',
          what,
          fix: 'Add charges up; multiply usage by a rate in a field of its own.',
        },
        part.at ?? field.at,
      ),
    ];
  });
}

/** The name of a charge that the expression holds; null for none. */
function moneyOf(expression: Expression, names: ClassNames): string | null {
  for (const part of everyPart(expression)) {
    const field = part.kind === 'name' ? names.meant(part.slots) : null;
    if (field !== null && isCharge(field)) return field.name;
  }
  return null;
}

function readsUsage(expression: Expression, names: ClassNames): boolean {
  return [...everyPart(expression)].some(
    (part) =>
      part.kind === 'name' && part.slots.some((slot) => ['usage_ccf', 'billed_usage'].includes(names.name(slot))),
  );
}

/** Files made from a template keep charges that the utility does not have at zero. */
function isZeroField({ expression }: FieldPlan): boolean {
  return expression.kind === 'number' && isZero(expression.value);
}

function isCharge({ name }: FieldPlan): boolean {
  return CHARGE.test(name);
}

function notBilled({ name, at }: FieldPlan, className: string): TariffProblem {
  const what = `${name} of ${className} is in no bill`;
  return warningAt({ code: 'charge-not-billed', what, fix: 'Name it in the bill formula, or take it out.' }, at);
}

function unusedTiers({ name, at }: FieldPlan, className: string): TariffProblem {
  const what = `${name} of ${className} is used by no charge`;
  return warningAt({ code: 'tiers-not-used', what, fix: 'Make a charge Tiered or Budget, or take the tiers out.' }, at);
}
