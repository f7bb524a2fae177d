import { type CST, type Document, type Node, Composer, LineCounter, Parser, isMap, isScalar, isSeq } from 'yaml';
import {
  type TariffEntry,
  type TariffMap,
  type TariffNode,
  type TariffPosition,
  TariffError,
} from '../../contract/tariff-document.js';

/**
 * How rate files are YAML. Duplicate keys are looked for in this file: the package compares every pair of keys, which
 * takes minutes on a bad one.
 */
export const YAML_OPTIONS = {
  version: '1.1',
  schema: 'failsafe',
  merge: false,
  uniqueKeys: false,
  keepSourceTokens: false,
} as const;

/** Rate files need about eight levels. */
const DEEPEST = 32;
const YAML_FIX = 'Correct the YAML at this line: indentation, colons and quotes.';

/**
 * Parses a rate file's text into its tree. Only plain maps, lists and scalars are taken: aliases, duplicate keys,
 * keys that are no scalars, several documents and nesting beyond 32 levels are refused, each with its line.
 */
export function parseTariffTree(text: string, file: string): TariffMap {
  const lines = new LineCounter();
  const reader = new TreeReader(file, lines);
  const tokens: CST.Token[] = [];
  for (const token of new Parser(lines.addNewLine).parse(text)) {
    reader.checkDepth(token);
    tokens.push(token);
  }
  const documents = [...new Composer(YAML_OPTIONS).compose(tokens, true, text.length)];
  return reader.root(documents);
}

class TreeReader {
  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  /** Walks the tokens without recursion, because the package composes them with it. */
  checkDepth(root: CST.Token): void {
    const open: { readonly token: CST.Token; readonly depth: number }[] = [{ token: root, depth: 0 }];
    for (let next = open.pop(); next; next = open.pop()) {
      const { token, depth } = next;
      if (depth > DEEPEST) throw this.tooDeep(token.offset);
      for (const child of children(token)) open.push({ token: child, depth: depth + 1 });
    }
  }

  root(documents: readonly Document.Parsed[]): TariffMap {
    const [document, second] = documents;
    const error = documents.flatMap((each) => each.errors)[0];
    if (error) throw this.error('yaml-syntax', firstLine(error.message), YAML_FIX, error.pos[0]);
    if (second) {
      throw this.error('several-documents', 'the file holds several YAML documents', 'Keep one.', second.range[0]);
    }
    const tree = document?.contents ? this.node(document.contents) : null;
    if (tree?.kind === 'map') return tree;
    throw this.error('no-rate-file', 'the file is no map with metadata and rate_structure', YAML_FIX, 0);
  }

  private node(node: Node | null): TariffNode {
    const at = this.at(node?.range?.[0] ?? 0);
    if (isMap(node)) return { kind: 'map', at, entries: this.entries(node.items) };
    if (isSeq(node)) return { kind: 'list', at, items: node.items.map((item) => this.node(item as Node | null)) };
    if (isScalar(node)) return { kind: 'scalar', at, text: scalarText(node.value) };
    throw this.error(
      'alias',
      'aliases (*name) are not taken in rate files',
      'Write the value out.',
      node?.range?.[0] ?? 0,
    );
  }

  private entries(pairs: readonly { readonly key: unknown; readonly value: unknown }[]): TariffEntry[] {
    const seen = new Set<string>();
    return pairs.map((pair) => {
      const node = pair.key as Node | null;
      const offset = node?.range?.[0] ?? 0;
      if (!isScalar(node)) throw this.error('wrong-key', 'a key is no plain text', YAML_FIX, offset);
      const key = scalarText(node.value);
      if (seen.has(key)) {
        throw this.error('duplicate-key', `"${key}" is given twice`, 'Keep one of the two.', offset);
      }
      seen.add(key);
      const at = this.at(offset);
      const value = pair.value as Node | null;
      return { key, at, value: value === null ? { kind: 'scalar', at, text: '' } : this.node(value) };
    });
  }

  private at(offset: number): TariffPosition {
    const { line, col } = this.lines.linePos(offset);
    return { file: this.file, line: Math.max(line, 1), column: Math.max(col, 1) };
  }

  private tooDeep(offset: number): TariffError {
    return this.error('too-deep', `the file nests deeper than ${DEEPEST} levels`, YAML_FIX, offset);
  }

  private error(code: string, what: string, fix: string, offset: number): TariffError {
    return new TariffError({ code, what, fix, at: this.at(offset) });
  }
}

function children(token: CST.Token): CST.Token[] {
  if (token.type === 'document') return token.value ? [token.value] : [];
  if (!('items' in token)) return [];
  return token.items.flatMap(({ key, value }) => [key, value].filter((child) => child !== undefined && child !== null));
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
}
