import { sheetKinds } from '../../bridge/contract/sheets/index.js';
import type { SheetKind } from '../../bridge/contract/sheets/sheet-kind.js';
import { mapColumns, type TableColumn } from './column-map.js';
import { BINDING_NAMESPACE, bindingFromXml, bindingToXml, type PullBinding } from './pull-binding.js';

/** A table of the workbook that Curbstop pulled. */
export interface BoundTable {
  readonly table: Excel.Table;
  readonly sheetName: string;
  readonly kind: SheetKind;
  readonly part: Excel.CustomXmlPart;
  readonly binding: PullBinding;
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
}

interface KeptBinding {
  readonly part: Excel.CustomXmlPart;
  readonly binding: PullBinding;
}

export interface BoundWorkbook {
  readonly activeSheetName: string;
  readonly sheetNames: readonly string[];
  readonly bound: readonly BoundTable[];
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

/** Remembers a part that was added, so that the next {@link readBoundWorkbook} asks for it at once. */
export function rememberPart(id: string): void {
  knownPartIds = [...knownPartIds, id];
}

/** Reads which tables of the workbook came from Curbstop. */
export async function readBoundWorkbook(context: Excel.RequestContext): Promise<BoundWorkbook> {
  const active = context.workbook.worksheets.getActiveWorksheet();
  const tables = context.workbook.tables;
  const sheets = context.workbook.worksheets;
  const parts = context.workbook.customXmlParts.getByNamespace(BINDING_NAMESPACE);
  active.load('name');
  tables.load('items/id,items/name,items/worksheet/name');
  parts.load('items/id');
  sheets.load('items/id,items/name');
  const asked = new Map(
    knownPartIds.map((id) => [id, context.workbook.customXmlParts.getItemOrNullObject(id).getXml()]),
  );
  await context.sync();

  const kept = parts.items.map((part) => ({ part, xml: asked.get(part.id) ?? part.getXml() }));
  if (parts.items.some(({ id }) => !asked.has(id))) await context.sync();
  knownPartIds = parts.items.map(({ id }) => id);

  const names = tables.items.map((table) => table.name);
  const bindings = kept.flatMap(({ part, xml }) => {
    const binding = bindingFromXml(xml.value);
    return binding === null ? [] : [{ part, binding }];
  });
  const found = bindings.flatMap(({ part, binding }): BoundTable[] => {
    const table = tables.items.find((candidate) => isBoundTo(candidate, binding, names));
    return table === undefined ? [] : [boundTable(table, part, binding)];
  });
  const sheetIds = new Set(sheets.items.map(({ id }) => id));
  const left = bindings.filter(({ part }) => found.every((each) => each.part !== part));
  const widowed = left.filter(({ binding }) => !sheetIds.has(binding.sheetId));
  const adopted = await adoptCopies(context, widowed, unboundOf(tables.items, found));
  const bound = [...found, ...adopted];
  const orphans = widowed.map(({ part }) => part).filter((part) => adopted.every((each) => each.part !== part));
  const tied = left.filter((each) => !widowed.includes(each));
  const takenTableNames = [...names, ...tied.map(({ binding }) => binding.tableName)];
  const unbound = unboundOf(tables.items, bound);
  const sheetNames = sheets.items.map(({ name }) => name);
  return { activeSheetName: active.name, sheetNames, bound, unbound, orphans, takenTableNames };
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

const BLOCK = 'rowIndex,columnIndex,rowCount,columnCount';

/** Looks up where the columns and the rows are now. */
export async function withColumns(context: Excel.RequestContext, bound: BoundTable): Promise<BoundSheet> {
  const { columns } = bound.table;
  columns.load('items/id,items/name,items/index');
  const body = bound.table.getDataBodyRange().load(BLOCK);
  const used = bound.table.worksheet.getUsedRangeOrNullObject(true).load(BLOCK);
  await context.sync();
  const tableColumns = columns.items.map(({ id, name, index }) => ({ tableColumnId: id, name, index }));
  return {
    ...bound,
    tableColumns,
    columns: mapColumns(bound.binding.columns, tableColumns),
    body: blockOf(body),
    used: used.isNullObject ? null : blockOf(used),
  };
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

function boundTable(table: Excel.Table, part: Excel.CustomXmlPart, binding: PullBinding): BoundTable {
  return { table, sheetName: table.worksheet.name, kind: sheetKinds[binding.kind], part, binding };
}

function unboundOf(tables: readonly Excel.Table[], bound: readonly BoundTable[]): Excel.Table[] {
  return tables.filter((table) => bound.every((each) => each.table !== table));
}

/**
 * Ties the copy of a sheet to its pull once the pulled sheet itself was deleted, which Excel can't undo. What was pushed
 * since is not what the copy shows, so it knows of no receipt: the bridge compares it with what was pulled.
 */
async function adoptCopies(
  context: Excel.RequestContext,
  widowed: readonly KeptBinding[],
  unbound: readonly Excel.Table[],
): Promise<BoundTable[]> {
  if (widowed.length === 0 || unbound.length === 0) return [];
  const columnsOf = unbound.map((table) => table.columns.load('items/id,items/name,items/index'));
  for (const { worksheet } of unbound) worksheet.load('id');
  await context.sync();
  const free = new Map(unbound.map((table, index) => [table, columnsOf[index]?.items ?? []]));
  const adopted: BoundTable[] = [];
  for (const { part, binding } of widowed) {
    const [table, columns = []] = [...free].find(([, items]) => hasHeadersOf(binding, items)) ?? [];
    if (table === undefined) continue;
    free.delete(table);
    const places = columns.map(({ id, name, index }) => ({ tableColumnId: id, name, index }));
    const now = mapColumns(
      binding.columns.map((column) => ({ ...column, tableColumnId: NaN })),
      places,
    );
    const bound = boundTable(table, part, binding);
    const change = {
      ...{
        sheetId: table.worksheet.id,
        tableId: table.id,
        tableName: table.name,
        receipts: [],
        refused: [],
        digest: '',
      },
      columns: binding.columns.map((column) => {
        return { ...column, tableColumnId: now.get(column.id)?.tableColumnId ?? column.tableColumnId };
      }),
    };
    adopted.push({ ...bound, binding: changeBinding(bound, change) });
  }
  return adopted;
}

/** Tells whether a table has most of the headings of a pull; the person may have renamed or deleted some. */
export function hasHeadersOf({ columns }: PullBinding, headings: readonly { readonly name: string }[]): boolean {
  const names = new Set(headings.map(({ name }) => name.trim()));
  return columns.filter(({ name }) => names.has(name)).length * 2 > columns.length;
}

/** By name, or by id when the person gave the table another name. */
function isBoundTo(table: Excel.Table, binding: PullBinding, names: readonly string[]): boolean {
  return table.name === binding.tableName || (table.id === binding.tableId && !names.includes(binding.tableName));
}

function isChosen(candidate: BoundTable, choice: SheetChoice, activeSheetName: string): boolean {
  return choice === 'active' ? candidate.sheetName === activeSheetName : candidate.binding.pullId === choice.pullId;
}
