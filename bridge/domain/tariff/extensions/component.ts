import { type TariffEntry, TariffError } from '../../../contract/tariff-document.js';
import { NOTHING, greatest, least, minus, times } from '../expression/build.js';
import { type FieldBody, compileField } from '../expression/compile-field.js';
import type { Expression } from '../expression/expression.js';
import { type RoundingHow, exactFromInteger } from '../exact/exact.js';
import type { Allowance, Bound, Limit } from '../settings/settings.js';
import type { ClassBuilder, Stage } from './class-builder.js';
import {
  type Factors,
  allowanceFactorText,
  allowanceScale,
  boundAmount,
  boundText,
  names,
  scaled,
  tierScale,
} from './factors.js';
import { roundingText } from './rounding-text.js';

const CENT = exactFromInteger(1).div(100);

/**
 * Adds a field of the file with what the settings make of it: its allowance, times dwelling units, times proration,
 * its limits, its rounding. `name` is what the outcome is called, the field's own name but for the bill's.
 */
export function addComponent(entry: TariffEntry, name: string, builder: ClassBuilder, factors: Factors): void {
  const { key, at } = entry;
  const allowance = builder.settings.allowances.find(({ component }) => component === key) ?? null;
  const scale = tierScale(key, builder, factors);
  const plain = compileField(entry, builder.fieldScope(key, builder.usage, scale));
  const split = allowance !== null && allowance.tiers === 'total' && plain.kind === 'charge';
  const stages = [
    ...(split ? [allowanceStage(entry, allowance, scale, builder, factors)] : []),
    ...componentStages(key, builder, factors),
  ];
  const [first = name] = builder.stageNames(name, stages);
  const body = allowance === null || split ? plain : afterAllowance(entry, allowance, scale, builder, factors);
  builder.own(first, entry, body);
  builder.addStages(name, stages, at);
}

/** Rounds a component to cents where the settings round components. */
export function roundedComponent(value: Expression, { settings }: ClassBuilder): Expression {
  const { at, how } = settings.rounding;
  return at === 'component' ? roundedToCents(value, how) : value;
}

/** Says of a component, where it is rounded, how. */
export function roundedText(text: string, { settings }: ClassBuilder): string {
  const { at, how } = settings.rounding;
  return at === 'component' ? `${text}, ${roundingText(how, '0.01')}` : text;
}

export function roundedToCents(operand: Expression, how: RoundingHow): Expression {
  return { kind: 'round', operand, to: CENT, how };
}

function componentStages(key: string, builder: ClassBuilder, factors: Factors): readonly Stage[] {
  const { dwellingUnits, proration, limits, rounding, lines } = builder.settings;
  const stages: Stage[] = [];
  if (names(dwellingUnits?.times ?? [], key))
    stages.push(timesStage('dwelling units', 'dwelling_units', factors.dwellingUnits));
  if (names(proration?.times ?? [], key)) stages.push(timesStage('proration', 'proration', factors.proration));
  const limit = limits.find(({ component }) => component === key);
  if (limit) stages.push(limitStage(limit, builder, factors));
  const shown = lines.length === 0 ? key === 'bill' : lines.some(({ component }) => component === key);
  if (rounding.at === 'component' && shown) {
    stages.push({
      label: 'its rounding',
      apply: (value) => roundedComponent(value, builder),
      text: (value) => roundedText(value, builder),
    });
  }
  return stages;
}

function timesStage(label: string, name: string, factor: Expression): Stage {
  return {
    label,
    apply: (value) => times(value, factor),
    text: (value) => `${value} * ${name}`,
  };
}

function limitStage({ minimum, maximum }: Limit, builder: ClassBuilder, factors: Factors): Stage {
  const amount = (bound: Bound | null) => bound && boundAmount(bound, builder, factors);
  const [floor, cap] = [amount(minimum), amount(maximum)];
  return {
    label: 'its limits',
    apply: (value) => {
      const raised = floor === null ? value : greatest(value, floor);
      return cap === null ? raised : least(raised, cap);
    },
    text: (value) => {
      const least = minimum === null ? '' : `, at least ${boundText(minimum)}`;
      return `${value}${least}${maximum === null ? '' : `, at most ${boundText(maximum)}`}`;
    },
  };
}

/** Tiers counted on all use: what the allowance's use would cost is taken off. */
function allowanceStage(
  entry: TariffEntry,
  allowance: Allowance,
  scale: Expression | null,
  builder: ClassBuilder,
  factors: Factors,
): Stage {
  const within = `usage within the allowance of ${entry.key}`;
  const free = `${entry.key} of its allowance`;
  builder.add(
    within,
    `the lesser of ${builder.usage} and allowance of ${entry.key}`,
    least(builder.read(builder.usage), amount(allowance, builder, factors)),
  );
  const cost = builder.again(free, entry, builder.fieldScope(entry.key, within, scale));
  return {
    label: 'its allowance',
    apply: (value) => minus(value, cost),
    text: (value) => `${value} - ${free}`,
  };
}

/** The field priced on what use the allowance leaves. */
function afterAllowance(
  entry: TariffEntry,
  allowance: Allowance,
  scale: Expression | null,
  builder: ClassBuilder,
  factors: Factors,
): FieldBody {
  const after = `usage after the allowance of ${entry.key}`;
  const left = greatest(NOTHING, minus(builder.read(builder.usage), amount(allowance, builder, factors)));
  builder.add(after, `${builder.usage} above allowance of ${entry.key}`, left);
  const scope = builder.fieldScope(entry.key, after, scale);
  const body = compileField(entry, scope);
  if (scope.usesUsage || body.expression.kind === 'fault') return body;
  throw new TariffError({
    code: 'allowance-without-usage',
    what: `${entry.key} has an allowance, but is not worked out from usage_ccf itself`,
    fix: 'Give the allowance to the field that multiplies or tiers usage_ccf.',
    at: allowance.at,
  });
}

function amount(allowance: Allowance, builder: ClassBuilder, factors: Factors): Expression {
  const name = `allowance of ${allowance.component}`;
  const value = scaled(builder.amount(allowance.usage), allowanceScale(builder, factors));
  return builder.add(name, `${allowance.usage.text.trim()}${allowanceFactorText(builder)}`, value);
}
