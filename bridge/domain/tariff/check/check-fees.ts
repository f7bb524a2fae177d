import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { Expression, FieldPlan } from '../expression/expression.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { errorAt } from './tariff-problem.js';

const FEE = 'fee_';

/**
 * Formulas and maps that take a fee of the account's data. A bill run charges the fees of the setting "fees" only, each
 * once and whole by the version of its date; in a formula that a period's days divide, a part of it would be lost.
 */
export function checkFees(names: ClassNames): readonly TariffProblem[] {
  return names.fields.flatMap((field) =>
    [...everyPart(field.expression)].flatMap((part) =>
      feesIn(part, names).map(({ name, at }) => feeInFormula(name, at, field, names)),
    ),
  );
}

type Place = FieldPlan['at'];

/** What the settings add names fees without a place in the file. */
function feesIn(part: Expression, names: ClassNames): readonly { readonly name: string; readonly at: Place }[] {
  const { at } = part.kind === 'name' || part.kind === 'choice' ? part : { at: null };
  if (at === null || (part.kind !== 'name' && part.kind !== 'choice')) return [];
  return part.slots
    .filter((slot) => names.meant([slot]) === null && names.name(slot).startsWith(FEE))
    .map((slot) => ({ name: names.name(slot), at }));
}

function feeInFormula(name: string, at: Place, field: FieldPlan, names: ClassNames): TariffProblem {
  const what = `${names.where(field)} takes "${name}" from the account's data, which only the setting "fees" charges`;
  const fix = `Take it out, and add the fee to the settings: fees: [{fee: ${name.slice(FEE.length)}, description: ..., amount: ...}].`;
  return errorAt({ code: 'fee-in-formula', what, fix }, at);
}
