import type { TariffProblem } from '../../../contract/tariff-check.js';
import {
  type Exact,
  compare,
  exactFromInteger,
  exactFromText,
  isZero,
  roundTo,
  subtract,
  toText,
  ZERO,
} from '../exact/exact.js';
import type { ChargeExpression, FieldPlan, TierItem } from '../expression/expression.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { type TierList, pairsOf, tierLists } from './tier-lists.js';
import { errorAt, warningAt } from './tariff-problem.js';

const ONE = exactFromInteger(1);
const TENTH = exactFromText('0.1') ?? ONE;

interface Charge {
  readonly charge: ChargeExpression;
  readonly where: string;
  /** Usage in thousands is given with decimals, so that a start such as 3.5 is meant. */
  readonly inThousands: boolean;
}

/** Tier lists that are missing or unequal, shares where none may be, and starts and prices that look wrong. */
export function checkTiers(names: ClassNames, billUnit: string): readonly TariffProblem[] {
  return names.fields.flatMap((field) =>
    [...everyPart(field.expression)].flatMap((charge) =>
      charge.kind === 'charge'
        ? checkCharge({ charge, where: names.where(field), inThousands: billUnit === 'kgal' }, field, names)
        : [],
    ),
  );
}

function checkCharge(given: Charge, field: FieldPlan, names: ClassNames): readonly TariffProblem[] {
  const { charge } = given;
  const starts = tierLists(names.meant(charge.starts));
  const prices = tierLists(names.meant(charge.prices));
  return [
    ...missing(given, names),
    ...unequal(given, starts, prices),
    ...starts.flatMap((list) => checkStarts(list, given)),
    ...prices.flatMap(({ items }) => items.flatMap((item) => checkPrice(item, given, field))),
  ];
}

function missing({ charge, where }: Charge, names: ClassNames): readonly TariffProblem[] {
  const { type, starts, prices, budget, indoor, outdoor, at } = charge;
  const shares = type === 'Budget' ? names.sharesIn(starts) : new Set();
  const needed = [
    starts,
    prices,
    ...(type === 'Budget' ? [budget] : []),
    ...(shares.has('indoor') ? [indoor] : []),
    ...(shares.has('outdoor') ? [outdoor] : []),
  ];
  return needed
    .filter((slots) => names.meant(slots) === null)
    .map((slots) => {
      const name = names.name(slots[0]);
      const what = `${where} is ${type} and the class has no ${name}`;
      return errorAt({ code: 'unknown-name', what, fix: `Add ${name} to the class.` }, at);
    });
}

function unequal(
  { charge, where }: Charge,
  starts: readonly TierList[],
  prices: readonly TierList[],
): readonly TariffProblem[] {
  return pairsOf(starts, prices)
    .filter(([start, price]) => start.items.length !== price.items.length)
    .map(([start, price]) => {
      const key = start.key ?? price.key;
      const counts = `${start.items.length} tier starts and ${price.items.length} tier prices`;
      const what = `${where} has ${counts}${key === null ? '' : ` for ${key}`}`;
      return errorAt({ code: 'tier-lengths-differ', what, fix: 'Give every tier one start and one price.' }, charge.at);
    });
}

function checkStarts({ items }: TierList, given: Charge): readonly TariffProblem[] {
  return items.flatMap((item, index) => {
    const start = numberOf(item);
    if (given.charge.type === 'Tiered' && item.kind !== 'amount') return index > 0 ? [shareInTiered(item, given)] : [];
    if (start === null) return [];
    const before = items[index - 1];
    if (before === undefined) return compare(start, ONE) > 0 ? [lateFirst(item, given)] : [];
    const last = before.kind === item.kind ? numberOf(before) : null;
    return [
      ...(last !== null && compare(start, last) <= 0 ? [notIncreasing(item, before, given)] : []),
      ...(isFractional(item, start, given) ? [fractional(item, start, given)] : []),
    ];
  });
}

/** The amount or the percentage as a plain number; null for a formula. */
function numberOf({ kind, value }: TierItem): Exact | null {
  return (kind === 'amount' || kind === 'percent') && value.kind === 'number' ? value.value : null;
}

function isFractional({ kind }: TierItem, start: Exact, { charge, inThousands }: Charge): boolean {
  if (charge.type !== 'Tiered' || kind !== 'amount') return false;
  return !isZero(subtract(start, roundTo(start, inThousands ? TENTH : ONE, 'down')));
}

function checkPrice(item: TierItem, { where }: Charge, { at }: FieldPlan): readonly TariffProblem[] {
  const place = item.text === '' ? at : item.at;
  if (item.kind !== 'amount') {
    const what = `${where} has the tier price "${item.text}", which is no amount`;
    return [errorAt({ code: 'not-a-number', what, fix: 'Give a price per unit.' }, place)];
  }
  const price = numberOf(item);
  if (price === null || compare(price, ZERO) >= 0) return [];
  const what = `${where} has a tier price below zero, ${toText(price)}`;
  return [warningAt({ code: 'negative-price', what, fix: 'Check the price.' }, place)];
}

function shareInTiered({ text, at }: TierItem, { where }: Charge): TariffProblem {
  const what = `${where} is Tiered and has the tier start "${text}", which needs a Budget charge`;
  const fix = 'Write Budget in place of Tiered, or give the start in units.';
  return errorAt({ code: 'not-a-number', what, fix }, at);
}

function notIncreasing({ text, at }: TierItem, before: TierItem, { where }: Charge): TariffProblem {
  const what = `${where} has the tier start ${text} after ${before.text}, so that the tier of ${before.text} gets no use`;
  return warningAt({ code: 'starts-do-not-increase', what, fix: 'Let every tier start above the one before.' }, at);
}

function fractional({ text, at }: TierItem, start: Exact, { where }: Charge): TariffProblem {
  const end = toText(subtract(start, ONE));
  const what = `${where} has the fractional tier start ${text}, so that the tier below ends at ${end}`;
  const fix = 'Write the first whole unit of the tier, one more than where the tier below ends.';
  return warningAt({ code: 'fractional-start', what, fix }, at);
}

function lateFirst({ text, at }: TierItem, { where }: Charge): TariffProblem {
  const what = `${where} has the first tier start ${text}, and use below it is charged in the first tier all the same`;
  const fix = 'Begin with 0, or put a tier at price 0 before it.';
  return warningAt({ code: 'first-start-counts-as-zero', what, fix }, at);
}
