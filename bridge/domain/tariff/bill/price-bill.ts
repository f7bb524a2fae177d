import type { Decimal } from 'decimal.js';
import type { Cents } from '../../../contract/money.js';
import { TariffError } from '../../../contract/tariff-document.js';
import type { ClassPlan } from '../compile-class.js';
import type { CompiledTariff } from '../compile-tariff.js';
import { isExact, toDecimal } from '../exact/exact.js';
import { Run } from '../evaluate/run.js';
import type { BillInputs } from '../expression/class-scope.js';
import { checkInputs } from '../inputs/check-inputs.js';
import { type PricedLine, billLines } from './bill-lines.js';
import { type BillExplanation, explain } from './explanation.js';
import { planOf } from './programme.js';

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
 * Prices one bill exactly. `inputs` gives the account's data as text: usage_ccf (in the tariff's billing unit) or
 * usage_gallons, meter_size, carts ...; bridge/tariffs/README.md lists them. An input overrides a field of its name.
 * Throws TariffError: unknown-class, unknown-name, cycle, no-map-match, tier-lengths-differ, formula-syntax,
 * not-a-number, negative-usage, too-many-decimals, number-too-large, input-out-of-range, no-bill and the like.
 */
export function priceBill(tariff: CompiledTariff, className: string, inputs: BillInputs): PricedBill {
  const plan = planOf(tariff, className, inputs);
  checkInputs(plan.checks, inputs);
  const run = new Run(plan.slots, inputs);
  const bill = toDecimal(run.number([plan.bill], null));
  const amounts = plan.lines.map((line) => ({ ...line, amount: toDecimal(run.number([line.slot], null)) }));
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

function evaluateFields(plan: ClassPlan, run: Run): Pick<PricedBill, 'components' | 'componentErrors'> {
  const components = new Map<string, Decimal>();
  const componentErrors = new Map<string, TariffError>();
  for (const { name, slot } of plan.fields) {
    if (run.passesOver(slot)) continue;
    try {
      const value = run.read([slot], null);
      if (isExact(value)) components.set(name, toDecimal(value));
    } catch (error) {
      if (!(error instanceof TariffError)) throw error;
      componentErrors.set(name, error);
    }
  }
  return { components, componentErrors };
}
