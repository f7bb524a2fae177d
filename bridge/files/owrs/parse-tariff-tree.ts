import {
  type CST,
  type Document,
  type Node,
  Composer,
  CST as tokens,
  Lexer,
  LineCounter,
  Parser,
  isMap,
  isScalar,
  isSeq,
} from 'yaml';
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
/** The words and marks of a rate file, comments and line ends included; the largest public one has about 30,000. */
const PARTS_MAX = 400_000;
const YAML_FIX = 'Correct the YAML at this line: indentation, colons and quotes.';

/**
 * Parses a rate file's text into its tree. Only plain maps, lists and scalars are taken: aliases, duplicate keys,
 * keys that are no scalars, several documents, nesting beyond 32 levels and more than 400,000 words and marks are
 * refused, each with its line.
 */
export function parseTariffTree(text: string, file: string): TariffMap {
  const lines = new LineCounter();
  const reader = new TreeReader(file, lines);
  const documents = [...new Composer(YAML_OPTIONS).compose(reader.tokens(text), true, text.length)];
  return reader.root(documents);
}

class TreeReader {
  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
  ) {}

  /** The text's tokens; what would take the package too long to parse and to compose is refused on the way. */
  *tokens(text: string): Generator<CST.Token> {
    const parser = new Parser(this.lines.addNewLine);
    this.lines.addNewLine(0);
    let count = 0;
    let isText = false;
    for (const part of new Lexer().lex(text)) {
      const { offset } = parser;
      if (!isText && tokens.tokenType(part) === 'alias') throw this.alias(offset);
      if (++count > PARTS_MAX) throw this.tooMany(offset);
      yield* parser.next(part);
      if (parser.stack.length > DEEPEST + 1) throw this.tooDeep(parser.stack.at(-1)?.offset ?? offset);
      isText = part === tokens.SCALAR;
    }
    yield* parser.end();
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
    throw this.alias(node?.range?.[0] ?? 0);
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

  private alias(offset: number): TariffError {
    return this.error('alias', 'aliases (*name) are not taken in rate files', 'Write the value out.', offset);
  }

  private tooMany(offset: number): TariffError {
    const what = `the file has more than ${PARTS_MAX.toLocaleString('en-US')} words and marks`;
    return this.error('too-many-parts', what, 'Keep one utility and one effective date in a rate file.', offset);
  }

  private tooDeep(offset: number): TariffError {
    return this.error('too-deep', `the file nests deeper than ${DEEPEST} levels`, YAML_FIX, offset);
  }

  private error(code: string, what: string, fix: string, offset: number): TariffError {
    return new TariffError({ code, what, fix, at: this.at(offset) });
  }
}

function scalarText(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function firstLine(message: string): string {
  return message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? '';
}
