import {
  type Exact,
  compare,
  exactFromInteger,
  isZero,
  subtract,
  toText,
  roundWhole,
  toDecimal,
  ZERO,
} from '../exact/exact.js';
import type { ChargeExpression, Expression, FieldPlan, NameSlots, TierItem } from '../expression/expression.js';
import { everyPart } from './children.js';
import type { ClassNames } from './class-names.js';
import { type TariffProblem, errorAt, warningAt } from './tariff-problem.js';

/** A tier list, with the map key that chooses it; null where there is but one. */
interface TierList {
  readonly key: string | null;
  readonly items: readonly TierItem[];
}

const ONE = exactFromInteger(1);

/** Tier lists of unequal length, shares where none may be, and starts and prices that look wrong. */
export function checkTiers(className: string, names: ClassNames): readonly TariffProblem[] {
  return names.fields.flatMap((field) =>
    [...everyPart(field.expression)].flatMap((part) =>
      part.kind === 'charge' ? checkCharge(part, field, className, names) : [],
    ),
  );
}

function checkCharge(
  charge: ChargeExpression,
  field: FieldPlan,
  className: string,
  names: ClassNames,
): readonly TariffProblem[] {
  const where = `${field.name} of ${className}`;
  const [starts, prices] = [lists(charge.starts, names), lists(charge.prices, names)];
  return [
    ...missing(charge, where, names),
    ...unequal(starts, prices, where, charge),
    ...starts.flatMap((start) => checkStarts(start.items, freeTiers(start, prices), charge.type, where)),
    ...prices.flatMap(({ items }) => checkPrices(items, where)),
  ];
}

function lists(slots: NameSlots, names: ClassNames): readonly TierList[] {
  const expression = names.meant(slots)?.expression;
  if (expression === undefined || expression.kind === 'fault') return [];
  if (expression.kind !== 'choice') return [{ key: null, items: items(expression) }];
  return [...expression.values]
    .filter(([, value]) => value.kind !== 'fault')
    .map(([key, value]) => ({ key, items: items(value) }));
}

function items(expression: Expression): readonly TierItem[] {
  if (expression.kind === 'tiers') return expression.items;
  return [{ kind: 'amount', text: '', at: { file: '', line: 0, column: 0 }, value: expression }];
}

function missing(charge: ChargeExpression, where: string, names: ClassNames): readonly TariffProblem[] {
  const needed =
    charge.type === 'Budget' ? [charge.starts, charge.prices, charge.budget] : [charge.starts, charge.prices];
  return needed
    .filter((slots) => names.meant(slots) === null)
    .map((slots) => {
      const name = names.name(slots[0]);
      const what = `${where} is ${charge.type} and the class has no ${name}`;
      return errorAt({ code: 'unknown-name', what, fix: `Add ${name} to the class.` }, charge.at);
    });
}

/** Lists that the same key chooses must be equally long; a single list goes with every other. */
function unequal(
  starts: readonly TierList[],
  prices: readonly TierList[],
  where: string,
  { at }: ChargeExpression,
): readonly TariffProblem[] {
  const pairs = starts.flatMap((start) =>
    prices
      .filter(({ key }) => key === null || start.key === null || key === start.key)
      .map((price) => ({ start, price })),
  );
  return pairs
    .filter(({ start, price }) => start.items.length !== price.items.length)
    .map(({ start, price }) => {
      const key = start.key ?? price.key;
      const counts = `${start.items.length} tier starts and ${price.items.length} tier prices`;
      const what = `${where} has ${counts}${key === null ? '' : ` for ${key}`}`;
      return errorAt({ code: 'tier-lengths-differ', what, fix: 'Give every tier one start and one price.' }, at);
    });
}

/** The tiers that cost nothing: free units may end anywhere. */
function freeTiers({ key }: TierList, prices: readonly TierList[]): ReadonlySet<number> {
  const list = prices.find((price) => price.key === null || key === null || price.key === key)?.items ?? [];
  const isFree = ({ value }: TierItem) => value.kind === 'number' && isZero(value.value);
  return new Set(list.flatMap((item, index) => (isFree(item) ? [index] : [])));
}

function checkStarts(
  items: readonly TierItem[],
  free: ReadonlySet<number>,
  type: ChargeExpression['type'],
  where: string,
): readonly TariffProblem[] {
  const problems: TariffProblem[] = [];
  let before: Exact | null = null;
  items.forEach((item, index) => {
    if (type === 'Tiered' && item.kind !== 'amount' && index > 0) problems.push(shareInTiered(item, where));
    const start = item.kind === 'amount' && item.value.kind === 'number' ? item.value.value : null;
    if (start === null) return;
    if (index > 0 && before !== null && compare(start, before) <= 0) problems.push(notIncreasing(item, where));
    const isWhole = isZero(subtract(start, roundWhole(start, 'down')));
    if (!isWhole && !free.has(index - 1)) problems.push(fractional(item, type, where));
    if (index === 0 && compare(start, ONE) > 0) problems.push(lateFirst(item, where));
    before = start;
  });
  return problems;
}

function checkPrices(items: readonly TierItem[], where: string): readonly TariffProblem[] {
  return items
    .filter(({ value }) => value.kind === 'number' && compare(value.value, ZERO) < 0)
    .map(({ text, at }) =>
      warningAt(
        { code: 'negative-price', what: `${where} has the tier price ${text}, below zero`, fix: 'Check the price.' },
        at,
      ),
    );
}

function shareInTiered({ text, at }: TierItem, where: string): TariffProblem {
  const what = `${where} is Tiered and has the tier start "${text}", which needs a Budget charge`;
  return errorAt(
    { code: 'not-a-number', what, fix: 'Write Budget in place of Tiered, or give the start in units.' },
    at,
  );
}

function notIncreasing({ text, at }: TierItem, where: string): TariffProblem {
  const what = `${where} has the tier start ${text}, which is not above the one before; the tier before gets nothing`;
  return warningAt({ code: 'starts-do-not-increase', what, fix: 'Let every tier start above the one before.' }, at);
}

function fractional({ text, at, value }: TierItem, type: ChargeExpression['type'], where: string): TariffProblem {
  const end = value.kind === 'number' ? toText(toDecimal(subtract(value.value, ONE))) : '';
  const reading = type === 'Tiered' ? `; the tier below ends at ${end}` : '';
  const what = `${where} has the fractional tier start ${text}${reading}`;
  const fix = 'A Tiered start is the first whole unit of its tier; for free units use an allowance.';
  return warningAt({ code: 'fractional-start', what, fix }, at);
}

function lateFirst({ text, at }: TierItem, where: string): TariffProblem {
  const what = `${where} has the first tier start ${text}; usage below it is charged in the first tier all the same`;
  return warningAt(
    { code: 'first-start-counts-as-zero', what, fix: 'Begin with 0, or add a first tier at price 0.' },
    at,
  );
}
