import { type Node, type ParsedNode, LineCounter, isMap, isScalar, isSeq, parseDocument } from 'yaml';
import { parseTariffTree, YAML_OPTIONS } from '../parse-tariff-tree.js';

/** A value with the place of its spelling in the text: offsets from `start` up to, not including, `end`. */
export interface SourceScalar {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Both count from 1. */
  readonly line: number;
  readonly column: number;
}

export interface SourceList {
  readonly kind: 'list';
  readonly start: number;
  readonly end: number;
  /** True for [a, b]; false for items on lines of their own. */
  readonly isInline: boolean;
  readonly items: readonly SourceNode[];
}

export interface SourceMap {
  readonly kind: 'map';
  readonly entries: readonly { readonly key: string; readonly value: SourceNode }[];
}

export type SourceNode = SourceScalar | SourceList | SourceMap;

/**
 * Parses a rate file's text into a tree that knows where each value is spelled. Throws TariffError as reading the file
 * does.
 */
export function parseSourceTree(text: string, file: string): SourceMap {
  // First, because it refuses what the package would take minutes over or what has no place of its own (aliases).
  parseTariffTree(text, file);
  const lines = new LineCounter();
  const document = parseDocument(text, { ...YAML_OPTIONS, lineCounter: lines });
  const root = toNode(document.contents, lines);
  return root.kind === 'map' ? root : { kind: 'map', entries: [] };
}

function toNode(node: Node | ParsedNode | null, lines: LineCounter): SourceNode {
  const [start = 0, end = 0] = node?.range ?? [];
  if (isMap(node)) {
    const entries = node.items.map(({ key, value }) => ({
      key: isScalar(key) ? String(key.value) : '',
      value: toNode(value as Node | null, lines),
    }));
    return { kind: 'map', entries };
  }
  if (isSeq(node)) {
    const items = node.items.map((item) => toNode(item as Node | null, lines));
    return { kind: 'list', start, end, isInline: node.flow === true, items };
  }
  const { line, col } = lines.linePos(start);
  const value = isScalar(node) && typeof node.value === 'string' ? node.value : '';
  return { kind: 'scalar', start, end, text: value, line: Math.max(line, 1), column: Math.max(col, 1) };
}

/** The value at a path of keys, or null where there is none. */
export function nodeAt(node: SourceNode, ...keys: readonly string[]): SourceNode | null {
  return keys.reduce<SourceNode | null>((here, key) => (here === null ? null : valueOf(here, key)), node);
}

function valueOf(node: SourceNode, key: string): SourceNode | null {
  return node.kind === 'map' ? (node.entries.find((entry) => entry.key === key)?.value ?? null) : null;
}
