import { type Area, WHOLE_SHEET, cellArea, isEntireColumn, isEntireRow } from './area.js';
import { type Cell, type CellValue, CellError } from './cell.js';
import { CellStore, styleChanger } from './cell-store.js';
import type { ConditionalFormat } from './conditional-format.js';
import type { ValidationRule } from './data-validation.js';
import type { FilterCriteria } from './filter.js';
import { displayText } from './number-format.js';
import { STARTING_PAGE, type PageLayout } from './page-layout.js';
import { RangeRules } from './range-rules.js';
import type { SortField } from './sort.js';
import { DEFAULT_STYLE, type Style } from './style.js';

export type Visibility = 'Visible' | 'Hidden' | 'VeryHidden';

/** Sizes in points, as office.js gives them. */
export const STANDARD_COLUMN_WIDTH = 48;
export const STANDARD_ROW_HEIGHT = 15;

/** What a whole row or column has: its size in points, whether it is hidden, and the style of its empty cells. */
export interface LineSettings {
  size?: number;
  hidden?: boolean;
  /** Hidden by a filter, which clearing the filter undoes. */
  filtered?: boolean;
  style?: Style;
}

export interface SheetFilter {
  area: Area;
  criteria: Map<number, FilterCriteria>;
}

export interface SheetComment {
  readonly id: string;
  area: Area;
  content: string;
  /** Who wrote it, where a file says so. */
  readonly author?: string;
}

/** One worksheet. */
export class Sheet {
  visibility: Visibility = 'Visible';
  tabColor = '';
  showGridlines = true;
  showHeadings = true;
  standardWidth = STANDARD_COLUMN_WIDTH;
  enableCalculation = true;
  selection: Area = cellArea(0, 0);
  frozen = { rows: 0, columns: 0 };
  page: PageLayout = STARTING_PAGE;
  filter: SheetFilter | null = null;
  tables: Table[] = [];
  conditionalFormats: ConditionalFormat[] = [];
  comments: SheetComment[] = [];
  /** How the sheet's file protects it, password and all; it is kept for Excel, and the workbench does not hold to it. */
  fileProtection: Readonly<Record<string, string>> | null = null;
  cells = new CellStore();
  rows = new Map<number, LineSettings>();
  columns = new Map<number, LineSettings>();
  validations = new RangeRules<ValidationRule>();
  readonly customProperties = new Map<string, string>();

  constructor(
    readonly id: string,
    public name: string,
  ) {}

  /** The value of a cell; empty text when nothing is there. Formulas hold their last result. */
  value(row: number, column: number): CellValue {
    return this.cells.at(row, column)?.value ?? '';
  }

  /** The style of a cell, its own or that of its row or column. */
  style(row: number, column: number): Style {
    return (
      this.cells.at(row, column)?.style ?? this.rows.get(row)?.style ?? this.columns.get(column)?.style ?? DEFAULT_STYLE
    );
  }

  /** The text that a cell shows. */
  text(row: number, column: number): string {
    const value = this.value(row, column);
    return value === '' ? '' : displayText(value, this.style(row, column).numberFormat);
  }

  /** What values and formulas read back: the formula if there is one, else the value. */
  formula(row: number, column: number): string | number | boolean {
    const cell = this.cells.at(row, column);
    if (cell === undefined) return '';
    return cell.formula ?? (cell.value instanceof CellError ? cell.value.code : cell.value);
  }

  /** The settings of a row, made when there are none yet. */
  rowSettings(row: number): LineSettings {
    return settingsOf(this.rows, row);
  }

  /** The settings of a column, made when there are none yet. */
  columnSettings(column: number): LineSettings {
    return settingsOf(this.columns, column);
  }

  /** True when a row does not show, by a filter or by hand. */
  isRowHidden(row: number): boolean {
    const settings = this.rows.get(row);
    return settings?.hidden === true || settings?.filtered === true;
  }

  /** Changes the style of an area; whole rows and columns remember it for their empty cells. */
  changeStyle(area: Area, change: (style: Style) => Partial<Style>): void {
    const changed = styleChanger(change);
    if (isEntireColumn(area) || isEntireRow(area)) {
      const lines = isEntireColumn(area) ? this.columns : this.rows;
      const [start, count] = isEntireColumn(area) ? [area.column, area.columns] : [area.row, area.rows];
      for (let line = start; line < start + count; line += 1) {
        const settings = settingsOf(lines, line);
        settings.style = changed(settings.style ?? DEFAULT_STYLE);
      }
      for (const { cell } of this.cells.inside(area)) if (cell.style !== undefined) cell.style = changed(cell.style);
      return;
    }
    for (let row = area.row; row < area.row + area.rows; row += 1) {
      for (let column = area.column; column < area.column + area.columns; column += 1) {
        const before = this.style(row, column);
        this.cells.make(row, column).style = changed(before);
      }
    }
  }

  /** The rectangle in use, within an area; null when nothing is. */
  used(within: Area = WHOLE_SHEET, valuesOnly = false): Area | null {
    return this.cells.used(within, valuesOnly);
  }

  /** The table that holds a cell, or null. */
  tableAt(row: number, column: number): Table | null {
    const inside = ({ area }: Table): boolean =>
      row >= area.row && row < area.row + area.rows && column >= area.column && column < area.column + area.columns;
    return this.tables.find(inside) ?? null;
  }

  /** Takes over the cells and the look of another sheet; tables and names are the workbook's work. */
  copyFrom(other: Sheet): void {
    this.cells = other.cells.clone();
    this.rows = new Map([...other.rows].map(([row, settings]) => [row, { ...settings }]));
    this.columns = new Map([...other.columns].map(([column, settings]) => [column, { ...settings }]));
    this.validations = other.validations.clone();
    this.conditionalFormats = other.conditionalFormats.map((format) => ({
      ...format,
      areas: [...format.areas],
      look: { ...format.look },
    }));
    this.frozen = { ...other.frozen };
    this.page = other.page;
    this.fileProtection = other.fileProtection;
    this.filter = other.filter === null ? null : { area: other.filter.area, criteria: new Map(other.filter.criteria) };
    this.tabColor = other.tabColor;
    this.showGridlines = other.showGridlines;
    this.showHeadings = other.showHeadings;
    this.standardWidth = other.standardWidth;
    for (const [key, value] of other.customProperties) this.customProperties.set(key, value);
  }
}

function settingsOf(lines: Map<number, LineSettings>, line: number): LineSettings {
  let settings = lines.get(line);
  if (settings === undefined) {
    settings = {};
    lines.set(line, settings);
  }
  return settings;
}

/** A copy of a cell that can be changed on its own. */
export function copyCell(cell: Cell | undefined): Cell | undefined {
  return cell === undefined ? undefined : { ...cell };
}

export interface TableColumn {
  readonly id: number;
  name: string;
  filter: FilterCriteria | null;
}

/** A table; its area takes the header row and the total row with it. */
export class Table {
  style = 'TableStyleMedium2';
  showHeaders = true;
  showTotals = false;
  showFilterButton = true;
  showBandedRows = true;
  showBandedColumns = false;
  highlightFirstColumn = false;
  highlightLastColumn = false;
  sort: { fields: readonly SortField[]; matchCase: boolean } | null = null;
  columns: TableColumn[] = [];
  private nextColumnId = 1;

  constructor(
    readonly id: string,
    public name: string,
    readonly sheet: Sheet,
    public area: Area,
  ) {}

  /** A new column with an id that no other column of the table had. */
  newColumn(name: string): TableColumn {
    const column = { id: this.nextColumnId, name, filter: null };
    this.nextColumnId += 1;
    return column;
  }

  /** Adds a column with the id that it has in a file. */
  takeColumn(id: number, name: string): void {
    this.columns.push({ id, name, filter: null });
    this.nextColumnId = Math.max(this.nextColumnId, id + 1);
  }

  /** The header row, or null when it is not shown. */
  get header(): Area | null {
    return this.showHeaders ? { ...this.area, rows: 1 } : null;
  }

  /** The rows of data. A table always has at least one, which may be empty. */
  get body(): Area {
    const skipped = this.showHeaders ? 1 : 0;
    const rows = this.area.rows - skipped - (this.showTotals ? 1 : 0);
    return { ...this.area, row: this.area.row + skipped, rows: Math.max(1, rows) };
  }

  /** The total row, or null when it is not shown. */
  get totals(): Area | null {
    return this.showTotals ? { ...this.area, row: this.area.row + this.area.rows - 1, rows: 1 } : null;
  }

  /** The column that a name or an id names, with its place, or null. */
  column(key: string | number): { column: TableColumn; index: number } | null {
    const index = this.columns.findIndex(({ id, name }) =>
      typeof key === 'number' ? id === key : name.toLowerCase() === key.toLowerCase(),
    );
    const column = this.columns[index];
    return column === undefined ? null : { column, index };
  }

  /** Another table that looks the same on another sheet; its columns have ids of their own. */
  cloneTo(sheet: Sheet, id: string, name: string): Table {
    const clone = this.dress(new Table(id, name, sheet, this.area));
    clone.columns = this.columns.map(({ name: columnName, filter }) => ({ ...clone.newColumn(columnName), filter }));
    return clone;
  }

  /** This table once more, with all of its ids, on another copy of its sheet. */
  copyTo(sheet: Sheet): Table {
    const copy = this.dress(new Table(this.id, this.name, sheet, this.area));
    copy.columns = this.columns.map((column) => ({ ...column }));
    copy.nextColumnId = this.nextColumnId;
    return copy;
  }

  private dress(table: Table): Table {
    table.style = this.style;
    table.showHeaders = this.showHeaders;
    table.showTotals = this.showTotals;
    table.showFilterButton = this.showFilterButton;
    table.showBandedRows = this.showBandedRows;
    table.showBandedColumns = this.showBandedColumns;
    table.highlightFirstColumn = this.highlightFirstColumn;
    table.highlightLastColumn = this.highlightLastColumn;
    table.sort = this.sort;
    return table;
  }
}
