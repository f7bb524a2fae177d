import type { Decimal } from 'decimal.js';
import type { CalendarDate } from '../../../contract/calendar-date.js';
import type { Cents } from '../../../contract/money.js';
import type { PricedLine } from '../bill/bill-lines.js';
import type { ClassPlan } from '../compile-class.js';
import type { CompiledTariff } from '../compile-tariff.js';
import { toText } from '../exact/exact.js';
import { Run } from '../evaluate/run.js';
import { type ExplainedStep, Trace } from '../evaluate/trace.js';
import type { BillInputs } from '../expression/class-scope.js';
import type { BillRounding, LineKind } from '../settings/settings.js';
import { withoutUnsaidFees } from './unsaid-fees.js';

/** How a bill came about: plain data, enough to show every step and to price the same bill again. */
export interface BillExplanation {
  readonly tariff: {
    readonly name: string;
    readonly sha256: string;
    readonly title: string;
    readonly source: string;
    readonly effectiveDate: CalendarDate | null;
    readonly billUnit: string;
  };
  readonly className: string;
  readonly inputs: BillInputs;
  readonly rounding: BillRounding;
  /** The fields that the bill needs, each after those that it needs itself. */
  readonly steps: readonly ExplainedStep[];
  readonly lines: readonly {
    readonly component: string;
    readonly description: string;
    readonly kind: LineKind;
    readonly amount: string;
    readonly cents: Cents;
  }[];
  /** Exact decimal text. */
  readonly bill: string;
  readonly billCents: Cents;
}

export interface ExplainFacts {
  readonly tariff: CompiledTariff;
  readonly plan: ClassPlan;
  readonly inputs: BillInputs;
  readonly bill: Decimal;
  readonly billCents: Cents;
  readonly lines: readonly PricedLine[];
}

/** Evaluates the bill once more, recording every step. */
export function explain({ tariff, plan, inputs, bill, billCents, lines }: ExplainFacts): BillExplanation {
  const { rounding } = plan.settings;
  const trace = new Trace();
  const run = new Run(plan.slots, inputs, trace);
  for (const slot of [plan.bill, ...plan.lines.map((line) => line.slot)]) run.number([slot], null);
  return {
    tariff: {
      name: tariff.name,
      sha256: tariff.sha256,
      title: tariff.settings.title,
      source: tariff.settings.source,
      effectiveDate: tariff.metadata.effectiveDate,
      billUnit: tariff.metadata.billUnit,
    },
    className: plan.name,
    inputs: { ...inputs },
    rounding,
    steps: withoutUnsaidFees(trace.steps, plan.settings.fees, inputs),
    lines: lines.map(({ component, description, kind, amount, cents }) => ({
      component,
      description,
      kind,
      amount: toText(amount),
      cents,
    })),
    bill: toText(bill),
    billCents,
  };
}
