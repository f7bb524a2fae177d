import type { TariffProblem } from '../../../contract/tariff-check.js';
import type { TariffPosition } from '../../../contract/tariff-document.js';
import { toText } from '../exact/exact.js';
import type { ChoiceExpression, Expression, FieldPlan } from '../expression/expression.js';
import { normaliseSize } from '../expression/map-key.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { isKnownData, nearestName } from './known-data.js';
import { errorAt, problemOf, warningAt } from './tariff-problem.js';

/** A misspelt name is compared with every name of the class; in a huge class only the first few are. */
const COMPARISONS_MAX = 200_000;

/** Faults of fields, arithmetic that can not succeed, and names that neither the class nor the usual data give. */
export function checkNames(names: ClassNames): readonly TariffProblem[] {
  const known = names.fields.map(({ name }) => name);
  const billed = names.billed();
  const strangers = new Map<string, TariffProblem | null>();
  // What Curbstop adds for bills that may need it is of no account in a class whose bills do not.
  const fields = names.fields.filter((field) => field.onlyWith === null || billed.has(field));
  const problems = fields.flatMap((field) =>
    [...everyPart(field.expression)].flatMap((part) => {
      for (const stranger of strangersIn(part, field, names)) {
        if (strangers.has(stranger.name)) continue;
        const nearest = strangers.size * known.length < COMPARISONS_MAX ? nearestName(stranger.name, known) : null;
        strangers.set(stranger.name, strangerProblem(stranger, nearest));
      }
      return checkPart(part, field, names);
    }),
  );
  return [...problems, ...[...strangers.values()].flatMap((problem) => problem ?? [])];
}

function checkPart(part: Expression, field: FieldPlan, names: ClassNames): readonly TariffProblem[] {
  const where = names.where(field);
  switch (part.kind) {
    case 'fault':
      return [problemOf(part.error, where)];
    case 'binary': {
      const at = part.at ?? field.at;
      const tiers = [part.left, part.right].flatMap((side) => (names.isList(side) ? tiersInArithmetic(where, at) : []));
      if (part.operator !== '/' || !names.isZero(part.right)) return tiers;
      const what = `${where} divides by zero`;
      return [...tiers, errorAt({ code: 'division-by-zero', what, fix: 'Correct the formula.' }, at)];
    }
    case 'negate':
      return names.isList(part.operand) ? [tiersInArithmetic(where, field.at)] : [];
    case 'choice':
      return part.slots.flatMap((slot, index) => keyNeverFound(part, slot, index, where, names));
    default:
      return [];
  }
}

function tiersInArithmetic(where: string, at: TariffPosition): TariffProblem {
  const what = `${where} uses a list of tiers in arithmetic`;
  return errorAt({ code: 'not-a-number', what, fix: 'Use the charge that is computed from the tiers.' }, at);
}

/** A map keyed by a field finds nothing where the field's own number is no key. */
function keyNeverFound(
  { values, at }: ChoiceExpression,
  slot: number,
  index: number,
  where: string,
  names: ClassNames,
): readonly TariffProblem[] {
  const field = names.meant([slot]);
  const possible = field === null ? [] : constantsOf(field);
  if (possible.length === 0) return [];
  const keys = new Set([...values.keys()].map((key) => key.split('|')[index]));
  return possible
    .filter((text) => !keys.has(text))
    .map((text) => {
      const what = `${where} depends on ${names.name(slot)}, which can be ${text}, and has no value for it`;
      return errorAt({ code: 'no-map-match', what, fix: 'Add the value, or correct the field or the key.' }, at);
    });
}

/** The numbers that a field can be, as a map key spells them; none where the data decide. */
function constantsOf({ kind, text, expression }: FieldPlan): readonly string[] {
  if (kind === 'number') return [normaliseSize(text)];
  if (expression.kind !== 'choice') return [];
  const constants = [...expression.values.values()].map((value) => (value.kind === 'number' ? value.value : null));
  return [...new Set(constants.flatMap((value) => (value === null ? [] : toText(value))))];
}

/** A name that must come with the account's data, where nobody would expect it. */
interface Stranger {
  readonly name: string;
  readonly where: string;
  readonly at: TariffPosition;
  /** A map says by its keys what data it needs, so that only a slip of the pen is worth a word. */
  readonly inMap: boolean;
}

function strangersIn(part: Expression, field: FieldPlan, names: ClassNames): readonly Stranger[] {
  if (part.kind === 'name' && part.at !== null) {
    return isStrange(part.slots, names) ? [stranger(part.slots[0], part.at, false, field, names)] : [];
  }
  if (part.kind !== 'choice') return [];
  const { at, slots } = part;
  return slots.filter((slot) => isStrange([slot], names)).map((slot) => stranger(slot, at, true, field, names));
}

function stranger(slot: number, at: TariffPosition, inMap: boolean, field: FieldPlan, names: ClassNames): Stranger {
  return { name: names.name(slot), where: names.where(field), at, inMap };
}

function isStrange(slots: readonly number[], names: ClassNames): boolean {
  return names.meant(slots) === null && !slots.some((slot) => names.isDeclared(slot) || isKnownData(names.name(slot)));
}

function strangerProblem({ name, where, at, inMap }: Stranger, nearest: string | null): TariffProblem | null {
  if (nearest === null && inMap) return null;
  const hint = nearest === null ? '' : `; "${nearest}" is spelt nearly so`;
  return warningAt(
    {
      code: 'unknown-data',
      what: `${where} takes "${name}" from the account's data, because no field is called so${hint}`,
      fix:
        nearest === null
          ? `Define ${name} in the class, or give it with every account.`
          : `Write ${nearest} if that is meant; else give ${name} with every account.`,
    },
    at,
  );
}
