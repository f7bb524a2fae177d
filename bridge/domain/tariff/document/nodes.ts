import {
  type TariffEntry,
  type TariffMap,
  type TariffNode,
  type TariffScalar,
  TariffError,
} from '../../../contract/tariff-document.js';

/** The entry under a key, or null. */
export function entryOf(map: TariffMap, key: string): TariffEntry | null {
  return map.entries.find((entry) => entry.key === key) ?? null;
}

/** The value under a key, or null. */
export function valueOf(map: TariffMap, key: string): TariffNode | null {
  return entryOf(map, key)?.value ?? null;
}

/** The node as a map. Throws TariffError "wrong-shape" when it is something else. */
export function asMap(node: TariffNode, name: string): TariffMap {
  if (node.kind === 'map') return node;
  throw wrongShape(node, `${name} must be a map of names and values`);
}

/** The node as a scalar. Throws TariffError "wrong-shape" when it is something else. */
export function asScalar(node: TariffNode, name: string): TariffScalar {
  if (node.kind === 'scalar') return node;
  throw wrongShape(node, `${name} must be a single value`);
}

/** The node's items. Throws TariffError "wrong-shape" when it is no list. */
export function asItems(node: TariffNode, name: string): readonly TariffNode[] {
  if (node.kind === 'list') return node.items;
  throw wrongShape(node, `${name} must be a list`);
}

export function wrongShape(node: TariffNode, what: string): TariffError {
  return new TariffError({ code: 'wrong-shape', what, fix: 'Correct the rate file at this line.', at: node.at });
}
