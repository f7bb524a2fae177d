import type { TariffEntry } from '../../../contract/tariff-document.js';
import { NOTHING, constant, greatest, least, minus, plus, times } from '../expression/build.js';
import type { Expression } from '../expression/expression.js';
import type { Fee, LineSetting, Tax } from '../settings/settings.js';
import { addedLines, feeComponent, feeDatum } from './added-lines.js';
import type { ClassBuilder } from './class-builder.js';
import { addComponent, roundedComponent, roundedText, roundedToCents } from './component.js';
import { type Factors, boundAmount, boundText } from './factors.js';

/** A line of a class's bills. */
export interface BillLinePlan extends LineSetting {
  /** Shown only where there is an amount. */
  readonly optional: boolean;
}

const BEFORE_BOUNDS = 'bill before its minimum and maximum';
const BEFORE_TAXES = 'bill before taxes and fees';

/** Adds the bill: its formula, its minimum and maximum, taxes and fees. Gives the lines. */
export function addBill(entry: TariffEntry, builder: ClassBuilder, factors: Factors): readonly BillLinePlan[] {
  const { billMinimum, billMaximum, taxes, fees } = builder.settings;
  const isBounded = billMinimum !== null || billMaximum !== null;
  const isAddedTo = taxes.length > 0 || fees.length > 0;
  const subtotal = isAddedTo ? BEFORE_TAXES : 'bill';
  const formula = isBounded ? BEFORE_BOUNDS : subtotal;
  addComponent(entry, formula, builder, factors);
  const { own, added } = linesOf(formula, builder);
  if (isBounded) addBounds(formula, subtotal, own, entry, builder, factors);
  if (isAddedTo) addTaxesAndFees(subtotal, entry, builder);
  return [...own, ...added];
}

/**
 * The class's own lines and those that the settings add, in the order in which the file names them, the others behind.
 * "bill" among them is the file's formula: what is added to it has lines of its own. A common line is left out where the
 * class does not have its component; the lines' sum shows whether it was needed.
 */
function linesOf(
  formula: string,
  builder: ClassBuilder,
): { readonly own: readonly BillLinePlan[]; readonly added: readonly BillLinePlan[] } {
  const { lines } = builder.settings;
  const extra = new Map(addedLines(builder.settings).map((line) => [line.component, line]));
  const named = lines.flatMap(({ component, description, kind }): readonly BillLinePlan[] => {
    const added = extra.get(component);
    if (added) return [{ ...added, description, optional: true }];
    if (component === 'bill') return [{ component: formula, description, kind, optional: false }];
    return builder.has(component) ? [{ component, description, kind, optional: false }] : [];
  });
  const shown = new Set(named.map(({ component }) => component));
  const others = [...extra.values()].filter(({ component }) => !shown.has(component));
  const whole: BillLinePlan = { component: formula, description: 'Bill', kind: 'charge', optional: false };
  return {
    own: lines.length === 0 ? [whole] : named,
    added: others.map((line) => ({ ...line, optional: true })),
  };
}

/** Taxes and fees of a class, as components of their own. */
function addTaxesAndFees(subtotal: string, { at }: TariffEntry, builder: ClassBuilder): void {
  const { taxes, fees } = builder.settings;
  for (const tax of taxes) addTax(tax, subtotal, builder);
  for (const fee of fees) addFee(fee, builder);
  const added = [...taxes.map(({ component }) => component), ...fees.map(({ fee }) => feeComponent(fee))];
  builder.addSum('bill', [subtotal, ...added], at);
}

function addBounds(
  formula: string,
  subtotal: string,
  own: readonly BillLinePlan[],
  { at }: TariffEntry,
  builder: ClassBuilder,
  factors: Factors,
): void {
  const { billMinimum, billMaximum } = builder.settings;
  const parts = [formula];
  let reached = billed(formula, own, builder);
  if (billMinimum !== null) {
    const missing = greatest(NOTHING, minus(boundAmount(billMinimum, builder, factors), reached));
    const text = roundedText(`what is missing to ${boundText(billMinimum)}`, builder);
    reached = plus(reached, builder.add('bill_minimum', text, roundedComponent(missing, builder)));
    parts.push('bill_minimum');
  }
  if (billMaximum !== null) {
    const excess = least(NOTHING, minus(boundAmount(billMaximum, builder, factors), reached));
    const text = roundedText(`what is above ${boundText(billMaximum)}, taken off`, builder);
    builder.add('bill_maximum', text, roundedComponent(excess, builder));
    parts.push('bill_maximum');
  }
  builder.addSum(subtotal, parts, at);
}

/** What is billed before minimum and maximum. Lines rounded one by one must not miss the minimum by a cent. */
function billed(formula: string, own: readonly BillLinePlan[], builder: ClassBuilder): Expression {
  const { at, how } = builder.settings.rounding;
  const added = new Set(addedLines(builder.settings).map(({ component }) => component));
  const lines = own.filter(({ component }) => !added.has(component));
  if (at !== 'line' || lines.length === 0) return builder.read(formula);
  return lines.map(({ component }) => roundedToCents(builder.read(component), how)).reduce(plus);
}

function addTax(tax: Tax, subtotal: string, builder: ClassBuilder): void {
  const { component, rate, exempt, at } = tax;
  const { billMinimum, billMaximum } = builder.settings;
  const bounds = [...(billMinimum ? ['bill_minimum'] : []), ...(billMaximum ? ['bill_maximum'] : [])];
  const on = tax.on
    .map(({ text }) => text.trim())
    .filter((name) => name === 'bill' || builder.has(name) || bounds.includes(name))
    .map((name) => (name === 'bill' ? subtotal : name));
  const base = on.map((name) => builder.read(name)).reduce(plus, NOTHING);
  const due = roundedComponent(times(base, constant(rate)), builder);
  const text = roundedText(`${rate.toFixed()} * (${on.join(' + ') || '0'})`, builder);
  const unless = exempt === null ? '' : `, nothing where ${exempt} is yes`;
  builder.add(component, `${text}${unless}`, exempt === null ? due : unlessExempt(tax, exempt, due, builder), at);
}

function unlessExempt({ component, at }: Tax, name: string, due: Expression, builder: ClassBuilder): Expression {
  const slot = builder.scope.slot(name);
  const values = new Map([
    ['yes', NOTHING],
    ['no', due],
  ]);
  const choice: Expression = { kind: 'choice', field: component, slots: [slot], values, at };
  return { kind: 'given', slot, then: choice, otherwise: due };
}

function addFee({ fee, amount, at }: Fee, builder: ClassBuilder): void {
  const data = feeDatum(fee);
  const due = times(builder.amount(amount), builder.read(data));
  const expression: Expression = {
    kind: 'given',
    slot: builder.scope.slot(data),
    then: roundedComponent(due, builder),
    otherwise: NOTHING,
  };
  const text = roundedText(`${amount.text.trim()} * ${data}`, builder);
  builder.add(feeComponent(fee), text, expression, at);
}
