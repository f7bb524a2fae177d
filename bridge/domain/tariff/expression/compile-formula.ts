import type { TariffPosition } from '../../../contract/tariff-document.js';
import { exactFromInteger, toText } from '../exact/exact.js';
import type { Expression } from './expression.js';
import type { FieldScope } from './field-scope.js';
import { type Formula, type Operator, parseFormula } from './formula.js';

/**
 * Compiles a formula of a field. With `rounds` (a field whose name contains "budget") each operand of `+ * ^`
 * is rounded to a whole number first, halves to even, and so is a lone operand.
 * Throws TariffError as parseFormula does.
 */
export function compileFormula(text: string, at: TariffPosition, scope: FieldScope, rounds: boolean): Expression {
  const compiler = new FormulaCompiler(scope, rounds);
  return compiler.operand(parseFormula(text, at));
}

/** Rounds to a whole number, halves to even, as OWRS does in budgets. */
export function roundedHalfEven(operand: Expression): Expression {
  return { kind: 'round', operand, to: exactFromInteger(1), how: 'half_even' };
}

class FormulaCompiler {
  constructor(
    private readonly scope: FieldScope,
    private readonly rounds: boolean,
  ) {}

  /** An operand; rounded in a budget field unless it is itself made of rounded operands. */
  operand(formula: Formula): Expression {
    const compiled = this.compile(formula);
    if (!this.rounds || (formula.kind === 'binary' && roundsOperands(formula.operator))) return compiled;
    return roundedHalfEven(compiled);
  }

  private compile(formula: Formula): Expression {
    switch (formula.kind) {
      case 'number':
        return { kind: 'number', value: formula.value, text: toText(formula.value) };
      case 'name':
        return this.scope.read(formula.name, formula.at);
      case 'negate':
        return { kind: 'negate', operand: this.compile(formula.operand) };
      case 'binary': {
        const { operator, at } = formula;
        const compile = (side: Formula) => (roundsOperands(operator) ? this.operand(side) : this.compile(side));
        return { kind: 'binary', operator, left: compile(formula.left), right: compile(formula.right), at };
      }
    }
  }
}

function roundsOperands(operator: Operator): boolean {
  return operator === '+' || operator === '*' || operator === '^';
}
