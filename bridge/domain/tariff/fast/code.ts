import { type Choice, type Machine, Operation, type TierCharge, execute } from './machine.js';

/** What does not depend on its two cells alone. */
const NEEDS_MORE: ReadonlySet<Operation> = new Set([
  Operation.Input,
  Operation.Choose,
  Operation.Select,
  Operation.Charge,
  Operation.Within,
]);

const COMMUTES: ReadonlySet<Operation> = new Set([Operation.Add, Operation.Multiply]);

/** Collects the cells and instructions of a class while it is compiled. */
export class Code {
  private readonly cells: number[] = [];
  private readonly constants = new Map<number, number>();
  private readonly instructions: number[] = [];
  private readonly results = new Map<string, number>();
  private readonly choices: Choice[] = [];
  private readonly charges: TierCharge[] = [];

  /** A cell that holds a number that is known before any bill is. */
  constant(value: number): number {
    const known = this.constants.get(value);
    if (known !== undefined) return known;
    const cell = this.block([value]);
    this.constants.set(value, cell);
    return cell;
  }

  /** The number that a cell holds for all bills; null where each bill has its own. */
  known(cell: number): number | null {
    const value = this.cells[cell] ?? Number.NaN;
    return this.constants.get(value) === cell ? value : null;
  }

  /** Cells side by side; the first of them. */
  block(values: readonly number[]): number {
    const first = this.cells.length;
    for (const value of values) this.cells.push(value);
    return first;
  }

  /** The cell with the outcome of an operation; worked out but once, and at once where it is the same for all bills. */
  result(operation: Operation, a: number, b: number): number {
    const [left, right] = [this.known(a), this.known(b)];
    if (left !== null && right !== null && !NEEDS_MORE.has(operation)) return this.folded(operation, left, right);
    const same = unchanged(operation, a, b, left, right);
    if (same !== null) return same;
    const [first, second] = COMMUTES.has(operation) && b < a ? [b, a] : [a, b];
    const key = `${operation} ${first} ${second}`;
    const before = this.results.get(key);
    if (before !== undefined) return before;
    const target = this.block([Number.NaN]);
    this.emit(operation, target, first, second);
    this.results.set(key, target);
    return target;
  }

  emit(operation: Operation, target: number, a: number, b: number): void {
    this.instructions.push(operation, target, a, b);
  }

  choice(choice: Choice): number {
    return this.choices.push(choice) - 1;
  }

  charge(charge: TierCharge): number {
    return this.charges.push(charge) - 1;
  }

  machine(): Machine {
    return {
      instructions: new Int32Array(this.instructions),
      cells: new Float64Array(this.cells),
      choices: this.choices,
      charges: this.charges,
    };
  }

  private folded(operation: Operation, left: number, right: number): number {
    const cells = new Float64Array([left, right, Number.NaN]);
    execute({ instructions: new Int32Array([operation, 2, 0, 1]), cells, choices: [], charges: [] }, []);
    return this.constant(cells[2] ?? Number.NaN);
  }
}

/** The cell that the outcome is anyway: nothing is added or taken, or it is multiplied by one; else null. */
function unchanged(
  operation: Operation,
  a: number,
  b: number,
  left: number | null,
  right: number | null,
): number | null {
  switch (operation) {
    case Operation.Add:
      return right === 0 ? a : left === 0 ? b : null;
    case Operation.Subtract:
      return right === 0 ? a : null;
    case Operation.Multiply:
      return right === 1 ? a : left === 1 ? b : null;
    default:
      return null;
  }
}
