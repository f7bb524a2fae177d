import { constant, least, times } from '../expression/build.js';
import type { Expression } from '../expression/expression.js';
import { readDay } from '../inputs/input-date.js';
import { unknownUnit } from '../inputs/units.js';
import type { UsageRounding, WinterAverage } from '../settings/settings.js';
import { inYearSpan } from '../settings/year-span.js';
import type { ClassBuilder, Stage } from './class-builder.js';
import { roundingText } from './rounding-text.js';

const COUNTS = 'winter average counts';

/**
 * Adds how use becomes billed use: usage from gallons, registers, winter average, share, cap and rounding. Formulas'
 * usage_ccf then means `billed_usage`.
 */
export function addBilledUsage(builder: ClassBuilder): void {
  addUsageFromGallons(builder);
  const stages = usageStages(builder);
  const { rounding } = builder.settings.usage;
  const first = rounding?.at === 'register' ? registers(builder, rounding) : null;
  if (stages.length === 0 && first === null) return;
  const [name = 'billed_usage'] = builder.stageNames('billed_usage', stages);
  const text = first === null ? 'usage_ccf' : `the registers, each ${rounded(rounding)}, else usage_ccf so rounded`;
  builder.add(name, text, first ?? builder.read('usage_ccf'));
  builder.addStages('billed_usage', stages, builder.at);
  builder.usage = 'billed_usage';
}

/** Where the data give gallons in place of usage, they become billing units exactly; in an unknown unit, a fault. */
function addUsageFromGallons(builder: ClassBuilder): void {
  const { unitsPerGallon, scope } = builder;
  if (builder.has('usage_ccf')) return;
  const expression: Expression =
    unitsPerGallon === null
      ? { kind: 'fault', error: unknownUnit(builder.billUnit, builder.at) }
      : times(builder.read('usage_gallons'), constant(unitsPerGallon));
  builder.add('usage_ccf', 'usage_gallons in billing units', expression, builder.at, scope.slot('usage_gallons'));
}

function usageStages(builder: ClassBuilder): readonly Stage[] {
  const { winterAverage, share, maximum, rounding } = builder.settings.usage;
  const stages: Stage[] = [];
  if (winterAverage !== null) stages.push(winterStage(builder, winterAverage));
  if (share !== null) {
    stages.push({
      label: 'its share',
      apply: (use) => times(use, constant(share)),
      text: (use) => `${use} * ${share.toFixed()}`,
    });
  }
  if (maximum !== null) {
    const most = builder.amount(maximum);
    stages.push({
      label: 'its maximum',
      apply: (use) => least(use, most),
      text: (use) => `${use}, at most ${maximum.text.trim()}`,
    });
  }
  if (rounding?.at === 'usage') {
    const { to, how } = rounding;
    stages.push({
      label: 'rounding',
      apply: (operand) => ({ kind: 'round', operand, to, how }),
      text: (use) => `${use}, ${rounded(rounding)}`,
    });
  }
  return stages;
}

function winterStage(builder: ClassBuilder, { use, within, otherwise }: WinterAverage): Stage {
  const average: Expression = {
    kind: 'given',
    slot: builder.scope.slot('winter_average'),
    then: builder.read('winter_average'),
    otherwise: otherwise === null ? builder.read('usage_ccf') : builder.amount(otherwise),
  };
  const named = builder.add(
    'average_usage',
    otherwise ? `winter_average, else ${otherwise.text.trim()}` : 'winter_average, else usage_ccf',
    average,
  );
  const counting = (actual: Expression) => (use === 'lesser' ? least(actual, named) : named);
  if (within === null) {
    return { label: 'its winter average', apply: counting, text: (actual) => averageText(use, actual) };
  }
  builder.scope.slot('read_date');
  const counts = builder.scope.imply(COUNTS, (inputs) =>
    inYearSpan(readDay(inputs, 'the winter average'), within) ? 'yes' : 'no',
  );
  return {
    label: 'its winter average',
    apply: (actual) => ({
      kind: 'choice',
      field: COUNTS,
      slots: [counts],
      values: new Map([
        ['yes', counting(actual)],
        ['no', actual],
      ]),
      at: builder.at,
    }),
    text: (actual) => `${averageText(use, actual)}, on read dates from ${within.from} to ${within.to}; else ${actual}`,
  };
}

function averageText(use: WinterAverage['use'], actual: string): string {
  return use === 'lesser' ? `the lesser of ${actual} and average_usage` : 'average_usage';
}

/** Use by the registers where the data give them; else usage as given, e.g. an estimate, rounded in the same way. */
function registers(builder: ClassBuilder, { to, how }: UsageRounding): Expression {
  const { scope, unitsPerGallon } = builder;
  if (unitsPerGallon === null) throw unknownUnit(builder.billUnit, builder.at);
  const current = scope.slot('current_reading');
  return {
    kind: 'given',
    slot: current,
    then: { kind: 'registers', previous: scope.slot('previous_reading'), current, unitsPerGallon, to, how },
    otherwise: { kind: 'round', operand: builder.read('usage_ccf'), to, how },
  };
}

function rounded(rounding: UsageRounding | null): string {
  return rounding === null ? '' : roundingText(rounding.how, rounding.to.toFixed());
}
