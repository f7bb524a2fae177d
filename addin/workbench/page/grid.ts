import { UniverSheetsCorePreset } from '@univerjs/preset-sheets-core';
import enUS from '@univerjs/preset-sheets-core/locales/en-US';
import { type FUniver, type ICellData, type IRange, LocaleType, createUniver } from '@univerjs/presets';
import { formatArea, qualifiedAddress } from '../host/model/address.js';
import { type Area, bounding, cellArea } from '../host/model/area.js';
import { wireValue } from '../host/model/cell.js';
import type { ModelEvent } from '../host/model/model-event.js';
import type { Sheet } from '../host/model/sheet.js';
import type { CellInput } from '../host/model/writing.js';
import type { Person } from '../host/person.js';
import type { WorkbookHost } from '../host/workbook-host.js';
import { LookBook } from './cell-look.js';
import { clipboardBlock } from './clipboard-block.js';
import { type TabParameters, tabCommands } from './tab-commands.js';
import { type SheetSnapshot, cellKey, gridCell, keyPlace, snapshotOf, workbookData } from './grid-snapshot.js';

const REDRAW_DELAY = 60;
const WRITE_CELLS = 'sheet.mutation.set-range-values';

type GridSheet = ReturnType<ReturnType<FUniver['createWorkbook']>['getActiveSheet']>;

interface WriteCells {
  readonly subUnitId: string;
  readonly cellValue?: Readonly<Record<number, Readonly<Record<number, ICellData | null>>>>;
}

/** The visible grid: shows the host's workbook, and gives what the person does in it to the person's side of the host. */
export class Grid {
  private readonly api: FUniver;
  private readonly looks = new LookBook();
  private shown: SheetSnapshot[] = [];
  private frame = '';
  private unit = 0;
  private timer: number | null = null;
  private stale = true;
  /** True while the grid is made to follow the model, so that its own events are not taken for the person's. */
  private following = false;
  private editing = false;
  /** Called when the grid shows what there is, and when it was scrolled. */
  redrawn = (): void => undefined;
  private toReveal = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly host: WorkbookHost,
    private readonly person: Person,
  ) {
    const { univerAPI } = createUniver({
      locale: LocaleType.EN_US,
      locales: { [LocaleType.EN_US]: enUS },
      darkMode: window.matchMedia('(prefers-color-scheme: dark)').matches,
      presets: [
        UniverSheetsCorePreset({
          container,
          header: false,
          toolbar: false,
          formulaBar: false,
          contextMenu: false,
          disableAutoFocus: true,
        }),
      ],
    });
    this.api = univerAPI;
    host.workbook.listen((event) => this.note(event));
    this.listen();
    this.listenToKeys();
  }

  /** Redraws shortly, once for all that happens until then. */
  redrawSoon(): void {
    this.timer ??= window.setTimeout(() => {
      this.timer = null;
      this.follow(() => this.redraw());
      this.redrawn();
    }, REDRAW_DELAY);
  }

  /** The lower right corner of the selected cell in pixels of the grid; null while it has none to see. */
  selectedCorner(): { right: number; bottom: number } | null {
    const { active, activeCell } = this.host.workbook;
    const sheet = this.api.getActiveWorkbook()?.getSheetBySheetId(active.id);
    if (!sheet || activeCell.row >= sheet.getMaxRows() || activeCell.column >= sheet.getMaxColumns()) return null;
    const { right, bottom } = sheet.getRange(activeCell.row, activeCell.column).getCellRect();
    return { right, bottom };
  }

  /** Gives the keyboard back to the grid. */
  focus(): void {
    this.container.querySelector<HTMLElement>('[contenteditable="true"]')?.focus();
  }

  private note(event: ModelEvent): void {
    const onlyMoves = event.kind === 'selected' || event.kind === 'activated' || event.kind === 'deactivated';
    if (!onlyMoves) this.stale = true;
  }

  private follow(work: () => void): void {
    this.following = true;
    try {
      work();
    } finally {
      this.following = false;
    }
  }

  private redraw(): void {
    if (this.stale) {
      this.stale = false;
      const sheets = snapshotOf(this.host.workbook, this.looks);
      const frame = JSON.stringify(sheets.map((sheet) => sheet.frame));
      if (frame === this.frame) this.patch(sheets);
      else this.build(sheets);
      this.frame = frame;
      this.shown = sheets;
    }
    this.showSelection();
  }

  private build(sheets: readonly SheetSnapshot[]): void {
    const before = this.api.getActiveWorkbook()?.getActiveSheet();
    const scroll = before?.getScrollState();
    if (this.unit > 0) this.api.disposeUnit(`workbook-${this.unit}`);
    this.unit += 1;
    const book = this.api.createWorkbook(workbookData(`workbook-${this.unit}`, sheets, this.looks));
    // The same sheet comes back to the place that the person had scrolled to.
    const sheet = before === undefined ? null : book.getSheetBySheetId(before.getSheetId());
    if (sheet === null || scroll === undefined) return;
    book.setActiveSheet(sheet);
    sheet.scrollToCell(scroll.sheetViewStartRow, scroll.sheetViewStartColumn);
  }

  private patch(sheets: readonly SheetSnapshot[]): void {
    sheets.forEach((sheet, index) => {
      const before = this.shown[index]?.cells;
      const cellValue: Record<number, Record<number, ICellData | null>> = {};
      const put = (key: number, cell: ICellData | null): void => {
        const { row, column } = keyPlace(key);
        (cellValue[row] ??= {})[column] = cell;
      };
      for (const [key, cell] of sheet.cells) {
        const old = before?.get(key);
        if (old?.value !== cell.value || old.look !== cell.look) put(key, gridCell(cell, this.looks, false));
      }
      for (const key of before?.keys() ?? []) if (!sheet.cells.has(key)) put(key, null);
      if (Object.keys(cellValue).length === 0) return;
      this.api.syncExecuteCommand(WRITE_CELLS, { unitId: `workbook-${this.unit}`, subUnitId: sheet.id, cellValue });
    });
  }

  private showSelection(): void {
    const { active } = this.host.workbook;
    const book = this.api.getActiveWorkbook();
    const sheet = book?.getSheetBySheetId(active.id);
    if (!book || !sheet) return;
    if (book.getActiveSheet().getSheetId() !== active.id) book.setActiveSheet(active.id);
    const { row, column, rows, columns } = this.onGrid(active.selection, sheet.getMaxRows(), sheet.getMaxColumns());
    const now = sheet.getSelection()?.getActiveRange()?.getRange();
    const same =
      now?.startRow === row &&
      now.startColumn === column &&
      now.endRow === row + rows - 1 &&
      now.endColumn === column + columns - 1;
    if (!same) sheet.setActiveSelection(sheet.getRange(row, column, rows, columns));
    if (!same || this.toReveal) this.reveal(sheet, row, column);
  }

  private reveal(sheet: GridSheet, row: number, column: number): void {
    const view = sheet.getVisibleRange() as IRange | null | undefined;
    // Right after the grid was built anew it has no view yet.
    this.toReveal = view === null || view === undefined;
    if (view === null || view === undefined) {
      this.redrawSoon();
      return;
    }
    const inRows = row >= view.startRow && row < view.endRow;
    const inColumns = column >= view.startColumn && column < view.endColumn;
    if (!inRows || !inColumns) sheet.scrollToCell(Math.max(0, row - 3), column);
  }

  private onGrid({ row, column, rows, columns }: Area, maxRows: number, maxColumns: number): Area {
    const top = Math.min(row, maxRows - 1);
    const left = Math.min(column, maxColumns - 1);
    return {
      row: top,
      column: left,
      rows: Math.min(rows, maxRows - top),
      columns: Math.min(columns, maxColumns - left),
    };
  }

  private listen(): void {
    const { api } = this;
    const { Event } = api;
    api.addEvent(Event.ActiveSheetChanged, ({ activeSheet }) => {
      const sheet = this.sheet(activeSheet.getSheetId());
      if (!this.following && sheet !== null) this.host.workbook.activate(sheet);
    });
    api.addEvent(Event.SelectionChanged, ({ worksheet, selections }) => {
      const sheet = this.sheet(worksheet.getSheetId());
      const [range] = selections;
      if (this.following || sheet === null || range === undefined) return;
      const row = range.startRow || 0;
      const column = range.startColumn || 0;
      const area = {
        row,
        column,
        rows: (range.endRow || row) - row + 1,
        columns: (range.endColumn || column) - column + 1,
      };
      this.host.workbook.select(sheet, area);
    });
    api.addEvent(Event.Scroll, () => this.redrawn());
    api.addEvent(Event.BeforeSheetEditEnd, ({ worksheet, row, column, value, isConfirm }) => {
      const sheet = this.sheet(worksheet.getSheetId());
      if (!isConfirm || sheet === null) return;
      // The text as typed goes to the model, which reads it as Excel does; what the grid makes of it is painted over.
      this.editing = true;
      const text = value.toPlainText().replace(/\r?\n$/, '');
      window.setTimeout(() => {
        this.editing = false;
        // Leaving a cell as it was is no edit; a formula would be lost by it.
        if (text === sheet.text(row, column) || text === String(wireValue(sheet.value(row, column)))) return;
        this.give(sheet, cellArea(row, column), () =>
          this.person.type(qualifiedAddress(sheet.name, cellArea(row, column)), text),
        );
      }, 0);
    });
    api.addEvent(Event.BeforeClipboardPaste, (event) => {
      const sheet = this.sheet(event.worksheet.getSheetId());
      if (sheet === null || !event.text) return;
      event.cancel = true;
      const block = clipboardBlock(event.text);
      const area = {
        ...cellArea(sheet.selection.row, sheet.selection.column),
        rows: block.length,
        columns: block[0]?.length ?? 1,
      };
      this.give(sheet, area, () => this.person.paste(qualifiedAddress(sheet.name, area), block));
    });
    api.addEvent(Event.BeforeCommandExecute, (event) => {
      const doing = this.following ? undefined : tabCommands(this.host.workbook, this.person)[event.id];
      if (doing === undefined) return;
      event.cancel = true;
      doing((event.params ?? {}) as TabParameters);
    });
    api.addEvent(Event.CommandExecuted, ({ id, params }) => {
      if (id === WRITE_CELLS && !this.following) this.takeWritten(params as WriteCells);
    });
  }

  /** The grid undoes what it did itself; here the person's side knows what there is to undo. */
  private listenToKeys(): void {
    const undo = (event: KeyboardEvent): void => {
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === 'z';
      if (!isUndo || this.api.getActiveWorkbook()?.isCellEditing() === true) return;
      event.preventDefault();
      event.stopPropagation();
      this.person.undo();
    };
    this.container.addEventListener('keydown', undo, { capture: true });
  }

  private sheet(id: string): Sheet | null {
    return this.host.workbook.sheet(id);
  }

  /** Gives the person's doing to the model, and has the cells drawn anew whatever the grid shows in them. */
  private give(sheet: Sheet, area: Area, work: () => void): void {
    this.forget(sheet, area);
    work();
    this.stale = true;
    this.redrawSoon();
  }

  private forget(sheet: Sheet, area: Area): void {
    this.shown = this.shown.map((snapshot) => {
      if (snapshot.id !== sheet.id) return snapshot;
      const cells = new Map(snapshot.cells);
      for (let row = area.row; row < area.row + area.rows; row += 1) {
        for (let column = area.column; column < area.column + area.columns; column += 1) {
          cells.set(cellKey(row, column), { value: '\u0000', look: '' });
        }
      }
      return { ...snapshot, cells };
    });
  }

  /** Deleting, filling and moving write cells in the grid; the same goes into the model. */
  private takeWritten({ subUnitId, cellValue }: WriteCells): void {
    const sheet = this.sheet(subUnitId);
    if (sheet === null || this.editing) return;
    const written = new Map<number, CellInput>();
    let area: Area | null = null;
    for (const [row, line] of Object.entries(cellValue ?? {})) {
      for (const [column, cell] of Object.entries(line)) {
        if (cell !== null && !('v' in cell) && !('f' in cell)) continue;
        written.set(cellKey(Number(row), Number(column)), cell?.f ?? cell?.v ?? '');
        const place = cellArea(Number(row), Number(column));
        area = area === null ? place : bounding(area, place);
      }
    }
    if (area === null) return;
    const { row: top, column: left, rows, columns } = area;
    const block = Array.from({ length: rows }, (_, row) =>
      Array.from({ length: columns }, (__, column) => written.get(cellKey(top + row, left + column)) ?? null),
    );
    const address = `${qualifiedAddress(sheet.name, cellArea(top, left))}:${formatArea(cellArea(top + rows - 1, left + columns - 1))}`;
    this.give(sheet, area, () => this.person.paste(address, block));
  }
}
