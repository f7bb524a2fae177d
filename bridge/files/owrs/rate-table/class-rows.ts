import { fieldWords, joined, keyWords, mapStart, unitOf } from './item-words.js';
import { cellOf, keyOf, leafRows } from './leaf-rows.js';
import type { RateRow } from './rate-row.js';
import { nodeAt, type SourceList, type SourceMap, type SourceNode, type SourceScalar } from './source-tree.js';
import { tierField, type TierField } from './tier-fields.js';

/** What the rows of one class have in common. */
interface ClassFacts {
  readonly className: string;
  readonly billUnit: string;
}

/** The rows of a class's fields in the file's order; the starts and prices of tiers stand side by side. */
export function classRows(className: string, fields: SourceNode, billUnit: string): RateRow[] {
  if (fields.kind !== 'map') return [];
  const facts = { className, billUnit };
  const paired = new Set<string>();
  return fields.entries.flatMap(({ key, value }) => {
    if (paired.has(key)) return [];
    const tiers = tierField(key);
    const rows = tiers === null ? null : pairedRows(facts, fields, tiers);
    if (tiers === null || rows === null) return fieldRows(facts, key, value, []);
    paired.add(tiers.starts).add(tiers.prices);
    return rows;
  });
}

/** Rows with start and price, or null where the two fields are not of one shape. */
function pairedRows(facts: ClassFacts, fields: SourceMap, tiers: TierField): RateRow[] | null {
  const starts = nodeAt(fields, tiers.starts);
  const prices = nodeAt(fields, tiers.prices);
  if (starts === null || prices === null) return null;
  const component = nodeAt(fields, tiers.charge) === null ? tiers.prices : tiers.charge;
  return pairedNodes({ ...facts, component, pricesName: tiers.prices }, starts, prices, []);
}

interface PairFacts extends ClassFacts {
  readonly component: string;
  readonly pricesName: string;
}

function pairedNodes(
  facts: PairFacts,
  starts: SourceNode,
  prices: SourceNode,
  path: readonly string[],
): RateRow[] | null {
  if (starts.kind === 'list' && prices.kind === 'list') return tierRows(facts, starts, prices, path);
  const from = mapOf(starts);
  const to = mapOf(prices);
  if (from === null || to === null || !isAlike(from, to)) return null;
  const rows = to.values.entries.map(({ key, value }) => {
    const other = nodeAt(from.values, key);
    return other === null ? null : pairedNodes(facts, other, value, [...path, keyWords(to.names, key)]);
  });
  return rows.includes(null) ? null : rows.flatMap((each) => each ?? []);
}

function isAlike(one: DependsOn, other: DependsOn): boolean {
  const keys = (map: DependsOn): string => JSON.stringify([map.names, map.values.entries.map(({ key }) => key).sort()]);
  return keys(one) === keys(other);
}

function tierRows(facts: PairFacts, starts: SourceList, prices: SourceList, path: readonly string[]): RateRow[] | null {
  if (starts.items.length !== prices.items.length || starts.items.length === 0) return null;
  const { className, component, billUnit, pricesName } = facts;
  const block = { starts, prices };
  const rows = prices.items.map((item, index): RateRow | null => {
    const start = starts.items[index];
    const from = start?.kind === 'scalar' ? cellOf(start) : null;
    const price = item.kind === 'scalar' ? cellOf(item) : null;
    if (from === null || price === null) return null;
    const unit = unitOf(pricesName, price.value, billUnit);
    const words = joined([...path, `tier ${index + 1}`]);
    const tier = { block, index };
    return { key: keyOf(price.source), kind: 'tier', className, component, item: words, from, price, unit, tier };
  });
  return rows.includes(null) ? null : rows.flatMap((row) => row ?? []);
}

/** One row for each value of a field: of a depends_on map at any depth, of a list, or the field's own. */
function fieldRows(facts: ClassFacts, component: string, node: SourceNode, path: readonly string[]): RateRow[] {
  const map = mapOf(node);
  if (map !== null) {
    const start = path.length === 0 ? mapStart(component) : path;
    return map.values.entries.flatMap(({ key, value }) =>
      fieldRows(facts, component, value, [...start, keyWords(map.names, key)]),
    );
  }
  const { className } = facts;
  if (node.kind === 'map') return leafRows({ className, component, node }, path);
  if (node.kind === 'list') {
    const word = listWord(component);
    return node.items.flatMap((item, index) => fieldRows(facts, component, item, [...path, `${word} ${index + 1}`]));
  }
  return valueRows(facts, component, node, path);
}

function listWord(component: string): string {
  const tiers = tierField(component);
  return tiers === null ? 'item' : tiers.part === 'starts' ? 'start of tier' : 'price of tier';
}

function valueRows(facts: ClassFacts, component: string, node: SourceScalar, path: readonly string[]): RateRow[] {
  const cell = cellOf(node);
  if (cell === null) return [];
  const { className, billUnit } = facts;
  const words = path.length === 0 ? fieldWords(component, cell.value) : joined(path);
  const row = { key: keyOf(node), kind: 'value', className, component, item: words, tier: null } as const;
  if (tierField(component)?.part === 'starts') return [{ ...row, from: cell, price: null, unit: billUnit }];
  return [{ ...row, from: null, price: cell, unit: unitOf(component, cell.value, billUnit) }];
}

interface DependsOn {
  readonly names: readonly string[];
  readonly values: SourceMap;
}

/** A depends_on map with its values, or null. */
function mapOf(node: SourceNode): DependsOn | null {
  const names = nodeAt(node, 'depends_on');
  const values = nodeAt(node, 'values');
  if (names === null || values?.kind !== 'map') return null;
  const texts = names.kind === 'list' ? names.items : [names];
  return { names: texts.flatMap((name) => (name.kind === 'scalar' ? [name.text] : [])), values };
}
