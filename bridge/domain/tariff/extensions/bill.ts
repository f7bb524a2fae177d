import type { TariffEntry } from '../../../contract/tariff-document.js';
import { NOTHING, constant, greatest, least, minus, plus, product } from '../expression/build.js';
import type { Expression } from '../expression/expression.js';
import type { Fee, LineSetting, Tax } from '../settings/settings.js';
import type { ClassBuilder } from './class-builder.js';
import { addComponent, roundedComponent } from './component.js';
import { type Factors, boundAmount } from './factors.js';

/** A line of a class's bills. */
export interface BillLinePlan extends LineSetting {
  /** Shown only where there is an amount. */
  readonly optional: boolean;
}

const BEFORE_BOUNDS = 'bill before its minimum and maximum';
const BEFORE_TAXES = 'bill before taxes and fees';

/** Adds the bill: its formula, its minimum and maximum, taxes and fees. Gives the lines. */
export function addBill(entry: TariffEntry, builder: ClassBuilder, factors: Factors): readonly BillLinePlan[] {
  const { billMinimum, billMaximum, taxes, fees, lines } = builder.settings;
  const bounded = billMinimum !== null || billMaximum !== null;
  const added = taxes.length > 0 || fees.length > 0;
  const subtotal = added ? BEFORE_TAXES : 'bill';
  const formula = bounded ? BEFORE_BOUNDS : subtotal;
  addComponent(entry, formula, builder, factors);
  const own: readonly LineSetting[] =
    lines.length > 0 ? lines : [{ component: formula, description: 'Bill', kind: 'charge' }];
  const extra = [
    ...(bounded ? addBounds(formula, subtotal, entry, builder, factors) : []),
    ...(added ? addTaxesAndFees(subtotal, entry, builder) : []),
  ];
  const shown = new Set(own.map(({ component }) => component));
  return [
    ...own.map((line) => ({ ...line, optional: false })),
    ...extra.filter(({ component }) => !shown.has(component)).map((line) => ({ ...line, optional: true })),
  ];
}

/** Taxes and fees of a class, as components of their own. */
function addTaxesAndFees(subtotal: string, { at }: TariffEntry, builder: ClassBuilder): readonly LineSetting[] {
  const { taxes, fees } = builder.settings;
  const added: readonly LineSetting[] = [
    ...taxes.map((tax) => addTax(tax, subtotal, builder)),
    ...fees.map((fee) => addFee(fee, builder)),
  ];
  sum('bill', [subtotal, ...added.map(({ component }) => component)], at, builder);
  return added;
}

function addBounds(
  formula: string,
  subtotal: string,
  { at }: TariffEntry,
  builder: ClassBuilder,
  factors: Factors,
): readonly LineSetting[] {
  const { billMinimum, billMaximum } = builder.settings;
  const lines: LineSetting[] = [];
  const parts = [formula];
  if (billMinimum !== null) {
    const missing = greatest(NOTHING, minus(boundAmount(billMinimum, builder, factors), builder.read(formula)));
    const text = `what is missing to ${billMinimum.amount.text.trim()}`;
    builder.add('bill_minimum', text, roundedComponent(missing, builder));
    lines.push({ component: 'bill_minimum', description: billMinimum.description, kind: 'charge' });
    parts.push('bill_minimum');
  }
  if (billMaximum !== null) {
    const reached = parts.map((part) => builder.read(part)).reduce(plus);
    const excess = least(NOTHING, minus(boundAmount(billMaximum, builder, factors), reached));
    const text = `what is above ${billMaximum.amount.text.trim()}, taken off`;
    builder.add('bill_maximum', text, roundedComponent(excess, builder));
    lines.push({ component: 'bill_maximum', description: billMaximum.description, kind: 'credit' });
    parts.push('bill_maximum');
  }
  sum(subtotal, parts, at, builder);
  return lines;
}

function addTax(tax: Tax, subtotal: string, builder: ClassBuilder): LineSetting {
  const { component, description, rate, exempt, at } = tax;
  const on = tax.on.map(({ text }) => text.trim()).map((name) => (name === 'bill' ? subtotal : name));
  const known = on.filter((name) => name === subtotal || builder.has(name));
  const base = known.map((name) => builder.read(name)).reduce(plus, NOTHING);
  const due = roundedComponent(product([base, constant(rate)]) ?? base, builder);
  const text = `${rate.toFixed()} * (${known.join(' + ') || '0'})${exempt === null ? '' : `, unless ${exempt}`}`;
  builder.add(component, text, exempt === null ? due : unlessExempt(exempt, due, builder), at);
  return { component, description, kind: 'tax' };
}

function unlessExempt(name: string, due: Expression, builder: ClassBuilder): Expression {
  const slot = builder.scope.slot(name);
  const values = new Map([
    ['yes', NOTHING],
    ['no', due],
  ]);
  const choice: Expression = { kind: 'choice', field: name, slots: [slot], values, at: builder.at };
  return { kind: 'given', slot, then: choice, otherwise: due };
}

function addFee({ fee, description, amount, at }: Fee, builder: ClassBuilder): LineSetting {
  const [component, data] = [`${fee}_fee`, `fee_${fee}`];
  const due = product([builder.amount(amount), builder.read(data)]) ?? NOTHING;
  const expression: Expression = {
    kind: 'given',
    slot: builder.scope.slot(data),
    then: roundedComponent(due, builder),
    otherwise: NOTHING,
  };
  builder.add(component, `${amount.text.trim()} * ${data}`, expression, at);
  return { component, description, kind: 'fee' };
}

function sum(name: string, parts: readonly string[], at: TariffEntry['at'], builder: ClassBuilder): void {
  const expression = parts.map((part) => builder.read(part)).reduce(plus);
  const text = parts.join(' + ');
  builder.fields.push({ name, at, kind: 'formula', text, expression, onlyWith: null, added: name !== 'bill' });
}
