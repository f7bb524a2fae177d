import assert from 'node:assert/strict';
import { BridgeClient } from '../../addin/client/bridge-client.js';
import type { KeptValues } from '../../addin/client/partitioned-storage.js';
import { PendingPushes } from '../../addin/client/pending-push.js';
import type { SentRow } from '../../addin/sheets/row-finder.js';
import { SheetEngine } from '../../addin/sheets/sheet-engine.js';
import { qualifiedAddress } from '../../addin/workbench/host/model/address.js';
import type { Area } from '../../addin/workbench/host/model/area.js';
import { wireValue } from '../../addin/workbench/host/model/cell.js';
import type { SavedWorkbook } from '../../addin/workbench/host/model/saved-workbook.js';
import type { Table } from '../../addin/workbench/host/model/sheet.js';
import type { Person } from '../../addin/workbench/host/person.js';
import type { Issue } from '../../bridge/contract/problem.js';
import { sheetKinds, type SheetKindId } from '../../bridge/contract/sheets/index.js';
import {
  STATUS_HEADER,
  editableColumns,
  type SheetColumn,
  type SheetKind,
} from '../../bridge/contract/sheets/sheet-kind.js';
import type { OfficeHost } from '../support/office-host/office-host.js';
import { keptInMemory } from '../support/kept-in-memory.js';
import type { LoopbackBridge } from './loopback-bridge.js';
import { RowInk } from './row-ink.js';
import {
  filledCells,
  keyColumnOf,
  seeSheet,
  type FilledCell,
  type PulledSheet,
  type SeenCell,
  type SeenSheet,
} from './seen-sheet.js';
import type { Pushed, SheetBooks } from './sheet-books.js';

/** A file that the workbook was saved to: its cells and parts, and what the model knows of the sheets in it. */
interface SavedFile {
  readonly workbook: SavedWorkbook;
  readonly sheets: readonly PulledSheet[];
}

interface UnansweredPush {
  /** What was pushed. */
  readonly print: string;
  readonly commandId: string;
  readonly pushed: Pushed;
}

/** One sequence being played: a person works in a workbook, on the real office.js, against the real bridge. */
export class SheetPlay {
  /** The sheets that were pulled into the workbook, the oldest first. */
  sheets: readonly PulledSheet[] = [];
  engine: SheetEngine;
  /** By pull, the last push whose reply never came, until another push of it. */
  unanswered = new Map<string, UnansweredPush>();
  /** By pull, the rows of which was asked last whether they are meant once more. */
  readonly asked = new Map<string, readonly SentRow[]>();
  readonly client: BridgeClient;
  #file: SavedFile;
  #undo: SavedWorkbook[] = [];
  #kept: KeptValues = keptInMemory();
  readonly #ink = new RowInk();

  constructor(
    readonly office: OfficeHost,
    readonly bridge: LoopbackBridge,
    readonly books: SheetBooks,
    empty: SavedWorkbook,
  ) {
    this.client = new BridgeClient({ baseUrl: '', token: () => 't', fetch: bridge.fetch });
    this.engine = this.#newEngine();
    this.#file = { workbook: empty, sheets: [] };
    this.person.open(empty);
  }

  get person(): Person {
    return this.office.person;
  }

  /** One of the sheets that the workbook still has; null while there is none. */
  sheetAt(place: number): PulledSheet | null {
    const there = this.sheets.filter((sheet) => this.isThere(sheet));
    return there[place % Math.max(1, there.length)] ?? null;
  }

  /** Tells whether the workbook still has a sheet. */
  isThere({ tableName }: PulledSheet): boolean {
    return this.office.host.workbook.table(tableName) !== null;
  }

  see(sheet: PulledSheet): SeenSheet {
    return seeSheet(this.person, sheet);
  }

  /** Tells whether a cell that is not the person's to fill holds something else than when it was pulled. */
  factsChanged(sheet: PulledSheet): boolean {
    const { rows } = this.see(sheet);
    const columns = fixedColumns(sheet.kind).filter(({ id }) => id in (rows[0]?.cells ?? {}));
    return rows.some(({ key, cells }) => {
      const before = sheet.pulled.get(key);
      return before !== undefined && columns.some(({ id }) => cells[id] !== before[id]);
    });
  }

  /** The rows of the worksheet, counted from 1, in which the table has a formula. */
  formulaRows({ tableName }: PulledSheet): ReadonlySet<number> {
    const { body, sheet } = this.person.table(tableName);
    const found = new Set<number>();
    for (const { row, cell } of sheet.cells.inside(body)) if (cell.formula !== undefined) found.add(row + 1);
    return found;
  }

  /** Tells whether something stands below the table of a sheet, in its columns. */
  isFilledBelow({ tableName }: PulledSheet): boolean {
    const { area, sheet } = this.person.table(tableName);
    return sheet.used({ ...area, row: area.row + area.rows, rows: 1_000 }, true) !== null;
  }

  /** Does what a person does to cells; it can be undone. */
  edit(work: () => void): void {
    this.#undo.push(this.person.save());
    work();
    for (const sheet of this.sheets) if (this.isThere(sheet)) this.#writeInInk(sheet);
  }

  #writeInInk({ tableName, kind, columnIds }: PulledSheet): void {
    if (kind.purpose !== 'entry') return;
    const table = this.person.table(tableName);
    const filled = editableColumns(kind).map(({ id }) => id);
    const places = table.columns.map(({ id }) => columnIds.get(id) ?? '');
    const keyAt = places.indexOf(keyColumnOf(kind));
    const isFilled = (row: number): boolean =>
      places.some((id, at) => {
        const text = wireValue(table.sheet.value(row, table.body.column + at));
        return filled.includes(id) && String(text).trim() !== '';
      });
    if (keyAt >= 0) this.#ink.renew(table, keyAt, isFilled);
  }

  /** Takes back the last so many steps, the add-in's own writing into cells too, as Excel does. */
  undo(steps: number): void {
    const reached = this.#undo.splice(-steps)[0];
    reached?.takeBackIn(this.office.host.workbook);
  }

  /** What Excel can't undo ends what can be undone. */
  forgetUndo(): void {
    this.#undo = [];
  }

  save(): void {
    this.#file = { workbook: this.person.save(), sheets: this.sheets };
  }

  /** Closes the workbook without saving and opens what was saved last, in an Excel that was started anew. */
  reopen(): void {
    this.person.open(this.#file.workbook);
    this.sheets = this.#file.sheets;
    this.forgetUndo();
    this.engine = this.#newEngine();
  }

  /** Opens what was saved last on another computer, works there, and comes back to this one. */
  async elsewhere(work: () => Promise<void>): Promise<void> {
    const { sheets, engine, unanswered } = this;
    const [here, undo, kept] = [this.person.save(), this.#undo, this.#kept];
    this.#kept = keptInMemory();
    this.unanswered = new Map();
    this.reopen();
    await work();
    this.person.open(here);
    Object.assign(this, { sheets, engine, unanswered });
    this.#undo = undo;
    this.#kept = kept;
  }

  /** Pulls; the sheet that it is written into must have had nothing in it that was not pushed. */
  async pull(kindId: SheetKindId): Promise<void> {
    const parameters = kindId === 'readings' ? { billRunId: this.books.ledger.billRunId } : {};
    const { pull, sheetName } = await this.engine.pull(kindId, parameters);
    const [table] = this.person.sheet(sheetName).tables;
    assert.ok(table);
    const kind: SheetKind = sheetKinds[kindId];
    const columnIds = new Map(kind.columns.map((column, index) => [table.columns[index]?.id ?? 0, column.id]));
    const fresh = {
      pullId: pull.pullId,
      kind,
      tableName: table.name,
      columnIds,
      receipts: [],
      isAdopted: false,
      filled: new Set<string>(),
    };
    const { rows } = seeSheet(this.person, { ...fresh, pulled: new Map() });
    const pulled = new Map(rows.filter(({ key }) => key !== '').map(({ key, cells }) => [key, cells]));
    this.sheets = [...this.sheets.filter(({ tableName }) => tableName !== table.name), { ...fresh, pulled }];
    this.forgetUndo();
  }

  /**
   * Notes that the copy of a sheet takes its place; it knows of no push. Excel numbers the columns of a copy anew, so that
   * one whose heading was changed is known only where its new number is the one that it had.
   */
  replace(pulled: PulledSheet, tableName: string): void {
    const ids = this.person.table(pulled.tableName).columns.map(({ id }) => pulled.columnIds.get(id));
    const headerOf = new Map(pulled.kind.columns.map(({ id, header }) => [id, header]));
    const columnIds = new Map(
      this.person.table(tableName).columns.flatMap(({ id, name }, index) => {
        const columnId = ids[index];
        if (columnId === undefined) return [];
        const isKnown = name === headerOf.get(columnId) || pulled.columnIds.get(id) === columnId;
        return isKnown ? [[id, columnId] as const] : [];
      }),
    );
    this.#note({ ...pulled, tableName, columnIds, receipts: [], isAdopted: true });
  }

  /** Notes that a sheet was deleted. */
  drop({ pullId }: PulledSheet): void {
    this.sheets = this.sheets.filter((sheet) => sheet.pullId !== pullId);
    this.forgetUndo();
  }

  /** The sheet of a pull as the workbook knows it now. */
  newest(sheet: PulledSheet): PulledSheet {
    return this.sheets.find(({ pullId }) => pullId === sheet.pullId) ?? sheet;
  }

  /** What a person typed where Curbstop fills in: what it never wrote there. */
  typedWhereFilled(sheet: PulledSheet): FilledCell[] {
    return filledCells(this.see(sheet), sheet.kind).filter(({ print }) => !sheet.filled.has(print));
  }

  /**
   * Notes that the workbook was told what became of a push or a preview, and so of the sheet's place. What stands where
   * Curbstop fills in is its own then, but for what was typed beside rows that it had nothing new to say of.
   */
  noteAnswer(sheet: PulledSheet, typedBefore: readonly FilledCell[], keptRows: ReadonlySet<number>): void {
    const isTyped = ({ sheetRow, print }: FilledCell): boolean =>
      keptRows.has(sheetRow) && typedBefore.some((each) => each.sheetRow === sheetRow && each.print === print);
    const newest = this.newest(sheet);
    const written = filledCells(this.see(sheet), sheet.kind).filter((cell) => !isTyped(cell));
    const filled = new Set([...newest.filled, ...written.map(({ print }) => print)]);
    this.#note({ ...newest, isAdopted: false, filled });
  }

  /** Notes of which rows is asked whether they are meant once more. */
  noteAsked({ pullId }: PulledSheet, issues: readonly Issue[]): void {
    const asked = issues.filter(({ code }) => code === 'same-as-pushed');
    this.asked.set(
      pullId,
      asked.map(({ rowKey: key, sheetRow }) => ({ key, sheetRow })),
    );
  }

  /** Notes that the workbook got a push's receipt. */
  noteReceipt(sheet: PulledSheet, receipt: number): void {
    const newest = this.newest(sheet);
    this.#note({ ...newest, receipts: [...new Set([...newest.receipts, receipt])] });
  }

  /** The address of a block that begins at a cell of a sheet; null where the column is gone. */
  addressOf({ tableName, columnIds }: PulledSheet, cell: BlockPlace): string | null {
    const { body, columns, sheet } = this.person.table(tableName);
    const at = columns.findIndex(({ id }) => columnIds.get(id) === cell.columnId);
    if (at < 0) return null;
    const row = body.row + (cell.row % (body.rows + (cell.below ?? 0)));
    const area: Area = { row, column: body.column + at, rows: cell.rows ?? 1, columns: cell.columns ?? 1 };
    return qualifiedAddress(sheet.name, area);
  }

  /** The heading that a column of the kind has now; null where the column is gone. */
  headingOf({ tableName, columnIds }: PulledSheet, columnId: string): string | null {
    return this.person.table(tableName).columns.find(({ id }) => columnIds.get(id) === columnId)?.name ?? null;
  }

  /**
   * Every cell of the workbook that is the person's, by sheet and place: all of pulled sheets but the keys, the Status, what
   * the bridge tells beside a row, and what a push came to, above the table.
   */
  personsCells(): ReadonlyMap<string, SeenCell> {
    const cells = new Map<string, SeenCell>();
    for (const sheet of this.office.host.workbook.sheets) {
      const notTheirs = new Set(sheet.tables.flatMap((table) => this.#ownColumns(table)));
      for (const { row, column, cell } of sheet.cells.inside(sheet.cells.extent())) {
        const isTheirs = sheet.tableAt(row, column) === null || !notTheirs.has(column);
        const value = cell.formula ?? wireValue(cell.value);
        if (row < 2 && EFFECT_LINE.test(String(value))) continue;
        if (isTheirs && value !== '') cells.set(`${sheet.name} ${row + 1},${column + 1}`, value);
      }
    }
    return cells;
  }

  #ownColumns({ name: tableName, columns, area }: Table): number[] {
    const pulled = this.sheets.find((sheet) => sheet.tableName === tableName);
    if (pulled === undefined) return [];
    const ours = new Set([keyColumnOf(pulled.kind), ...SHOWN_COLUMNS]);
    return columns.flatMap(({ id, name }, index) =>
      ours.has(pulled.columnIds.get(id) ?? '') || name === STATUS_HEADER ? [area.column + index] : [],
    );
  }

  #note(changed: PulledSheet): void {
    this.sheets = this.sheets.map((sheet) => (sheet.pullId === changed.pullId ? changed : sheet));
  }

  #newEngine(): SheetEngine {
    return new SheetEngine(this.client, new PendingPushes(this.#kept));
  }
}

/** What the bridge tells beside a row of Adjustments. */
const SHOWN_COLUMNS = ['name', 'balance', 'lastBill', 'tax', 'total', 'corrects'];
const EFFECT_LINE = /^(Preview, not posted yet|Not posted; the valid rows|Posted with receipt|General ledger)/;

export interface BlockPlace {
  /** Any number: the rows of the table are counted round. */
  readonly row: number;
  readonly columnId: string;
  readonly rows?: number;
  readonly columns?: number;
  /** So many rows below the table count as rows of it. */
  readonly below?: number;
}

/** The columns that are neither the key nor the person's to fill. */
function fixedColumns({ columns }: SheetKind): readonly SheetColumn[] {
  return columns.slice(1).filter(({ editable }) => editable !== true);
}
