import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { Expression, FieldPlan } from '../expression/expression.js';
import { feeNamed } from '../extensions/added-lines.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { errorAt } from './tariff-problem.js';

/**
 * Formulas and maps that take a fee of the account's data. A bill run charges the fees of the setting "fees" only, each
 * once and whole by the version of its date; in a formula that a period's days divide, a part of it would be lost.
 */
export function checkFees(names: ClassNames): readonly TariffProblem[] {
  return names.fields.flatMap((field) =>
    [...everyPart(field.expression)].flatMap((part) =>
      feesIn(part, names).map((fee) => feeInFormula(fee, field, names)),
    ),
  );
}

type Place = FieldPlan['at'];

interface NamedFee {
  /** The data, `fee_NAME`. */
  readonly datum: string;
  readonly fee: string;
  readonly at: Place;
}

/** What the settings add names fees without a place in the file. */
function feesIn(part: Expression, names: ClassNames): readonly NamedFee[] {
  if (part.kind !== 'name' && part.kind !== 'choice') return [];
  const { at, slots } = part;
  if (at === null) return [];
  return slots.flatMap((slot) => {
    const datum = names.name(slot);
    const fee = feeNamed(datum);
    return fee === null || names.meant([slot]) !== null ? [] : [{ datum, fee, at }];
  });
}

function feeInFormula({ datum, fee, at }: NamedFee, field: FieldPlan, names: ClassNames): TariffProblem {
  const what = `${names.where(field)} takes "${datum}" from the account's data, which only the setting "fees" charges`;
  const fix = `Take it out, and add the fee to the settings: fees: [{fee: ${fee}, description: ..., amount: ...}].`;
  return errorAt({ code: 'fee-in-formula', what, fix }, at);
}
