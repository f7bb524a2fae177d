import { FormulaSyntaxError, type Reference, type Token, readReference, tokenize } from './tokens.js';

export type Node =
  | { readonly kind: 'literal'; readonly value: string | number | boolean }
  | { readonly kind: 'error'; readonly code: string }
  | ({ readonly kind: 'range' } & Reference)
  | { readonly kind: 'column'; readonly table: string | null; readonly column: string; readonly thisRow: boolean }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Node[] }
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Node }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node };

// From loosest to tightest, as Excel binds them.
const LEVELS: ReadonlyArray<readonly string[]> = [
  ['=', '<>', '<', '>', '<=', '>='],
  ['&'],
  ['+', '-'],
  ['*', '/'],
  ['^'],
];

class Parser {
  private at = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  whole(): Node {
    const node = this.level(0);
    if (this.at < this.tokens.length) throw this.unexpected();
    return node;
  }

  private unexpected(): FormulaSyntaxError {
    return new FormulaSyntaxError(`Unexpected ${this.tokens[this.at]?.text ?? 'end'} in the formula.`);
  }

  private isOperator(...operators: readonly string[]): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'operator' && operators.includes(token.text);
  }

  private take(): Token {
    const token = this.tokens[this.at];
    if (token === undefined) throw this.unexpected();
    this.at += 1;
    return token;
  }

  private expect(operator: string): void {
    if (!this.isOperator(operator)) throw this.unexpected();
    this.at += 1;
  }

  private level(depth: number): Node {
    const operators = LEVELS[depth];
    if (operators === undefined) return this.unary();
    let left = this.level(depth + 1);
    while (this.isOperator(...operators)) {
      const operator = this.take().text;
      left = { kind: 'binary', operator, left, right: this.level(depth + 1) };
    }
    return left;
  }

  private unary(): Node {
    if (this.isOperator('+', '-', '@')) {
      const operator = this.take().text;
      return { kind: 'unary', operator, operand: this.unary() };
    }
    let node = this.primary();
    while (this.isOperator('%')) node = { kind: 'unary', operator: this.take().text, operand: node };
    return node;
  }

  private primary(): Node {
    if (this.isOperator('(')) {
      this.take();
      const inner = this.level(0);
      this.expect(')');
      return inner;
    }
    const token = this.tokens[this.at];
    if (token === undefined || token.kind === 'operator') throw this.unexpected();
    this.at += 1;
    switch (token.kind) {
      case 'number':
        return { kind: 'literal', value: Number(token.text) };
      case 'text':
        return { kind: 'literal', value: token.text.slice(1, -1).replaceAll('""', '"') };
      case 'error':
        return { kind: 'error', code: token.text };
      case 'reference':
        return { kind: 'range', ...readReference(token.text) };
      case 'structured':
        return structured(token.text);
      case 'name':
        return this.nameOrCall(token.text);
    }
  }

  private nameOrCall(name: string): Node {
    if (!this.isOperator('(')) {
      if (/^(true|false)$/i.test(name)) return { kind: 'literal', value: name.toLowerCase() === 'true' };
      return { kind: 'name', name };
    }
    this.take();
    const args: Node[] = [];
    while (!this.isOperator(')')) {
      // An argument that is left out counts as empty text, which is zero in sums.
      args.push(this.isOperator(',') ? { kind: 'literal', value: '' } : this.level(0));
      if (!this.isOperator(',')) break;
      this.take();
    }
    this.expect(')');
    return { kind: 'call', name: name.toUpperCase(), args };
  }
}

function structured(text: string): Node {
  const match = /^([A-Za-z_][\w.]*)?\[(@?)\[?([^[\]]*)\]?\]$/.exec(text);
  if (match === null) throw new FormulaSyntaxError(`Cannot read ${text}.`);
  return { kind: 'column', table: match[1] ?? null, thisRow: match[2] === '@', column: (match[3] ?? '').trim() };
}

/** Reads a formula. Throws FormulaSyntaxError when Excel would not take it. */
export function parseFormula(formula: string): Node {
  return new Parser(tokenize(formula)).whole();
}
