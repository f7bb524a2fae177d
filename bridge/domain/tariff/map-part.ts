import { type TariffMap, type TariffNode, type TariffPosition, TariffError } from '../../contract/tariff-document.js';
import type { ClassScope } from './class-scope.js';
import { normaliseKey, normaliseSize } from './map-key.js';
import { asMap, asScalar, valueOf, wrongShape } from './nodes.js';
import type { PartValue, Run } from './run.js';

type Evaluate = (run: Run) => PartValue;

/**
 * Compiles a `depends_on` map: the names' values, joined by `|` in the order given, choose the value.
 * Throws TariffError: wrong-shape, repeated-key; the evaluation throws no-map-match and unknown-name.
 */
export function compileMap(
  map: TariffMap,
  field: string,
  scope: ClassScope,
  compileValue: (node: TariffNode) => Evaluate,
): Evaluate {
  const names = dependsOn(map, field);
  const slots = names.map((name) => scope.slot(name));
  const values = compileValues(map, field, compileValue);
  return (run) => {
    const key = slots.map((slot) => normaliseSize(run.key(slot, map.at))).join('|');
    run.trace?.mapKey(key);
    const evaluate = values.get(key);
    if (evaluate === undefined) throw noMatch(field, names, key, [...values.keys()], map.at);
    return evaluate(run);
  };
}

/** The names whose values choose from the map. Throws TariffError "wrong-shape". */
export function dependsOn(map: TariffMap, field: string): readonly string[] {
  const node = valueOf(map, 'depends_on');
  if (node === null) throw wrongShape(map, `${field} is a map without depends_on`);
  const items = node.kind === 'list' ? node.items : [node];
  const names = items.map((item) => asScalar(item, 'depends_on').text.trim());
  if (names.length === 0 || names.includes('')) throw wrongShape(node, `depends_on of ${field} names nothing`);
  return names;
}

function compileValues(
  map: TariffMap,
  field: string,
  compileValue: (node: TariffNode) => Evaluate,
): ReadonlyMap<string, Evaluate> {
  const node = valueOf(map, 'values');
  if (node === null) throw wrongShape(map, `${field} has depends_on and no values`);
  const values = new Map<string, Evaluate>();
  for (const { key, value, at } of asMap(node, `values of ${field}`).entries) {
    const normal = normaliseKey(key);
    if (values.has(normal)) throw repeatedKey(field, key, at);
    values.set(normal, compileValue(value));
  }
  return values;
}

function repeatedKey(field: string, key: string, at: TariffPosition): TariffError {
  return new TariffError({
    code: 'repeated-key',
    what: `${field} gives ${key} twice, in two spellings`,
    fix: 'Keep one of the two.',
    at,
  });
}

function noMatch(
  field: string,
  names: readonly string[],
  key: string,
  known: readonly string[],
  at: TariffPosition,
): TariffError {
  const shown = known.slice(0, 20).join(', ') + (known.length > 20 ? ', ...' : '');
  return new TariffError({
    code: 'no-map-match',
    what: `${field} has no value for ${names.join('|')} = ${key.slice(0, 80)}; it knows ${shown}`,
    fix: `Correct ${names.join(' or ')} on the account, or add the value to the rate file.`,
    at,
  });
}
