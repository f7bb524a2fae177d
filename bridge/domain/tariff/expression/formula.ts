import { type TariffPosition, TariffError } from '../../../contract/tariff-document.js';
import { type Exact, exactFromText } from '../exact/exact.js';

export type Operator = '+' | '-' | '*' | '/' | '^';

/** A formula as a tree. */
export type Formula =
  | { readonly kind: 'number'; readonly value: Exact }
  | { readonly kind: 'name'; readonly name: string; readonly at: TariffPosition }
  | { readonly kind: 'negate'; readonly operand: Formula; readonly at: TariffPosition }
  | {
      readonly kind: 'binary';
      readonly operator: Operator;
      readonly left: Formula;
      readonly right: Formula;
      readonly at: TariffPosition;
    };

interface Token {
  readonly kind: 'number' | 'name' | 'mark' | 'end';
  readonly text: string;
  readonly at: TariffPosition;
}

const TOKEN = /[ \t\r\n]*(?:((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,2})?(?![\w.]))|([A-Za-z_][\w.]*)|([-+*/^()]))/y;
const LONGEST = 4000;
const DEEPEST = 100;

/**
 * Parses a formula: numbers, names, `+ - * / ^`, unary minus and parentheses, with the usual precedence
 * (`^` binds tighter than unary minus and to the right; the others to the left).
 * Throws TariffError: formula-syntax, formula-too-long, formula-too-deep.
 */
export function parseFormula(text: string, at: TariffPosition): Formula {
  if (text.length > LONGEST) {
    throw new TariffError({
      code: 'formula-too-long',
      what: `the formula has ${text.length} characters; the limit is ${LONGEST}`,
      fix: 'Split the formula into several fields.',
      at,
    });
  }
  return new Parser(tokens(text, at), text).whole();
}

function tokens(text: string, at: TariffPosition): Token[] {
  const found: Token[] = [];
  const end = text.trimEnd().length;
  TOKEN.lastIndex = 0;
  let offset = 0;
  while (offset < end) {
    const match = TOKEN.exec(text);
    if (!match) throw notUnderstood(text, offset, at);
    const [all, number, name, mark] = match;
    const token = number ?? name ?? mark ?? '';
    const start = { ...at, column: at.column + offset + all.length - token.length };
    found.push({ kind: number ? 'number' : name ? 'name' : 'mark', text: token, at: start });
    offset = TOKEN.lastIndex;
  }
  found.push({ kind: 'end', text: '', at: { ...at, column: at.column + end } });
  return found;
}

function notUnderstood(text: string, offset: number, at: TariffPosition): TariffError {
  const wrong = offset + text.slice(offset).search(/\S/);
  return syntaxError(`"${text[wrong]}" is not understood`, text, { ...at, column: at.column + wrong });
}

class Parser {
  private next = 0;
  private depth = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly text: string,
  ) {}

  whole(): Formula {
    const formula = this.sum();
    if (this.peek().kind !== 'end') throw this.unexpected();
    return formula;
  }

  private sum(): Formula {
    return this.chain(['+', '-'], () => this.product());
  }

  private product(): Formula {
    return this.chain(['*', '/'], () => this.signed());
  }

  private chain(operators: readonly Operator[], operand: () => Formula): Formula {
    let left = operand();
    for (;;) {
      const operator = operators.find((mark) => this.at(mark));
      if (!operator) return left;
      const { at } = this.take();
      left = { kind: 'binary', operator, left, right: operand(), at };
    }
  }

  private signed(): Formula {
    if (!this.at('-')) return this.power();
    const { at } = this.take();
    return { kind: 'negate', operand: this.deeper(() => this.signed()), at };
  }

  private power(): Formula {
    const base = this.atom();
    if (!this.at('^')) return base;
    const { at } = this.take();
    return { kind: 'binary', operator: '^', left: base, right: this.deeper(() => this.signed()), at };
  }

  private atom(): Formula {
    const token = this.peek();
    if (token.kind === 'name') return { kind: 'name', name: this.take().text, at: token.at };
    if (token.kind === 'number') {
      const value = exactFromText(this.take().text);
      if (value === null) throw syntaxError(`the number ${token.text} is too long`, this.text, token.at);
      return { kind: 'number', value };
    }
    if (!this.at('(')) throw this.unexpected();
    this.take();
    const inner = this.deeper(() => this.sum());
    if (!this.at(')')) throw this.unexpected();
    this.take();
    return inner;
  }

  private deeper(parse: () => Formula): Formula {
    this.depth += 1;
    if (this.depth > DEEPEST) throw this.tooDeep();
    const formula = parse();
    this.depth -= 1;
    return formula;
  }

  private at(mark: string): boolean {
    const token = this.peek();
    return token.kind === 'mark' && token.text === mark;
  }

  private peek(): Token {
    const token = this.tokens[this.next];
    if (!token) throw new RangeError('The parser read past the end token.');
    return token;
  }

  private take(): Token {
    const token = this.peek();
    this.next += 1;
    return token;
  }

  private unexpected(): TariffError {
    const token = this.peek();
    return syntaxError(
      token.kind === 'end' ? 'it ends too early' : `"${token.text}" is unexpected`,
      this.text,
      token.at,
    );
  }

  private tooDeep(): TariffError {
    return new TariffError({
      code: 'formula-too-deep',
      what: `the formula nests deeper than ${DEEPEST} levels`,
      fix: 'Split the formula into several fields.',
      at: this.peek().at,
    });
  }
}

function syntaxError(why: string, text: string, at: TariffPosition): TariffError {
  const shown = text.length > 80 ? `${text.slice(0, 80)}...` : text;
  return new TariffError({
    code: 'formula-syntax',
    what: shown.trim() === '' ? 'the field is empty' : `the formula "${shown}" is wrong: ${why}`,
    fix: 'Use numbers, field names, + - * / ^ and parentheses only.',
    at,
  });
}
