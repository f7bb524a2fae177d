import { type TariffPosition, TariffError } from '../../contract/tariff-document.js';
import type { ClassScope } from './class-scope.js';
import { type Exact, add, divide, multiply, negate, power, roundHalfEven, subtract } from './exact.js';
import { type Formula, type Operator, parseFormula } from './formula.js';
import type { Run } from './run.js';
import { meanings } from './suffix-family.js';

type Evaluate = (run: Run) => Exact;

interface Compiled {
  /** The value when it depends on nothing, worked out once. */
  readonly constant: Exact | null;
  readonly evaluate: Evaluate;
}

/**
 * Compiles a formula of a field. With `rounds` (a field whose name contains "budget") each operand of `+ * ^`
 * is rounded to a whole number first, halves to even, and so is a lone operand.
 * Throws TariffError as parseFormula does; the evaluation throws unknown-name, not-a-number, division-by-zero.
 */
export function compileFormula(
  text: string,
  at: TariffPosition,
  field: string,
  scope: ClassScope,
  rounds: boolean,
): Evaluate {
  const compiler = new FormulaCompiler(field, scope, rounds);
  return compiler.operand(parseFormula(text, at)).evaluate;
}

/** Compiles the use of a name: the first of its meanings that the data or the class gives. */
export function compileName(name: string, field: string, scope: ClassScope): (run: Run) => number {
  const [first = scope.slot(name), ...others] = meanings(name, field).map((meaning) => scope.slot(meaning));
  if (others.length === 0) return () => first;
  return (run) => (run.has(first) ? first : (others.find((slot) => run.has(slot)) ?? first));
}

class FormulaCompiler {
  constructor(
    private readonly field: string,
    private readonly scope: ClassScope,
    private readonly rounds: boolean,
  ) {}

  /** An operand; rounded in a budget field unless it is itself made of rounded operands. */
  operand(formula: Formula): Compiled {
    const compiled = this.compile(formula);
    if (!this.rounds || (formula.kind === 'binary' && roundsOperands(formula.operator))) return compiled;
    const { constant, evaluate } = compiled;
    return constant !== null ? fixed(roundHalfEven(constant)) : varying((run) => roundHalfEven(evaluate(run)));
  }

  private compile(formula: Formula): Compiled {
    switch (formula.kind) {
      case 'number':
        return fixed(formula.value);
      case 'name': {
        const meaning = compileName(formula.name, this.field, this.scope);
        return varying((run) => run.number(meaning(run), formula.at));
      }
      case 'negate': {
        const { constant, evaluate } = this.compile(formula.operand);
        return constant !== null ? fixed(negate(constant)) : varying((run) => negate(evaluate(run)));
      }
      case 'binary':
        return this.binary(formula.operator, formula.left, formula.right, formula.at);
    }
  }

  private binary(operator: Operator, leftFormula: Formula, rightFormula: Formula, at: TariffPosition): Compiled {
    const compile = (formula: Formula) => (roundsOperands(operator) ? this.operand(formula) : this.compile(formula));
    const [left, right] = [compile(leftFormula), compile(rightFormula)];
    const calculate = calculation(operator, at);
    const [{ constant: a }, { constant: b }] = [left, right];
    if (a !== null && b !== null) return fixed(calculate(a, b));
    if (a !== null) return varying((run) => calculate(a, right.evaluate(run)));
    if (b !== null) return varying((run) => calculate(left.evaluate(run), b));
    return varying((run) => calculate(left.evaluate(run), right.evaluate(run)));
  }
}

function roundsOperands(operator: Operator): boolean {
  return operator === '+' || operator === '*' || operator === '^';
}

function calculation(operator: Operator, at: TariffPosition): (a: Exact, b: Exact) => Exact {
  switch (operator) {
    case '+':
      return add;
    case '-':
      return subtract;
    case '*':
      return multiply;
    case '/':
      return (a, b) => divide(a, b) ?? fail('division-by-zero', 'the formula divides by zero', at);
    case '^':
      return (a, b) => power(a, b) ?? fail('no-power', 'the power has no finite real value, or is above 99', at);
  }
}

function fail(code: string, what: string, at: TariffPosition): never {
  throw new TariffError({ code, what, fix: 'Correct the formula, or the data that it uses.', at });
}

function fixed(constant: Exact): Compiled {
  return { constant, evaluate: () => constant };
}

function varying(evaluate: Evaluate): Compiled {
  return { constant: null, evaluate };
}
