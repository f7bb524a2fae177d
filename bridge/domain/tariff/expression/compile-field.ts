import type { Decimal } from 'decimal.js';
import {
  type TariffEntry,
  type TariffNode,
  type TariffScalar,
  TariffError,
} from '../../../contract/tariff-document.js';
import { wrongShape } from '../document/nodes.js';
import { exactFromText, roundHalfEven } from '../exact/exact.js';
import { compileCharge } from './compile-charge.js';
import { compileFormula } from './compile-formula.js';
import { compileMap, dependsOn } from './compile-map.js';
import type { Expression, FieldPlan, TierItem } from './expression.js';
import type { FieldScope } from './field-scope.js';

/** What a field says, before it has a place in its class. */
export type FieldBody = Pick<FieldPlan, 'kind' | 'text' | 'expression'>;

/**
 * Compiles one field of a class. What is wrong with it is kept as a fault and thrown when the field is evaluated:
 * a broken field that no bill needs leaves the others valid.
 */
export function compileField({ value }: Pick<TariffEntry, 'value'>, scope: FieldScope): FieldBody {
  try {
    return compilePart(value, scope);
  } catch (error) {
    return { kind: 'formula', text: textOf(value), expression: faultOf(error) };
  }
}

/** A number or a formula, e.g. a tier's price or an amount in the settings. Faults are kept, as in compileField. */
export function compileAmount(node: TariffNode, scope: FieldScope): Expression {
  return orFault(() => {
    if (node.kind !== 'scalar') throw wrongShape(node, `a value of ${scope.field} must be a number or a formula`);
    const text = node.text.trim();
    const value = exactFromText(text);
    return value !== null ? { kind: 'number', value, text } : compileFormula(node.text, node.at, scope, false);
  });
}

function compilePart(node: TariffNode, scope: FieldScope): FieldBody {
  if (node.kind === 'scalar') return compileScalar(node, scope);
  if (node.kind === 'list') {
    const [first] = node.items;
    if (first === undefined) throw wrongShape(node, `${scope.field} is an empty list`);
    return isList(node.items) ? compileList(node.items, scope) : compilePart(first, scope);
  }
  return {
    kind: 'map',
    text: `by ${dependsOn(node, scope.field).join(', ')}`,
    expression: compileMap(node, scope, (value) => orFault(() => mapValue(value, scope))),
  };
}

function compileScalar(node: TariffScalar, scope: FieldScope): FieldBody {
  const text = node.text.trim();
  if (text === 'Tiered' || text === 'Budget') {
    return { kind: 'charge', text, expression: compileCharge(text, node.at, scope) };
  }
  const rounds = scope.field.includes('budget');
  const number = exactFromText(text);
  if (number === null) return { kind: 'formula', text, expression: compileFormula(text, node.at, scope, rounds) };
  return { kind: 'number', text, expression: { kind: 'number', value: rounds ? roundHalfEven(number) : number, text } };
}

/** A map's value: a number, a formula, or a list of tiers. */
function mapValue(node: TariffNode, scope: FieldScope): Expression {
  const { field } = scope;
  if (node.kind === 'map') throw wrongShape(node, `a value of ${field} is a map where a number or tiers are needed`);
  const [first] = node.kind === 'list' ? node.items : [node];
  if (first === undefined) throw wrongShape(node, `a value of ${field} is an empty list`);
  if (node.kind === 'list' && isList(node.items)) return compileList(node.items, scope).expression;
  return compileAmount(first, scope);
}

/** A list of one number is that number; a list of one share of a budget is one tier. */
function isList(items: readonly TariffNode[]): boolean {
  return items.length > 1 || items.some((item) => shareOf(textOf(item)) !== null);
}

function compileList(nodes: readonly TariffNode[], scope: FieldScope): FieldBody {
  const items = nodes.map((item) => tierItem(item, scope));
  return { kind: 'list', text: items.map(({ text }) => text).join(', '), expression: { kind: 'tiers', items } };
}

function tierItem(node: TariffNode, scope: FieldScope): TierItem {
  const { at } = node;
  const text = textOf(node);
  const share = shareOf(text);
  if (share === null) return { kind: 'amount', text, at, value: compileAmount(node, scope) };
  if (typeof share === 'string') return { kind: share, text, at, value: notAnAmount(text, node) };
  return { kind: 'percent', text, at, value: { kind: 'number', value: share, text } };
}

/** The percentage that a text is, or the part of a budget that it names; null for an amount. */
function shareOf(text: string): Decimal | 'indoor' | 'outdoor' | null {
  const name = text.toLowerCase();
  if (name === 'indoor' || name === 'outdoor') return name;
  const percent = /^(\d+(?:\.\d+)?|\.\d+) *%$/.exec(text)?.[1];
  return percent === undefined ? null : exactFromText(percent);
}

function textOf(node: TariffNode): string {
  return node.kind === 'scalar' ? node.text.trim() : '';
}

function notAnAmount(text: string, { at }: TariffNode): Expression {
  return faultOf(
    new TariffError({
      code: 'not-a-number',
      what: `"${text}" stands where an amount is needed`,
      fix: 'Use indoor, outdoor and percentages only as tier starts of a Budget charge.',
      at,
    }),
  );
}

function orFault(compile: () => Expression): Expression {
  try {
    return compile();
  } catch (error) {
    return faultOf(error);
  }
}

function faultOf(error: unknown): Expression {
  if (error instanceof TariffError) return { kind: 'fault', error };
  throw error;
}
