import type { PullReply } from '../../bridge/contract/api.js';
import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import {
  hasFormulas,
  sentColumns,
  shownColumns,
  type SheetColumn,
  type SheetKind,
} from '../../bridge/contract/sheets/sheet-kind.js';
import { readBoundWorkbook, rememberPart, type BoundSheet } from './bound-sheet.js';
import { breathe } from './breathe.js';
import { byteChunks } from './byte-chunks.js';
import { assignRows, assignTexts, closeColumns, formulaOf, openColumns, type WrittenCell } from './cell-writer.js';
import { assignEffect } from './effect-lines.js';
import { FilledCells } from './filled-cells.js';
import { cellsOf } from './formula-cells.js';
import { bindingToXml, type PullBinding } from './pull-binding.js';
import { layOutPages, namePages } from './page-layout.js';
import { pullMark, TITLE_GAP } from './pull-mark.js';
import { nameColumns, removeNames } from './range-names.js';
import { decorate, freeze } from './sheet-decoration.js';
import { columnLetter, FIRST_DATA_ROW, HEADER_ROW, writtenColumns } from './sheet-layout.js';
import type { SheetPlace } from './sheet-place.js';
import { digestOf, editsDigest, fixedColumns } from './sheet-rows.js';
import { rememberTable } from './table-places.js';
import { isExcelError, whenAllowed } from './workbook-session.js';

export interface PulledSheet {
  readonly kind: SheetKind;
  readonly pull: PullReply;
  readonly parameters: unknown;
  readonly rows: readonly (readonly SheetCell[])[];
}

interface Target {
  readonly sheet: Excel.Worksheet;
  readonly place: SheetPlace;
  readonly isNew: boolean;
}

export interface WriteOptions {
  /** Called with how many rows are written so far. */
  readonly onRows: (written: number) => void;
  /** Stops the writing of a new sheet, which is then taken away. A reused one is whole sooner than put back. */
  readonly signal: AbortSignal | undefined;
}

/**
 * Writes a pull into its place, ties the table to the pull and shows it. Gives the sheet's name. When it is stopped, or
 * Excel fails on the way, a new sheet is taken away again; a reused one that fails is no longer tied to any pull, so that
 * nothing half-written is pushed.
 */
export async function writePull(
  context: Excel.RequestContext,
  place: SheetPlace,
  pulled: PulledSheet,
  { onRows, signal }: WriteOptions,
): Promise<string> {
  const rows = excelRows(pulled);
  const target = openTarget(context, place);
  const goOn = (written: number): void => {
    onRows(written);
    if (target.isNew) signal?.throwIfAborted();
  };
  try {
    writeTitle(target.sheet, pulled);
    if (place.reused !== null) empty(place.reused, tableAddress(pulled.kind, rows.length));
    await writeRows(context, target.sheet, pulled.kind, rows, goOn);
    const binding = await makeTable(context, target, pulled, rows);
    goOn(rows.length);
    await bind(context, target, pulled, binding);
    rememberTable({ ...binding, kind: pulled.kind, rowCount: rows.length });
    return target.sheet.name;
  } catch (error) {
    if (target.isNew) await takeAway(context, target, pulled.kind);
    throw error;
  }
}

/** The rows as Excel will hold them, each with an empty Status, then the blank rows of an entry sheet. */
function excelRows({ kind, rows }: PulledSheet): WrittenCell[][] {
  const columns = writtenColumns(kind);
  const blank = Array.from({ length: kind.blankRows ?? 0 }, () => columns.map(() => ''));
  const all = [...cellsOf(kind, rows), ...blank];
  // A table cannot be without a row.
  return all.length > 0 ? all : [columns.map(() => '')];
}

function openTarget(context: Excel.RequestContext, place: SheetPlace): Target {
  context.application.suspendScreenUpdatingUntilNextSync();
  if (place.reused !== null) return { sheet: place.reused.table.worksheet, place, isNew: false };
  return { sheet: context.workbook.worksheets.add(place.sheetName), place, isNew: true };
}

function writeTitle(sheet: Excel.Worksheet, { kind, pull }: PulledSheet): void {
  const totals = pull.totals.map(({ label, value }) => `${label}: ${value}`);
  // The third line is short: sums stand beside it, and what runs into them would be cut off.
  const lines = [
    kind.title,
    [pull.subject, ...totals, pullMark(pull.pullId)].join(TITLE_GAP),
    `As of ${asOfText(pull.asOf)}`,
  ];
  assignTexts(
    sheet.getRange('A1:A3'),
    lines.map((line) => [line]),
  );
}

/** An instant in the person's own time; any other text as it is. */
function asOfText(asOf: string): string {
  const instant = new Date(asOf);
  if (!asOf.includes('T') || Number.isNaN(instant.getTime())) return asOf;
  return instant.toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}

/** Keeps the table, so that formulas and pivot tables which use it stay whole, and gives it its new size. */
function empty(reused: BoundSheet, address: string): void {
  const { table, part } = reused;
  part.delete();
  assignEffect(reused, []);
  table.clearFilters();
  table.sort.clear();
  const body = table.getDataBodyRange();
  body.rowHidden = false;
  body.conditionalFormats.clearAll();
  body.dataValidation.clear();
  body.clear();
  table.resize(address);
}

function tableAddress(kind: SheetKind, rowCount: number): string {
  return `A${HEADER_ROW}:${lastLetter(kind)}${HEADER_ROW + rowCount}`;
}

function lastLetter(kind: SheetKind): string {
  return columnLetter(writtenColumns(kind).length - 1);
}

/** Queues the rows; all but the last of their runs are sent on the way. */
async function writeRows(
  context: Excel.RequestContext,
  sheet: Excel.Worksheet,
  kind: SheetKind,
  rows: readonly WrittenCell[][],
  onRows: (written: number) => void,
): Promise<void> {
  const columns = writtenColumns(kind);
  const lastColumn = lastLetter(kind);
  const block = (first: number, count: number): Excel.Range =>
    sheet.getRange(`A${FIRST_DATA_ROW + first}:${lastColumn}${FIRST_DATA_ROW + first + count - 1}`);
  assignTexts(sheet.getRange(`A${HEADER_ROW}:${lastColumn}${HEADER_ROW}`), [columns.map(({ header }) => header)]);
  openColumns(block(0, rows.length), columns);
  for (const chunk of byteChunks(rows)) {
    if (chunk.start > 0) {
      // eslint-disable-next-line office-addins/no-context-sync-in-loop -- a request may hold 5 MB, so rows go in chunks of bytes
      await context.sync();
      await breathe();
      onRows(chunk.start);
      context.application.suspendScreenUpdatingUntilNextSync();
    }
    assignRows(block(chunk.start, chunk.rows.length), chunk.rows);
  }
  closeColumns(block(0, rows.length), columns, rows);
}

/** The kind with those choices that are data and came with the pull. */
function withChoices({ kind, pull: { choices = {} } }: PulledSheet): SheetKind {
  const columns = kind.columns.map((column) => {
    const offered = choices[column.id];
    return offered === undefined ? column : { ...column, choices: offered };
  });
  return { ...kind, columns };
}

/** Sends the last rows with the table and how it looks. Gives what ties the table to the pull. */
async function makeTable(
  context: Excel.RequestContext,
  { sheet, place }: Target,
  pulled: PulledSheet,
  rows: readonly WrittenCell[][],
): Promise<PullBinding> {
  const table = place.reused?.table ?? sheet.tables.add(tableAddress(pulled.kind, rows.length), true);
  if (place.reused === null) {
    table.name = place.tableName;
    table.style = 'TableStyleLight1';
    table.showFilterButton = !hasFormulas(pulled.kind);
  }
  const tableName = place.reused === null ? place.tableName : place.reused.table.name;
  decorate(sheet, withChoices(pulled), rows.length, tableName);
  if (place.reused === null) nameColumns(context, pulled.kind, tableName, place.takenNames);
  // In a workbook that is set to be calculated by hand, formulas would keep what came of rows not yet there.
  sheet.calculate(false);
  sheet.load('id,name');
  table.load('id,name');
  table.columns.load('items/id,items/name');
  await context.sync();

  const ids = writtenColumns(pulled.kind).map(({ id }) => id);
  const columns = table.columns.items.map(({ id: tableColumnId, name }, index) => ({
    id: ids[index] ?? '',
    tableColumnId,
    name,
  }));
  const tableFacts = { sheetId: sheet.id, tableId: table.id, tableName: table.name, columns };
  return { ...(await startingFacts(pulled, rows)), ...tableFacts };
}

/**
 * Keeps the binding, shows the sheet and lays its pages out. Freezing and activating fail when another workbook has the
 * focus, and pages where no printer is known; the sheet is whole without them, so they are tried once more each on its own.
 */
async function bind(
  context: Excel.RequestContext,
  { sheet, isNew }: Target,
  { kind, pull }: PulledSheet,
  binding: PullBinding,
): Promise<void> {
  const part = context.workbook.customXmlParts.add(bindingToXml(binding));
  part.load('id');
  // How a person changed the layout of a sheet's pages stays when it is pulled again.
  const layOut = () => {
    if (isNew) layOutPages(sheet);
    namePages(sheet, kind.title, pull.subject);
  };
  freeze(sheet);
  sheet.activate();
  layOut();
  try {
    await context.sync();
    rememberPart(part.id);
  } catch (error) {
    if (!isExcelError(error) || !(await isBound(context, binding))) throw error;
    await whenAllowed(() => send(context, () => freeze(sheet)));
    await whenAllowed(() => send(context, () => sheet.activate()));
    await whenAllowed(() => send(context, layOut));
  }
}

async function isBound(context: Excel.RequestContext, { pullId }: PullBinding): Promise<boolean> {
  const { bound } = await readBoundWorkbook(context);
  return bound.some(({ binding }) => binding.pullId === pullId);
}

async function send(context: Excel.RequestContext, queue: () => void): Promise<void> {
  queue();
  await context.sync();
}

async function startingFacts(
  { kind, pull, parameters }: PulledSheet,
  rows: readonly WrittenCell[][],
): Promise<Omit<PullBinding, 'sheetId' | 'tableId' | 'tableName' | 'columns'>> {
  const cellsOf = (columns: readonly SheetColumn[]) => {
    const indexes = columns.map((column) => kind.columns.indexOf(column));
    return rows.map((row) => {
      return { key: keyOf(row), cells: indexes.map((at) => formulaOf(row[at] ?? '')), formulas: [] };
    });
  };
  const { pullId, kind: kindId, subject, asOf } = pull;
  const digest = await editsDigest(kind, cellsOf(sentColumns(kind)));
  const fixedDigest = await digestOf(cellsOf(fixedColumns(kind)));
  const shown = shownColumns(kind).map((look) => {
    const at = kind.columns.indexOf(look);
    return { look, cells: rows.map((row) => formulaOf(row[at] ?? '')) };
  });
  const filled = new FilledCells({ filled: [] }).marksWith(shown);
  return { pullId, kind: kindId, parameters, subject, asOf, digest, fixedDigest, receipts: [], refused: [], filled };
}

function keyOf([key = '']: readonly WrittenCell[]): string {
  return String(formulaOf(key)).trim();
}

/** The first failure is what the person should read, so a failure here is not reported. */
async function takeAway(context: Excel.RequestContext, { sheet, place }: Target, kind: SheetKind): Promise<void> {
  try {
    if (place.reused === null) removeNames(context, kind, place.tableName, place.takenNames);
    sheet.delete();
    await context.sync();
  } catch {
    return;
  }
}
