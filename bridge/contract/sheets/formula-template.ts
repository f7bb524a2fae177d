/** The cell of a pulled table that a formula looks at: a row by its key, a column by its id. */
export interface FormulaReference {
  readonly rowKey: string;
  /** Null means the column in which the formula stands. */
  readonly columnId: string | null;
}

type Token =
  | { readonly kind: 'number' | 'text' | 'symbol' | 'function'; readonly text: string }
  | ({ readonly kind: 'reference' } & FormulaReference);

/** A text that is no formula template; the message says where and why, as a sentence. */
export class FormulaTemplateError extends Error {}

/** A template may be as long as a cell on the wire, and as deep as Excel nests at the least. */
export const TEMPLATE_LENGTH_MAX = 2_000;
const DEPTH_MAX = 50;
const ARGUMENTS_MAX = 100;
/** Excel keeps so many digits of a number; one with more would come out as another number. */
const DIGITS_MAX = 15;
/** Excel takes a text of so many characters in a formula. */
const TEXT_LENGTH_MAX = 255;

/** How many arguments each function takes; no other function is in the grammar. */
const FUNCTIONS: ReadonlyMap<string, { readonly least: number; readonly most: number }> = new Map([
  ['ROUND', { least: 2, most: 2 }],
  ['ROUNDUP', { least: 2, most: 2 }],
  ['ROUNDDOWN', { least: 2, most: 2 }],
  ['MIN', { least: 1, most: ARGUMENTS_MAX }],
  ['MAX', { least: 1, most: ARGUMENTS_MAX }],
  ['SUM', { least: 1, most: ARGUMENTS_MAX }],
  ['IF', { least: 3, most: 3 }],
  ['AND', { least: 1, most: ARGUMENTS_MAX }],
  ['OR', { least: 1, most: ARGUMENTS_MAX }],
  ['NOT', { least: 1, most: 1 }],
  ['INT', { least: 1, most: 1 }],
  ['TRUNC', { least: 1, most: 2 }],
  ['ABS', { least: 1, most: 1 }],
  ['MOD', { least: 2, most: 2 }],
]);

/** A text ends at a quote that is not doubled; \p{C} is whatever controls, such as a line break, and cannot be seen. */
const TOKEN =
  /(?<number>\d+(?:\.\d+)?)|(?<quoted>"(?:[^"\p{C}]|"")*")|\{(?<rowKey>[A-Za-z0-9][A-Za-z0-9_-]{0,79})(?::(?<columnId>[a-z][A-Za-z0-9]{0,39}))?\}|(?<function>[A-Z]+)(?=\()|(?<symbol><=|>=|<>|[-+*/^<>=(),])/uy;

const COMPARISONS = ['=', '<>', '<', '>', '<=', '>='];

/**
 * A formula that the bridge may put into a sheet: numbers, quoted texts, operators, a few functions, and cells of the
 * same table by row key and column id, as in "=ROUND({usage}*{rate:value},2)". Nothing in it reaches out of the table,
 * and whatever is quoted stays quoted. One can only be had from {@link FormulaTemplate.parse}.
 */
export class FormulaTemplate {
  readonly #tokens: readonly Token[];

  private constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  /** Reads a template with its equals sign. Throws a FormulaTemplateError for all that is not in the grammar. */
  static parse(text: string): FormulaTemplate {
    if (text.length > TEMPLATE_LENGTH_MAX) {
      throw new FormulaTemplateError(`It is longer than ${TEMPLATE_LENGTH_MAX} characters.`);
    }
    if (!text.startsWith('=')) throw new FormulaTemplateError('It does not begin with an equals sign.');
    const tokens = tokensOf(text);
    new Grammar(tokens).check();
    return new FormulaTemplate(tokens);
  }

  /** The cells that the formula looks at. */
  get references(): readonly FormulaReference[] {
    return this.#tokens.filter((token) => token.kind === 'reference');
  }

  /** The formula for a sheet; the callback gives the address of each cell, such as "G7". */
  toFormula(addressOf: (reference: FormulaReference) => string): string {
    return `=${this.#tokens.map((token) => (token.kind === 'reference' ? addressOf(token) : token.text)).join('')}`;
  }
}

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  const pattern = new RegExp(TOKEN);
  pattern.lastIndex = 1;
  while (pattern.lastIndex < text.length) {
    const at = pattern.lastIndex;
    const groups = pattern.exec(text)?.groups;
    if (groups === undefined) throw new FormulaTemplateError(`It cannot be read at "${text.slice(at, at + 20)}".`);
    tokens.push(tokenOf(groups));
  }
  return tokens;
}

function tokenOf(groups: Readonly<Record<string, string | undefined>>): Token {
  const { number, quoted, rowKey, columnId, function: name, symbol = '' } = groups;
  if (number !== undefined) return { kind: 'number', text: plainNumber(number) };
  if (quoted !== undefined) return { kind: 'text', text: shortText(quoted) };
  if (rowKey !== undefined) return { kind: 'reference', rowKey, columnId: columnId ?? null };
  return name === undefined ? { kind: 'symbol', text: symbol } : { kind: 'function', text: name };
}

/** The number as Excel shows it in a formula, so that the formula reads back as it was written. */
function plainNumber(text: string): string {
  const [whole = '', fraction = ''] = text.split('.');
  const integer = whole.replace(/^0+(?=\d)/, '');
  const decimals = fraction.replace(/0+$/, '');
  if (`${integer}${decimals}`.replace(/^0+/, '').length > DIGITS_MAX) {
    throw new FormulaTemplateError(`${text} has more than ${DIGITS_MAX} digits.`);
  }
  return decimals === '' ? integer : `${integer}.${decimals}`;
}

function shortText(quoted: string): string {
  if (quoted.slice(1, -1).replaceAll('""', '"').length <= TEXT_LENGTH_MAX) return quoted;
  throw new FormulaTemplateError(`It has a text of more than ${TEXT_LENGTH_MAX} characters.`);
}

/** Checks that tokens make one expression, by the levels at which Excel binds operators. */
class Grammar {
  #at = 0;
  #depth = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  check(): void {
    this.#expression();
    if (this.#at < this.tokens.length) throw this.#unexpected();
  }

  #expression(): void {
    if (++this.#depth > DEPTH_MAX) throw new FormulaTemplateError(`It is nested deeper than ${DEPTH_MAX}.`);
    this.#operands();
    if (this.#take(COMPARISONS)) this.#operands();
    this.#depth -= 1;
  }

  /** Which of these operators binds tighter does not matter for whether the formula is sound. */
  #operands(): void {
    do {
      while (this.#take(['-']));
      this.#primary();
    } while (this.#take(['+', '-', '*', '/', '^']));
  }

  #primary(): void {
    const token = this.tokens[this.#at];
    if (token === undefined) throw this.#unexpected();
    if (token.kind === 'function') this.#call(token.text);
    else if (token.kind === 'symbol') this.#parentheses();
    else this.#at += 1;
  }

  #parentheses(): void {
    this.#expect('(');
    this.#expression();
    this.#expect(')');
  }

  #call(name: string): void {
    const takes = FUNCTIONS.get(name);
    if (takes === undefined) throw new FormulaTemplateError(`${name} is not one of the functions.`);
    this.#at += 1;
    this.#expect('(');
    let given = 0;
    do {
      this.#expression();
      given += 1;
    } while (this.#take([',']));
    this.#expect(')');
    if (given < takes.least || given > takes.most) {
      throw new FormulaTemplateError(`${name} cannot have ${given} arguments.`);
    }
  }

  #take(symbols: readonly string[]): boolean {
    const token = this.tokens[this.#at];
    if (token?.kind !== 'symbol' || !symbols.includes(token.text)) return false;
    this.#at += 1;
    return true;
  }

  #expect(symbol: string): void {
    if (!this.#take([symbol])) throw this.#unexpected();
  }

  #unexpected(): FormulaTemplateError {
    const token = this.tokens[this.#at];
    if (token === undefined) return new FormulaTemplateError('It ends too early.');
    return new FormulaTemplateError(`It has an unexpected ${token.kind === 'reference' ? 'cell' : token.text}.`);
  }
}
