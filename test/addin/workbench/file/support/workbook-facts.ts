import type { Sheet } from '../../../../../addin/workbench/host/model/sheet.js';
import { recalculate } from '../../../../../addin/workbench/host/model/calculation.js';
import type { Workbook } from '../../../../../addin/workbench/host/model/workbook.js';

function sheetFacts(sheet: Sheet): unknown {
  const { cells, tables, conditionalFormats, filter } = sheet;
  return {
    id: sheet.id,
    name: sheet.name,
    visibility: sheet.visibility,
    frozen: sheet.frozen,
    page: sheet.page,
    look: [sheet.tabColor, sheet.showGridlines, sheet.showHeadings, sheet.standardWidth],
    cells: [...cells.inside(cells.extent())].map(({ row, column, cell }) => ({
      at: [row, column],
      value: cell.value,
      formula: cell.formula,
      style: sheet.style(row, column),
      link: cell.link,
    })),
    rows: [...sheet.rows].filter(([, settings]) => Object.keys(settings).length > 0),
    columns: [...sheet.columns].sort(([a], [b]) => a - b),
    validations: sheet.validations.all,
    conditional: conditionalFormats.map(({ type, rule, look, areas, stopIfTrue }) => [
      type,
      rule,
      look,
      areas,
      stopIfTrue,
    ]),
    comments: sheet.comments.map(({ area, content, author }) => [area, content, author]),
    protection: sheet.fileProtection,
    filter: filter === null ? null : [filter.area, [...filter.criteria]],
    tables: tables.map((table) => ({ ...table, sheet: null, sort: null })),
  };
}

/** All that a file must keep of a workbook, as plain data to compare. */
export function workbookFacts(workbook: Workbook): unknown {
  recalculate(workbook);
  return {
    active: workbook.active.name,
    sheets: workbook.sheets.map(sheetFacts),
    names: [...workbook.names].map(([key, { sheet, ...name }]) => [key, sheet.name, name]),
    parts: workbook.xmlParts,
  };
}
