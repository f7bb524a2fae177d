import {
  type TariffMap,
  type TariffNode,
  type TariffPosition,
  TariffError,
} from '../../../contract/tariff-document.js';
import { asMap, asScalar, valueOf, wrongShape } from '../document/nodes.js';
import type { ChoiceExpression, Expression } from './expression.js';
import type { FieldScope } from './field-scope.js';
import { normaliseKey } from './map-key.js';

/**
 * Compiles a `depends_on` map: the names' values, joined by `|` in the order given, choose the value.
 * Throws TariffError: wrong-shape, repeated-key.
 */
export function compileMap(
  map: TariffMap,
  scope: FieldScope,
  compileValue: (node: TariffNode) => Expression,
): ChoiceExpression {
  const names = dependsOn(map, scope.field);
  return {
    kind: 'choice',
    field: scope.field,
    slots: names.map((name) => scope.names.slot(name)),
    values: compileValues(map, scope.field, compileValue),
    at: map.at,
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
  compileValue: (node: TariffNode) => Expression,
): ReadonlyMap<string, Expression> {
  const node = valueOf(map, 'values');
  if (node === null) throw wrongShape(map, `${field} has depends_on and no values`);
  const values = new Map<string, Expression>();
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
