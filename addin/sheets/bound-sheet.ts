import { CurbstopError } from '../../bridge/contract/problem.js';
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

/** A bound table with its columns as they are now. */
export interface BoundSheet extends BoundTable {
  readonly tableColumns: readonly TableColumn[];
  /** By column id of the kind; columns that are gone are missing. */
  readonly columns: ReadonlyMap<string, TableColumn>;
}

export interface BoundWorkbook {
  readonly activeSheetName: string;
  readonly bound: readonly BoundTable[];
  /** Names that a new table must not take. */
  readonly takenTableNames: readonly string[];
}

export type SheetChoice = 'active' | { readonly sheetName: string } | { readonly pullId: string };

/** Reads which tables of the workbook came from Curbstop. */
export async function readBoundWorkbook(context: Excel.RequestContext): Promise<BoundWorkbook> {
  const active = context.workbook.worksheets.getActiveWorksheet();
  const tables = context.workbook.tables;
  const parts = context.workbook.customXmlParts.getByNamespace(BINDING_NAMESPACE);
  active.load('name');
  tables.load('items/id,items/name,items/worksheet/name');
  parts.load('items/id');
  await context.sync();

  const kept = parts.items.map((part) => ({ part, xml: part.getXml() }));
  await context.sync();

  const names = tables.items.map((table) => table.name);
  const bindings = kept.flatMap(({ part, xml }) => {
    const binding = bindingFromXml(xml.value);
    return binding === null ? [] : [{ part, binding }];
  });
  const bound = bindings.flatMap(({ part, binding }) => {
    const table = tables.items.find((candidate) => isBoundTo(candidate, binding, names));
    if (table === undefined) return [];
    return [{ table, sheetName: table.worksheet.name, kind: sheetKinds[binding.kind], part, binding }];
  });
  const takenTableNames = [...names, ...bindings.map(({ binding }) => binding.tableName)];
  return { activeSheetName: active.name, bound, takenTableNames };
}

/** Finds the Curbstop table of the active sheet, of a named sheet or of a pull. Gives null when there is none. */
export async function findBoundSheet(context: Excel.RequestContext, choice: SheetChoice): Promise<BoundSheet | null> {
  const workbook = await readBoundWorkbook(context);
  const found = workbook.bound.find((candidate) => isChosen(candidate, choice, workbook.activeSheetName));
  return found === undefined ? null : withColumns(context, found);
}

/** As {@link findBoundSheet}, but throws a CurbstopError when there is none. */
export async function requireBoundSheet(context: Excel.RequestContext, choice: SheetChoice): Promise<BoundSheet> {
  const found = await findBoundSheet(context, choice);
  if (found !== null) return found;
  throw new CurbstopError({
    code: 'no-curbstop-sheet',
    message: `${nameOf(choice)} no table that was pulled from Curbstop.`,
    fix: 'Go to a sheet that Curbstop pulled, or pull one now.',
  });
}

function nameOf(choice: SheetChoice): string {
  if (choice === 'active') return 'This sheet has';
  return 'pullId' in choice ? 'The pushed sheet is gone: the workbook has' : `The sheet "${choice.sheetName}" has`;
}

/** Looks up where the columns are now. */
export async function withColumns(context: Excel.RequestContext, bound: BoundTable): Promise<BoundSheet> {
  const { columns } = bound.table;
  columns.load('items/id,items/name,items/index');
  await context.sync();
  const tableColumns = columns.items.map(({ id, name, index }) => ({ tableColumnId: id, name, index }));
  return { ...bound, tableColumns, columns: mapColumns(bound.binding.columns, tableColumns) };
}

/** Queues the change of a binding; gives the binding as it will be. */
export function changeBinding(bound: BoundTable, change: Partial<PullBinding>): PullBinding {
  const binding = { ...bound.binding, ...change };
  bound.part.setXml(bindingToXml(binding));
  return binding;
}

/** By name, or by id when the person gave the table another name. */
function isBoundTo(table: Excel.Table, binding: PullBinding, names: readonly string[]): boolean {
  return table.name === binding.tableName || (table.id === binding.tableId && !names.includes(binding.tableName));
}

function isChosen(candidate: BoundTable, choice: SheetChoice, activeSheetName: string): boolean {
  if (choice === 'active') return candidate.sheetName === activeSheetName;
  return 'pullId' in choice
    ? candidate.binding.pullId === choice.pullId
    : candidate.sheetName.toLowerCase() === choice.sheetName.toLowerCase();
}
