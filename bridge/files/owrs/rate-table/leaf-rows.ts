import { isoDate } from './iso-date.js';
import { inWords, joined } from './item-words.js';
import { ALL_CLASSES, type RateCell, type RateRow } from './rate-row.js';
import { rateValue } from '../../../contract/rate-value.js';
import type { SourceNode, SourceScalar } from './source-tree.js';

/** Where the values of a setting belong. */
interface LeafPlace {
  readonly className: string;
  readonly component: string;
  readonly node: SourceNode;
}

/** One row for each value of a setting, at any depth. */
export function leafRows(place: LeafPlace, path: readonly string[] = []): RateRow[] {
  const { node } = place;
  if (node.kind === 'map') {
    return node.entries.flatMap(({ key, value }) => leafRows({ ...place, node: value }, [...path, inWords(key)]));
  }
  if (node.kind === 'list') {
    return node.items.flatMap((item, index) => leafRows({ ...place, node: item }, [...path, String(index + 1)]));
  }
  const price = cellOf(node);
  if (price === null) return [];
  const { className, component } = place;
  const item = joined([inWords(component), ...path]);
  return [{ key: keyOf(node), kind: 'value', className, component, item, from: null, price, unit: '', tier: null }];
}

/** The row of the effective date; the date is shown as YYYY-MM-DD, however the file spells it. */
export function effectiveDateRow(node: SourceNode | null): RateRow[] {
  const [row] = node === null ? [] : leafRows({ className: ALL_CLASSES, component: 'effective_date', node });
  if (row?.price === null || row?.price === undefined) return [];
  const value = isoDate(row.price.value) ?? row.price.value;
  return [{ ...row, kind: 'effective-date', price: { ...row.price, value } }];
}

/** A value that can be shown and edited in a cell; null for none, and for a text of several lines. */
export function cellOf(source: SourceScalar): RateCell | null {
  const isBlock = source.text.includes('\n') || source.end === source.start;
  return isBlock || source.text === '' ? null : { value: rateValue(source.text), source };
}

/** A row goes by the place of its value. */
export function keyOf({ line, column }: SourceScalar): string {
  return `L${line}C${column}`;
}
