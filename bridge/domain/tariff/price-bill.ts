import type { Decimal } from 'decimal.js';
import type { Cents } from '../../contract/money.js';
import { TariffError } from '../../contract/tariff-document.js';
import { type PricedLine, billLines } from './bill-lines.js';
import type { ClassPlan, CompiledTariff } from './compile-tariff.js';
import { type Exact, exactFromText, isExact, toDecimal } from './exact.js';
import { type BillExplanation, explain } from './explanation.js';
import { checkLimits, inputNumber } from './inputs.js';
import { type BillInputs, Run } from './run.js';

/** A bill as priced; nothing is posted. */
export interface PricedBill {
  /** The `bill` field in dollars, exact, not rounded. */
  readonly bill: Decimal;
  /** What the customer owes: rounded as the tariff says (once, halves up, unless it says otherwise). */
  readonly billCents: Cents;
  /** Every field of the class that is a number, in dollars or units, exact, in the file's order. */
  readonly components: ReadonlyMap<string, Decimal>;
  /** The fields that could not be computed and that the bill does not need. */
  readonly componentErrors: ReadonlyMap<string, TariffError>;
  readonly lines: readonly PricedLine[];
  /** How the bill came about, as plain data to store with it. */
  readonly explain: () => BillExplanation;
}

/**
 * Prices one bill. `inputs` gives the account's data as text: usage_ccf (in the tariff's billing unit, see
 * usageInput), meter_size, carts ... An input overrides a field of the same name.
 * Throws TariffError: unknown-class, unknown-name, cycle, no-map-match, tier-lengths-differ, formula-syntax,
 * not-a-number, negative-usage, number-too-large, input-out-of-range, no-bill, lines-do-not-add-up and the like.
 */
export function priceBill(tariff: CompiledTariff, className: string, inputs: BillInputs): PricedBill {
  const plan = tariff.plan(className);
  checkInputs(plan, inputs);
  const run = new Run(plan.slots, inputs, plan.settings.usageRounding);
  const bill = toDecimal(run.number(plan.bill, null));
  const amounts = plan.lines.map(({ component, description, slot }) => ({
    component,
    description,
    amount: toDecimal(run.number(slot, null)),
  }));
  const { lines, billCents } = billLines(bill, amounts, plan.settings.rounding);
  const { components, componentErrors } = evaluateFields(plan, run);
  return {
    bill,
    billCents,
    components,
    componentErrors,
    lines,
    explain: () => explain({ tariff, plan, inputs, bill, billCents, lines }),
  };
}

function checkInputs({ settings }: ClassPlan, inputs: BillInputs): void {
  if (Object.hasOwn(inputs, 'usage_ccf')) readInput('usage_ccf', inputs);
  for (const limits of settings.limits) {
    if (Object.hasOwn(inputs, limits.name)) checkLimits(limits, readInput(limits.name, inputs));
  }
}

function readInput(name: string, inputs: BillInputs): Decimal {
  const text = inputs[name] ?? '';
  return inputNumber(name, text, exactFromText(text.trim()));
}

function evaluateFields(plan: ClassPlan, run: Run): Pick<PricedBill, 'components' | 'componentErrors'> {
  const components = new Map<string, Decimal>();
  const componentErrors = new Map<string, TariffError>();
  for (const { name, slot } of plan.fields) {
    try {
      const value = run.read(slot, null);
      if (isExact(value)) components.set(name, toDecimal(value satisfies Exact));
    } catch (error) {
      if (!(error instanceof TariffError)) throw error;
      componentErrors.set(name, error);
    }
  }
  return { components, componentErrors };
}
