import { type TariffEntry, type TariffNode, type TariffScalar, TariffError } from '../../contract/tariff-document.js';
import { compileCharge } from './charge.js';
import { type Exact, exactFromText, roundHalfEven } from './exact.js';
import { compileFormula } from './compile-formula.js';
import { compileMap, dependsOn } from './map-part.js';
import { wrongShape } from './nodes.js';
import type { FieldPlan, PartValue, Run, TierItem } from './run.js';
import type { ClassScope } from './class-scope.js';

type Compiled = Pick<FieldPlan, 'kind' | 'text' | 'evaluate'>;

/**
 * Compiles one field of a class. What is wrong with it is thrown when the field is evaluated, not before:
 * a broken field that no bill needs leaves the others valid.
 */
export function compileField({ key: name, at, value }: TariffEntry, scope: ClassScope): FieldPlan {
  let shape: Pick<Compiled, 'kind' | 'text'> = { kind: 'formula', text: '' };
  const evaluate = orFailing(() => {
    const compiled = compilePart(value, name, scope);
    shape = compiled;
    return compiled.evaluate;
  });
  return { name, at, kind: shape.kind, text: shape.text, evaluate };
}

function compilePart(node: TariffNode, field: string, scope: ClassScope): Compiled {
  if (node.kind === 'scalar') return compileScalar(node, field, scope);
  if (node.kind === 'list') {
    const [first] = node.items;
    if (first === undefined) throw wrongShape(node, `${field} is an empty list`);
    return node.items.length === 1 ? compilePart(first, field, scope) : compileList(node.items, field, scope);
  }
  return {
    kind: 'map',
    text: `by ${dependsOn(node, field).join(', ')}`,
    evaluate: compileMap(node, field, scope, (value) => orFailing(() => mapValue(value, field, scope))),
  };
}

function compileScalar(node: TariffScalar, field: string, scope: ClassScope): Compiled {
  const text = node.text.trim();
  if (text === 'Tiered' || text === 'Budget') {
    return { kind: 'charge', text, evaluate: compileCharge(text, field, node.at, scope) };
  }
  const rounds = field.includes('budget');
  const number = exactFromText(text);
  if (number !== null) return { kind: 'number', text, evaluate: constant(rounds ? roundHalfEven(number) : number) };
  return { kind: 'formula', text, evaluate: compileFormula(text, node.at, field, scope, rounds) };
}

/** A map's value: a number, a formula, or a list of tiers. */
function mapValue(node: TariffNode, field: string, scope: ClassScope): (run: Run) => PartValue {
  if (node.kind === 'map') throw wrongShape(node, `a value of ${field} is a map where a number or tiers are needed`);
  const [first] = node.kind === 'list' ? node.items : [node];
  if (first === undefined) throw wrongShape(node, `a value of ${field} is an empty list`);
  if (node.kind === 'list' && node.items.length > 1) return compileList(node.items, field, scope).evaluate;
  return compileAmount(first, field, scope);
}

function compileList(items: readonly TariffNode[], field: string, scope: ClassScope): Compiled {
  const tiers = items.map((item) => tierItem(item, field, scope));
  return { kind: 'list', text: tiers.map(({ text }) => text).join(', '), evaluate: () => tiers };
}

function tierItem(node: TariffNode, field: string, scope: ClassScope): TierItem {
  const text = node.kind === 'scalar' ? node.text.trim() : '';
  const share = text.toLowerCase();
  if (share === 'indoor' || share === 'outdoor') {
    return { kind: share, text, at: node.at, evaluate: notAnAmount(text, node) };
  }
  const percent = /^(\d+(?:\.\d+)?|\.\d+) *%$/.exec(text)?.[1];
  const value = percent === undefined ? null : exactFromText(percent);
  if (value !== null) return { kind: 'percent', text, at: node.at, evaluate: () => value };
  const amount = orFailing(() => compileAmount(node, field, scope));
  return { kind: 'amount', text, at: node.at, evaluate: amount };
}

/** A number or a formula. */
function compileAmount(node: TariffNode, field: string, scope: ClassScope): (run: Run) => Exact {
  if (node.kind !== 'scalar') throw wrongShape(node, `a value of ${field} must be a number or a formula`);
  const number = exactFromText(node.text.trim());
  return number !== null ? constant(number) : compileFormula(node.text, node.at, field, scope, false);
}

function notAnAmount(text: string, node: TariffNode): () => never {
  return () => {
    throw new TariffError({
      code: 'not-a-number',
      what: `"${text}" stands where an amount is needed`,
      fix: 'Use indoor, outdoor and percentages only as tier starts of a Budget charge.',
      at: node.at,
    });
  };
}

function constant(value: Exact): () => Exact {
  return () => value;
}

/** Compiles, or gives an evaluation that throws what was wrong. */
function orFailing<V>(compile: () => (run: Run) => V): (run: Run) => V {
  try {
    return compile();
  } catch (error) {
    if (!(error instanceof TariffError)) throw error;
    return () => {
      throw error;
    };
  }
}
