import type { SheetCell } from '../commands/push-sheet.js';
import { CurbstopError, type Issue } from '../problem.js';
import { FormulaTemplate, FormulaTemplateError, type FormulaReference } from './formula-template.js';
import { hasFormulas, type ColumnType, type SheetKind } from './sheet-kind.js';

type Rows = readonly (readonly SheetCell[])[];

/** What a formula may look at: cells that are numbers, or formulas themselves. */
const REFERABLE: ReadonlySet<ColumnType> = new Set<ColumnType>(['integer', 'decimal', 'money', 'formula']);
const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;
/** Excel keeps so many digits of a number. */
const DIGITS_MAX = 15;
/** So many formulas may look at one another in a row, from the top of the table to its end. */
const LINKS_MAX = 1_000;

/** The template of a cell in a formula column, or null for a cell that is a plain number or empty. */
export function templateOf(cell: SheetCell): FormulaTemplate | null {
  return typeof cell === 'string' && cell.startsWith('=') ? FormulaTemplate.parse(cell) : null;
}

/**
 * Looks through the formula columns of pulled rows for whatever is neither a plain number nor a formula of the grammar,
 * looks at a cell that the table has not (or has twice) or that holds no number, or goes round in a circle. The bridge
 * asks before it sends, the add-in before it writes. Throws a CurbstopError that names every such cell.
 */
export function refuseUnsafeFormulas(kind: SheetKind, rows: Rows): void {
  if (!hasFormulas(kind)) return;
  const issues = formulaIssues(kind, rows);
  if (issues.length === 0) return;
  throw new CurbstopError({
    code: 'unsafe-formula',
    message: `${kind.title} would have ${issues.length === 1 ? 'a cell that is' : `${issues.length} cells that are`} no formula of Curbstop's: ${issues[0]?.message ?? ''} Nothing was written.`,
    fix: 'Pull again; if it happens again, report it with the name of the sheet and the account.',
    status: 500,
    issues,
  });
}

function formulaIssues(kind: SheetKind, rows: Rows): Issue[] {
  const table = new Table(kind, rows);
  return rows.flatMap((row) =>
    kind.columns.flatMap(({ id, type }, index) => {
      const message = type === 'formula' ? table.problemOf(String(row[0]), id, row[index] ?? null) : null;
      if (message === null) return [];
      return [{ code: 'unsafe-formula', rowKey: String(row[0]), column: id, message, fix: 'Report it.' }];
    }),
  );
}

/** The cells of a pull by row key and column id. */
class Table {
  readonly #kind: SheetKind;
  readonly #rows = new Map<string, readonly SheetCell[] | 'twice'>();
  /** What is wrong with the formulas that were looked at, null for a sound one. */
  readonly #verdicts = new Map<string, string | null>();

  constructor(kind: SheetKind, rows: Rows) {
    this.#kind = kind;
    for (const row of rows) this.#rows.set(String(row[0]), this.#rows.has(String(row[0])) ? 'twice' : row);
  }

  /** What is wrong with the cell of a formula column, as a sentence; null when nothing is. */
  problemOf(rowKey: string, columnId: string, cell: SheetCell): string | null {
    try {
      if (cell !== null && !isPlainNumber(cell)) this.#follow({ rowKey, columnId }, cell, new Set());
      return null;
    } catch (error) {
      if (error instanceof FormulaTemplateError) return `Row ${rowKey}: ${error.message}`;
      throw error;
    }
  }

  /** Goes from a formula to all that it looks at; the path holds the formulas on the way here. */
  #follow(at: { rowKey: string; columnId: string }, cell: SheetCell, path: Set<string>): void {
    const name = `${at.rowKey}:${at.columnId}`;
    const verdict = this.#verdicts.get(name);
    if (verdict === null) return;
    if (verdict !== undefined) throw new FormulaTemplateError(verdict);
    if (path.has(name)) throw new FormulaTemplateError(`It goes round in a circle through ${name}.`);
    if (path.size >= LINKS_MAX) throw new FormulaTemplateError(`It looks through more than ${LINKS_MAX} formulas.`);
    path.add(name);
    try {
      const template = templateOf(cell);
      if (template === null) throw new FormulaTemplateError('It is neither a number nor a formula.');
      for (const reference of template.references) this.#look(reference, at.columnId, path);
      this.#verdicts.set(name, null);
    } catch (error) {
      if (error instanceof FormulaTemplateError) this.#verdicts.set(name, error.message);
      throw error;
    }
    path.delete(name);
  }

  #look({ rowKey, columnId }: FormulaReference, home: string, path: Set<string>): void {
    const name = columnId ?? home;
    const index = this.#kind.columns.findIndex(({ id }) => id === name);
    const column = this.#kind.columns[index];
    if (column === undefined) throw new FormulaTemplateError(`The sheet has no column ${name}.`);
    if (!REFERABLE.has(column.type)) throw new FormulaTemplateError(`The column ${name} holds no numbers.`);
    const row = this.#rows.get(rowKey);
    if (row === undefined) throw new FormulaTemplateError(`The sheet has no row ${rowKey}.`);
    if (row === 'twice') throw new FormulaTemplateError(`The sheet has the row ${rowKey} twice.`);
    const cell = row[index] ?? null;
    if (cell === null) throw new FormulaTemplateError(`The cell ${rowKey}:${name} is empty.`);
    if (isPlainNumber(cell)) return;
    if (column.type !== 'formula') throw new FormulaTemplateError(`The cell ${rowKey}:${name} holds no number.`);
    this.#follow({ rowKey, columnId: name }, cell, path);
  }
}

function isPlainNumber(cell: SheetCell): boolean {
  if (typeof cell === 'number') return Number.isFinite(cell);
  if (typeof cell !== 'string' || !PLAIN_NUMBER.test(cell)) return false;
  return cell.replace(/[-.]/g, '').replace(/^0+/, '').length <= DIGITS_MAX;
}
