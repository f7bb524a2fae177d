import type { SourceList, SourceNode } from './source-tree.js';
import type { TextEdit } from './text-edit.js';

/** An item of a list as it is to be: `index` is its place before, null for a new one. */
export interface ListItem {
  readonly index: number | null;
  /** The spelling. */
  readonly text: string;
}

/**
 * Gives a list other items; what stood between two items that still follow each other stays. Gives null where the list
 * is laid out in a way that new items cannot follow.
 */
export function rebuildList(text: string, list: SourceList, items: readonly ListItem[]): TextEdit | null {
  return list.isInline ? rebuildInline(text, list, items) : rebuildLines(text, list, items);
}

function rebuildInline(text: string, list: SourceList, items: readonly ListItem[]): TextEdit | null {
  const first = list.items[0];
  const last = list.items.at(-1);
  if (first === undefined || last === undefined) return null;
  const inner = items.map((item, place) => {
    const before = items[place - 1];
    return before === undefined ? item.text : separator(text, list, before, item) + item.text;
  });
  return { start: placeOf(first).start, end: placeOf(last).end, text: inner.join('') };
}

function separator(text: string, list: SourceList, before: ListItem, item: ListItem): string {
  if (before.index === null || item.index === null || item.index !== before.index + 1) return ', ';
  const left = list.items[before.index];
  const right = list.items[item.index];
  return left === undefined || right === undefined ? ', ' : text.slice(placeOf(left).end, placeOf(right).start);
}

function rebuildLines(text: string, list: SourceList, items: readonly ListItem[]): TextEdit | null {
  const starts = list.items.map((item) => lineStart(text, placeOf(item).start));
  const indent = /^[ \t]*-[ \t]+/.exec(text.slice(starts[0]))?.[0];
  if (indent === undefined || new Set(starts).size !== starts.length) return null;
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const end = lineEnd(text, placeOf(list.items.at(-1) ?? list).end);
  const lines = items.map(({ index, text: spelling }) => {
    const item = index === null ? undefined : list.items[index];
    if (item === undefined || index === null) return `${indent}${spelling}${eol}`;
    const { start: from, end: to } = placeOf(item);
    const line = text.slice(starts[index], from) + spelling + text.slice(to, starts[index + 1] ?? end);
    return line.endsWith('\n') ? line : line + eol;
  });
  const rebuilt = lines.join('');
  const isOpenEnded = text.charAt(end - 1) !== '\n';
  return { start: starts[0] ?? list.start, end, text: isOpenEnded ? rebuilt.replace(/\r?\n$/, '') : rebuilt };
}

function placeOf(node: SourceNode): { readonly start: number; readonly end: number } {
  return node.kind === 'map' ? { start: 0, end: 0 } : node;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

/** The offset behind the end of the line. */
function lineEnd(text: string, offset: number): number {
  const found = text.indexOf('\n', offset);
  return found < 0 ? text.length : found + 1;
}
