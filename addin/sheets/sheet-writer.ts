import type { PullReply } from '../../bridge/contract/api.js';
import type { SheetCell } from '../../bridge/contract/commands/push-sheet.js';
import { hasFormulas, sentColumns, type SheetColumn, type SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import type { BoundSheet } from './bound-sheet.js';
import { byteChunks } from './byte-chunks.js';
import { assignRows, assignTexts, closeColumns, formulaOf, openColumns, type WrittenCell } from './cell-writer.js';
import { cellsOf } from './formula-cells.js';
import { bindingToXml, type PullBinding } from './pull-binding.js';
import { pullMark, TITLE_GAP } from './pull-mark.js';
import { decorate } from './sheet-decoration.js';
import { columnLetter, FIRST_DATA_ROW, HEADER_ROW, writtenColumns } from './sheet-layout.js';
import type { SheetPlace } from './sheet-place.js';
import { digestOf, editsDigest, fixedColumns } from './sheet-rows.js';

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

/**
 * Writes a pull into its place and ties the table to the pull. Gives the sheet's name. When Excel fails on the way, a
 * new sheet is taken away again; a reused one is no longer tied to any pull, so that nothing half-written is pushed.
 */
export async function writePull(
  context: Excel.RequestContext,
  place: SheetPlace,
  pulled: PulledSheet,
  onRows: (written: number) => void,
): Promise<string> {
  const rows = excelRows(pulled);
  const target = openTarget(context, place);
  try {
    writeTitle(target.sheet, pulled);
    if (place.reused !== null) empty(place.reused, tableAddress(pulled.kind, rows.length));
    await writeRows(context, target.sheet, pulled.kind, rows, onRows);
    return await bind(context, target, pulled, rows);
  } catch (error) {
    if (target.isNew) await takeAway(context, target.sheet);
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
  const asOf = [`As of ${asOfText(pull.asOf)}`, ...totals, pullMark(pull.pullId)].join(TITLE_GAP);
  assignTexts(sheet.getRange('A1:A3'), [[kind.title], [pull.subject], [asOf]]);
}

/** An instant in the person's own time; any other text as it is. */
function asOfText(asOf: string): string {
  const instant = new Date(asOf);
  if (!asOf.includes('T') || Number.isNaN(instant.getTime())) return asOf;
  return instant.toLocaleString('sv-SE', { dateStyle: 'short', timeStyle: 'short' });
}

/** Keeps the table, so that formulas and pivot tables which use it stay whole, and gives it its new size. */
function empty({ table, part }: BoundSheet, address: string): void {
  part.delete();
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
    assignRows(block(chunk.start, chunk.rows.length), chunk.rows);
    // eslint-disable-next-line office-addins/no-context-sync-in-loop -- a request may hold 5 MB, so rows go in chunks of bytes
    await context.sync();
    onRows(chunk.start + chunk.rows.length);
  }
  closeColumns(block(0, rows.length), columns, rows);
}

async function bind(
  context: Excel.RequestContext,
  { sheet, place }: Target,
  pulled: PulledSheet,
  rows: readonly WrittenCell[][],
): Promise<string> {
  const table = place.reused?.table ?? sheet.tables.add(tableAddress(pulled.kind, rows.length), true);
  if (place.reused === null) {
    table.name = place.tableName;
    table.style = 'TableStyleLight1';
    table.showFilterButton = !hasFormulas(pulled.kind);
  }
  decorate(sheet, pulled.kind, rows.length);
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
  context.workbook.customXmlParts.add(bindingToXml({ ...(await startingFacts(pulled, rows)), ...tableFacts }));
  await context.sync();
  return sheet.name;
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
  return { pullId, kind: kindId, parameters, subject, asOf, digest, fixedDigest, receipts: [], refused: [] };
}

function keyOf([key = '']: readonly WrittenCell[]): string {
  return String(formulaOf(key)).trim();
}

/** The first failure is what the person should read, so a failure here is not reported. */
async function takeAway(context: Excel.RequestContext, sheet: Excel.Worksheet): Promise<void> {
  try {
    sheet.delete();
    await context.sync();
  } catch {
    return;
  }
}
