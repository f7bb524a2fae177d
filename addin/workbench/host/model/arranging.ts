import { offsetReferences } from '../formula/tokens.js';
import type { Area } from './area.js';
import { recalculate } from './calculation.js';
import { DYNAMIC_FILTERS, FILTER_KINDS, type FilterCriteria, filterTest } from './filter.js';
import { ModelError } from './model-error.js';
import { type Sheet, type Table, copyCell } from './sheet.js';
import { type SortField, sortedOrder } from './sort.js';
import type { Workbook } from './workbook.js';

/**
 * Sorts the rows of an area. Rows that do not show stay in their places, as in Excel.
 * @param fields the keys, counted in columns of the area
 */
export function sortRows(
  workbook: Workbook,
  sheet: Sheet,
  area: Area,
  fields: readonly SortField[],
  matchCase: boolean,
): void {
  if (fields.some(({ key }) => key < 0 || key >= area.columns)) throw new ModelError('InvalidArgument');
  recalculate(workbook);
  const used = sheet.cells.filled(area);
  if (used === null) return;
  const rows = Array.from({ length: used.rows }, (_, offset) => used.row + offset).filter(
    (row) => !sheet.isRowHidden(row),
  );
  const columns = Array.from({ length: area.columns }, (_, offset) => area.column + offset);
  const order = sortedOrder(
    rows.map((row) => columns.map((column) => sheet.value(row, column))),
    fields,
    matchCase,
  );
  const lines = rows.map((row) => columns.map((column) => copyCell(sheet.cells.at(row, column))));
  order.forEach((from, place) => {
    const row = rows[place];
    const source = rows[from];
    if (row === undefined || source === undefined) return;
    lines[from]?.forEach((cell, index) => {
      if (cell?.formula !== undefined) {
        cell.formula = offsetReferences(cell.formula, row - source, 0);
        cell.calculation = undefined;
      }
      sheet.cells.put(row, area.column + index, cell);
    });
  });
  workbook.calculation += 1;
  recalculate(workbook);
  workbook.emit({ kind: 'sorted', sheet, area });
  workbook.changed(sheet, area, 'RangeEdited');
}

function hideRows(
  sheet: Sheet,
  body: Area,
  filters: ReadonlyArray<readonly [column: number, criteria: FilterCriteria]>,
): void {
  const used = sheet.cells.filled(body);
  const rows = Array.from({ length: used?.rows ?? 0 }, (_, offset) => body.row + offset);
  const tests = filters.map(([column, criteria]) => {
    const values = rows.map((row) => sheet.value(row, column));
    return [column, filterTest(criteria, values)] as const;
  });
  for (const row of rows) {
    const hidden = tests.some(([column, passes]) => {
      const cell = { value: sheet.value(row, column), text: sheet.text(row, column), style: sheet.style(row, column) };
      return !passes(cell);
    });
    if (hidden || sheet.rows.get(row)?.filtered === true) sheet.rowSettings(row).filtered = hidden;
  }
}

/** Hides the rows of a table that its filters do not pass, and shows the others. */
export function applyTableFilters(workbook: Workbook, table: Table): void {
  const filters = table.columns.flatMap(({ filter }, index) =>
    filter === null ? [] : [[table.area.column + index, filter] as const],
  );
  recalculate(workbook);
  hideRows(table.sheet, table.body, filters);
  if (workbook.calculationMode !== 'Manual') workbook.calculation += 1;
  workbook.emit({ kind: 'filtered', sheet: table.sheet, table });
}

/** Hides the rows that the sheet's own filter does not pass; without a filter it shows them. */
export function applySheetFilter(workbook: Workbook, sheet: Sheet, area: Area): void {
  const body: Area = { ...area, row: area.row + 1, rows: area.rows - 1 };
  const criteria = [...(sheet.filter?.criteria ?? [])].map(([index, filter]) => [area.column + index, filter] as const);
  hideRows(sheet, body, criteria);
  workbook.emit({ kind: 'filtered', sheet, table: null });
}

/** Checks that the workbench can carry out a filter. Throws InvalidArgument. */
export function checkedCriteria(criteria: FilterCriteria): FilterCriteria {
  if (!FILTER_KINDS.includes(criteria.filterOn)) {
    throw new ModelError(
      'InvalidArgument',
      `The workbench cannot filter on ${criteria.filterOn}; it knows ${FILTER_KINDS.join(', ')}.`,
    );
  }
  if (criteria.filterOn === 'Dynamic' && !DYNAMIC_FILTERS.includes(criteria.dynamicCriteria ?? '')) {
    throw new ModelError(
      'InvalidArgument',
      `The workbench cannot filter on ${criteria.dynamicCriteria ?? 'nothing'}; of the dynamic filters it knows ${DYNAMIC_FILTERS.join(', ')}.`,
    );
  }
  return criteria;
}
