import { sheetKinds, type SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { mapColumns, type TableColumn } from './column-map.js';
import { findExchanged, type ExchangedName } from './exchanged-names.js';
import { BINDING_NAMESPACE, bindingFromXml, bindingToXml, type PullBinding } from './pull-binding.js';
import { isMarked, MARK_CELL } from './pull-mark.js';
import { askLikelyPlaces, askPlaces, rememberTable, type AskColumns, type AskedPlaces } from './table-places.js';

/** A table of the workbook that Curbstop pulled. */
export interface BoundTable {
  readonly table: Excel.Table;
  readonly sheetName: string;
  readonly kind: SheetKind;
  readonly part: Excel.CustomXmlPart;
  readonly binding: PullBinding;
  /** It is in a copy of the pulled sheet, which was deleted; the workbook knows of it from the next push on. */
  readonly isAdopted: boolean;
  /** Where its columns and rows are, where that was asked for along with all else. */
  readonly places: AskedPlaces | null;
}

/** A pull whose sheet was deleted and that is in more than one copy of it: which of them is meant, nobody can know. */
export interface DisputedPull {
  readonly kind: SheetKindId;
  readonly sheetNames: readonly string[];
}

/** A block of cells of a worksheet; all counts from 0. */
export interface Block {
  readonly rowIndex: number;
  readonly columnIndex: number;
  readonly rowCount: number;
  readonly columnCount: number;
}

/** A bound table with its columns and its rows as they are now. */
export interface BoundSheet extends BoundTable {
  readonly tableColumns: readonly TableColumn[];
  /** By column id of the kind; columns that are gone are missing. */
  readonly columns: ReadonlyMap<string, TableColumn>;
  /** The table's rows, without its header. */
  readonly body: Block;
  /** All of the worksheet that holds anything; null where nothing does. */
  readonly used: Block | null;
  /** What stands in the rows that say what was pulled; null where nothing does. */
  readonly top: TopRows | null;
}

/** Cells of the first rows of a worksheet. */
export type TopRows = Pick<Excel.Range, 'rowIndex' | 'columnIndex' | 'values'>;

interface KeptBinding {
  readonly part: Excel.CustomXmlPart;
  readonly binding: PullBinding;
}

export interface BoundWorkbook {
  readonly activeSheetName: string;
  readonly sheetNames: readonly string[];
  readonly bound: readonly BoundTable[];
  readonly disputed: readonly DisputedPull[];
  /** Pulled tables that have another's name, where nothing says for sure which is which. */
  readonly exchanged: readonly ExchangedName[];
  /** Tables that are none of Curbstop's. */
  readonly unbound: readonly Excel.Table[];
  /** Bindings whose worksheet was deleted, and every copy of it. */
  readonly orphans: readonly Excel.CustomXmlPart[];
  /** Names that a new table must not take. */
  readonly takenTableNames: readonly string[];
}

export type SheetChoice = 'active' | { readonly pullId: string };

/** The parts that there were last: what they hold is asked for along with all else, which saves a request. */
let knownPartIds: readonly string[] = [];

/** Remembers the part of a pull that was written, so that the next {@link readBoundWorkbook} asks for it at once. */
export function rememberPart(partId: string): void {
  knownPartIds = [...knownPartIds, partId];
}

/**
 * Reads which tables of the workbook came from Curbstop.
 * @param askColumns the cells to ask for along with all else, of the table that this is likely about
 */
export async function readBoundWorkbook(
  context: Excel.RequestContext,
  askColumns: AskColumns = () => [],
): Promise<BoundWorkbook> {
  const active = context.workbook.worksheets.getActiveWorksheet();
  const tables = context.workbook.tables;
  const sheets = context.workbook.worksheets;
  const parts = context.workbook.customXmlParts.getByNamespace(BINDING_NAMESPACE);
  active.load('name');
  tables.load('items/id,items/name,items/worksheet/id,items/worksheet/name');
  parts.load('items/id');
  sheets.load('items/id,items/name');
  const asked = new Map(
    knownPartIds.map((id) => [id, context.workbook.customXmlParts.getItemOrNullObject(id).getXml()]),
  );
  const likely = askLikelyPlaces(tables, askColumns);
  await context.sync();

  const written = parts.items.map((part) => ({ part, xml: asked.get(part.id) ?? part.getXml() }));
  if (parts.items.some(({ id }) => !asked.has(id))) await context.sync();
  knownPartIds = parts.items.map(({ id }) => id);

  const names = tables.items.map((table) => table.name);
  const bindings = written.flatMap(({ part, xml }) => {
    const binding = bindingFromXml(xml.value);
    return binding === null ? [] : [{ part, binding }];
  });
  const sheetIds = new Set(sheets.items.map(({ id }) => id));
  const living = bindings.filter(({ binding }) => sheetIds.has(binding.sheetId));
  const itself = new Map(bindings.map(({ binding }) => [binding, findTable(tables.items, binding, living)]));
  const missing = living.map(({ binding }) => binding).filter((binding) => itself.get(binding) === undefined);
  const exchanged = await findExchanged(context, missing, tables.items);
  const found = bindings.flatMap(({ part, binding }): BoundTable[] => {
    const table = itself.get(binding) ?? exchanged.known.get(binding);
    if (table === undefined) return [];
    return [
      { ...boundTable(table, part, binding, false), places: table.id === likely?.tableId ? likely.places : null },
    ];
  });
  const left = bindings.filter(({ part }) => found.every((each) => each.part !== part));
  const widowed = left.filter(({ binding }) => !sheetIds.has(binding.sheetId));
  const copies = await findCopies(context, widowed, unboundOf(tables.items, found));
  const bound = [...found, ...copies.flatMap(adopted)];
  const disputed = copies.flatMap((each) => (each.tables.length > 1 ? [disputedPull(each)] : []));
  const orphans = copies.flatMap((each) => (each.tables.length === 0 ? [each.kept.part] : []));
  const kept = bindings.filter(({ part }) => !orphans.includes(part));
  const takenTableNames = [...new Set([...names, ...kept.map(({ binding }) => binding.tableName)])];
  const unbound = unboundOf(tables.items, bound);
  const sheetNames = sheets.items.map(({ name }) => name);
  return {
    activeSheetName: active.name,
    sheetNames,
    bound,
    disputed,
    exchanged: exchanged.unknown,
    unbound,
    orphans,
    takenTableNames,
  };
}

/** The Curbstop table of the active sheet or of a pull, with its columns. Gives null when there is none. */
export async function sheetOf(
  context: Excel.RequestContext,
  workbook: BoundWorkbook,
  choice: SheetChoice,
): Promise<BoundSheet | null> {
  const found = workbook.bound.find((candidate) => isChosen(candidate, choice, workbook.activeSheetName));
  return found === undefined ? null : withColumns(context, found);
}

/** Looks up where the columns and the rows are now. */
export async function withColumns(context: Excel.RequestContext, bound: BoundTable): Promise<BoundSheet> {
  const places = bound.places ?? askPlaces(bound.table);
  if (bound.places === null) await context.sync();
  const { columns, body, used, top } = places;
  const tableColumns = columns.items.map(({ id, name, index }) => ({ tableColumnId: id, name, index }));
  const sheet: BoundSheet = {
    ...bound,
    places,
    tableColumns,
    columns: mapColumns(bound.binding.columns, tableColumns),
    body: blockOf(body),
    used: used.isNullObject ? null : blockOf(used),
    top: top.isNullObject ? null : top,
  };
  remember(sheet);
  return sheet;
}

function remember({ table, kind, columns, body }: BoundSheet): void {
  const found = [...columns].map(([id, { tableColumnId }]) => ({ id, tableColumnId }));
  rememberTable({ tableId: table.id, kind, columns: found, rowCount: body.rowCount });
}

/** The cells of a column that were asked for along with all else; null where they were not. */
export function askedCells({ places, columns }: BoundSheet, columnId: string): Excel.Range | null {
  const column = columns.get(columnId);
  return (column === undefined ? null : places?.cells.get(column.tableColumnId)) ?? null;
}

function blockOf({ rowIndex, columnIndex, rowCount, columnCount }: Excel.Range): Block {
  return { rowIndex, columnIndex, rowCount, columnCount };
}

/** Queues the change of a binding; gives the binding as it will be. */
export function changeBinding(bound: BoundTable, change: Partial<PullBinding>): PullBinding {
  const binding = { ...bound.binding, ...change };
  bound.part.setXml(bindingToXml(binding));
  return binding;
}

function boundTable(
  table: Excel.Table,
  part: Excel.CustomXmlPart,
  binding: PullBinding,
  isAdopted: boolean,
): BoundTable {
  const { name: sheetName } = table.worksheet;
  return { table, sheetName, kind: sheetKinds[binding.kind], part, binding, isAdopted, places: null };
}

function unboundOf(tables: readonly Excel.Table[], bound: readonly BoundTable[]): Excel.Table[] {
  return tables.filter((table) => bound.every((each) => each.table !== table));
}

/** A pull whose sheet was deleted, which Excel can't undo, and the tables in copies of that sheet. */
interface CopiesOfPull {
  readonly kept: KeptBinding;
  readonly tables: readonly Excel.Table[];
}

/** Finds the copies of pulled sheets that were deleted: their title names the very pull, and the headings are its own. */
async function findCopies(
  context: Excel.RequestContext,
  widowed: readonly KeptBinding[],
  unbound: readonly Excel.Table[],
): Promise<CopiesOfPull[]> {
  if (widowed.length === 0 || unbound.length === 0) return widowed.map((kept) => ({ kept, tables: [] }));
  const marks = unbound.map(({ worksheet }) => worksheet.getRange(MARK_CELL).load('values'));
  for (const { columns } of unbound) columns.load('items/id,items/name,items/index');
  await context.sync();
  return widowed.map((kept) => {
    const { binding } = kept;
    const isCopy = ({ columns }: Excel.Table, index: number): boolean => {
      return isMarked(String(marks[index]?.values[0]?.[0]), binding.pullId) && hasHeadersOf(binding, columns.items);
    };
    return { kept, tables: unbound.filter(isCopy) };
  });
}

/**
 * Takes the only copy of a deleted sheet for that sheet; the workbook is told by the next push. What was pushed is not
 * what the copy shows, so it knows of no receipt: the bridge compares it with what was pulled.
 */
function adopted({ kept: { part, binding }, tables: [copy, second] }: CopiesOfPull): BoundTable[] {
  if (copy === undefined || second !== undefined) return [];
  const places = copy.columns.items.map(({ id, name, index }) => ({ tableColumnId: id, name, index }));
  const now = mapColumns(
    binding.columns.map((column) => ({ ...column, tableColumnId: NaN })),
    places,
  );
  const columns = binding.columns.map((column) => {
    return { ...column, tableColumnId: now.get(column.id)?.tableColumnId ?? column.tableColumnId };
  });
  const place = { sheetId: copy.worksheet.id, tableId: copy.id, tableName: copy.name, columns };
  return [boundTable(copy, part, { ...binding, ...place, receipts: [], refused: [], digest: '' }, true)];
}

function disputedPull({ kept, tables }: CopiesOfPull): DisputedPull {
  return { kind: kept.binding.kind, sheetNames: tables.map(({ worksheet }) => worksheet.name) };
}

/** Tells whether a table has most of the headings of a pull; the person may have renamed or deleted some. */
export function hasHeadersOf({ columns }: PullBinding, headings: readonly { readonly name: string }[]): boolean {
  const names = new Set(headings.map(({ name }) => name.trim()));
  return columns.filter(({ name }) => names.has(name)).length * 2 > columns.length;
}

/**
 * The table that was pulled, wherever it is and whatever it is called now. Two of its id, its sheet's id and its name
 * must be as they were: a name alone becomes free when a sheet is deleted, and Excel gives it to the next copy. Where a
 * program that saved the file dropped the ids, the table is found as a copy is, by what its sheet says of its pull.
 */
function findTable(
  tables: readonly Excel.Table[],
  { tableId, sheetId, tableName }: PullBinding,
  living: readonly KeptBinding[],
): Excel.Table | undefined {
  const isOthers = (name: string): boolean => living.some(({ binding }) => binding.tableName === name);
  const isNamed = ({ name }: Excel.Table): boolean => name === tableName;
  const isOnSheet = ({ worksheet }: Excel.Table): boolean => worksheet.id === sheetId;
  const isItself = (table: Excel.Table): boolean =>
    table.id === tableId && (isNamed(table) || (isOnSheet(table) && !isOthers(table.name)));
  return tables.find(isItself) ?? tables.find((table) => isNamed(table) && isOnSheet(table));
}

function isChosen(candidate: BoundTable, choice: SheetChoice, activeSheetName: string): boolean {
  return choice === 'active' ? candidate.sheetName === activeSheetName : candidate.binding.pullId === choice.pullId;
}
