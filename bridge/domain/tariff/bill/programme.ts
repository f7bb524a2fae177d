import type { ClassPlan } from '../compile-class.js';
import type { CompiledTariff } from '../compile-tariff.js';
import type { BillInputs } from '../expression/class-scope.js';
import { inputDate, neededReadDate } from '../inputs/input-date.js';

/**
 * The plan of a class, or of the class that follows it once the account's programme has ended by the read date.
 * Throws TariffError: unknown-class, read-date-missing, wrong-date.
 */
export function planOf(tariff: CompiledTariff, className: string, inputs: BillInputs): ClassPlan {
  const plan = tariff.plan(className);
  const { programme } = plan.settings;
  if (programme === null) return plan;
  const ends = inputDate(inputs, 'programme_ends');
  if (ends === null || neededReadDate(inputs, 'the end of a programme') <= ends) return plan;
  return tariff.plan(programme.then);
}
