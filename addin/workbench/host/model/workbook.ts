import { type Area, cellArea, contains, sameArea } from './area.js';
import { parseArea, splitSheet } from './address.js';
import { type ChangeDetails, type ModelEvent, type ModelListener, type TriggerSource } from './model-event.js';
import { ModelError } from './model-error.js';
import { Sheet, type Table } from './sheet.js';

export interface DefinedName {
  readonly name: string;
  readonly sheet: Sheet;
  /** Null when the cells were deleted (#REF!). */
  area: Area | null;
  comment: string;
  visible: boolean;
}

export interface XmlPart {
  readonly id: string;
  xml: string;
}

/** An Excel workbook in memory. */
export class Workbook {
  name = 'Workbench.xlsx';
  readonly sheets: Sheet[] = [];
  readonly names = new Map<string, DefinedName>();
  readonly settings = new Map<string, unknown>();
  readonly xmlParts: XmlPart[] = [];
  readonly properties = new Map<string, string | number>();
  readonly customProperties = new Map<string, string | number | boolean>();
  calculationMode = 'Automatic';
  /** Grows with each recalculation; a formula with an older number is stale. */
  calculation = 1;
  hasFormulas = false;
  /** By whose customs the person types numbers and days. */
  locale = 'en-US';
  /** The calculation up to which every formula is worked out. */
  upToDate = -1;
  enableEvents = true;
  readonly unknownFunctions = new Set<string>();
  private readonly listeners = new Set<ModelListener>();
  private activeSheet: Sheet | null = null;
  private nextId = 1;
  private trigger: TriggerSource = 'Person';

  constructor() {
    this.addSheet('Sheet1');
  }

  /** A fresh id in the form that Excel uses for sheets, tables and XML parts. */
  newId(): string {
    const digits = this.nextId.toString(16).toUpperCase().padStart(12, '0');
    this.nextId += 1;
    return `{00000000-0001-0000-0000-${digits}}`;
  }

  /** Makes fresh ids differ from one that came with a file. */
  passId(id: string): void {
    const digits = /^\{00000000-0001-0000-0000-([0-9A-F]{12})\}$/i.exec(id)?.[1];
    if (digits !== undefined) this.nextId = Math.max(this.nextId, Number.parseInt(digits, 16) + 1);
  }

  /** Listens to what happens to the workbook; the returned function stops it. */
  listen(listener: ModelListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Tells the listeners. */
  emit(event: ModelEvent): void {
    for (const listener of this.listeners) listener(event, this.trigger);
  }

  /** Says that an area's contents changed, and makes formulas stale. */
  changed(sheet: Sheet, area: Area, changeType: string, more: ChangeDetails = {}): void {
    if (this.calculationMode !== 'Manual') this.calculation += 1;
    this.emit({ kind: 'changed', sheet, area, changeType, ...more });
  }

  /** Runs work in the add-in's name, so that its events say so. */
  byAddin<T>(work: () => T): T {
    const before = this.trigger;
    this.trigger = 'AddIn';
    try {
      return work();
    } finally {
      this.trigger = before;
    }
  }

  get active(): Sheet {
    const sheet = this.activeSheet ?? this.sheets[0];
    if (sheet === undefined) throw new ModelError('InvalidOperation', 'The workbook has no worksheet.');
    return sheet;
  }

  /** Finds a sheet by its name (in any case) or id. */
  sheet(key: string): Sheet | null {
    return this.sheets.find(({ id, name }) => id === key || name.toLowerCase() === key.toLowerCase()) ?? null;
  }

  /** Adds a sheet at the end. Throws when the name is taken or not allowed. */
  addSheet(name?: string): Sheet {
    const sheet = new Sheet(this.newId(), this.allowedSheetName(name ?? this.freeSheetName(), null));
    this.sheets.push(sheet);
    this.activeSheet ??= sheet;
    this.emit({ kind: 'added', sheet });
    return sheet;
  }

  /** Renames a sheet. */
  renameSheet(sheet: Sheet, name: string): void {
    const before = sheet.name;
    sheet.name = this.allowedSheetName(name, sheet);
    this.emit({ kind: 'renamed', sheet, before });
  }

  /** Moves a sheet to another place among the tabs. */
  moveSheet(sheet: Sheet, position: number): void {
    if (position < 0 || position >= this.sheets.length) throw new ModelError('InvalidArgument');
    const before = this.sheets.indexOf(sheet);
    this.sheets.splice(before, 1);
    this.sheets.splice(position, 0, sheet);
    if (before !== position) this.emit({ kind: 'moved', sheet, before, after: position });
    this.emit({ kind: 'repaint', sheet });
  }

  /** Deletes a sheet with its tables; names of its cells stay and name nothing. The last visible sheet stays. */
  deleteSheet(sheet: Sheet): void {
    const others = this.sheets.filter((other) => other !== sheet);
    const next = others.find(({ visibility }) => visibility === 'Visible');
    if (next === undefined)
      throw new ModelError('InvalidOperation', 'A workbook must contain at least one visible worksheet.');
    const wasActive = this.active === sheet;
    this.sheets.splice(this.sheets.indexOf(sheet), 1);
    for (const name of this.names.values()) if (name.sheet === sheet) name.area = null;
    this.emit({ kind: 'deleted', sheet });
    if (wasActive) {
      this.activeSheet = next;
      this.emit({ kind: 'activated', sheet: next });
    }
  }

  /** Copies a sheet with its tables, right behind it or at a place. */
  copySheet(sheet: Sheet, position = this.sheets.indexOf(sheet) + 1): Sheet {
    const copy = new Sheet(this.newId(), this.copyName(sheet.name));
    copy.copyFrom(sheet);
    copy.tables = sheet.tables.map((table) => table.cloneTo(copy, this.newId(), this.freeTableName(table.name)));
    this.sheets.splice(position, 0, copy);
    this.emit({ kind: 'added', sheet: copy });
    return copy;
  }

  /** Shows a sheet. */
  activate(sheet: Sheet): void {
    if (sheet.visibility !== 'Visible')
      throw new ModelError('InvalidOperation', 'A hidden worksheet cannot be activated.');
    const before = this.active;
    if (before === sheet) return;
    this.activeSheet = sheet;
    this.emit({ kind: 'deactivated', sheet: before });
    this.emit({ kind: 'activated', sheet });
  }

  /** Selects an area and shows its sheet. */
  select(sheet: Sheet, area: Area): void {
    this.activate(sheet);
    if (sameArea(sheet.selection, area)) return;
    sheet.selection = area;
    this.emit({ kind: 'selected', sheet, area });
  }

  /** All tables of the workbook. */
  get tables(): Table[] {
    return this.sheets.flatMap(({ tables }) => tables);
  }

  /** Finds a table by its name (in any case) or id. */
  table(key: string): Table | null {
    return this.tables.find(({ id, name }) => id === key || name.toLowerCase() === key.toLowerCase()) ?? null;
  }

  /** A name like the wanted one that no table and no defined name has. */
  freeTableName(wanted: string): string {
    const taken = (name: string): boolean => this.table(name) !== null || this.names.has(name.toLowerCase());
    const stem = wanted.replace(/\d+$/, '');
    for (let number = 1; ; number += 1) if (!taken(`${stem}${number}`)) return `${stem}${number}`;
  }

  /**
   * The sheet and area that an address names, which may be a defined name or a table.
   * @param home the sheet that an address without a sheet means
   */
  locate(address: string, home: Sheet | null): { sheet: Sheet; area: Area } | null {
    const { sheet: sheetName, local } = splitSheet(address);
    const sheet = sheetName === null ? home : this.sheet(sheetName);
    if (sheet === null) return null;
    const area = parseArea(local);
    if (area !== null) return { sheet, area };
    const name = this.names.get(local.toLowerCase());
    if (name?.area) return { sheet: name.sheet, area: name.area };
    const table = this.table(local);
    return table === null ? null : { sheet: table.sheet, area: table.body };
  }

  /** The cell that typing would go to. */
  get activeCell(): Area {
    const { row, column } = this.active.selection;
    return cellArea(row, column);
  }

  /** True when some table holds the whole area. */
  isInTable(sheet: Sheet, area: Area): boolean {
    return sheet.tables.some((table) => contains(table.area, area));
  }

  private allowedSheetName(name: string, self: Sheet | null): string {
    const allowed = name.length > 0 && name.length <= 31 && !/[\\/?*[\]:]/.test(name) && !/^'|'$/.test(name);
    if (!allowed) throw new ModelError('InvalidArgument');
    const holder = this.sheet(name);
    if (holder !== null && holder !== self) {
      throw new ModelError('ItemAlreadyExists', 'A resource with the same name or identifier already exists.');
    }
    return name;
  }

  private freeSheetName(): string {
    for (let number = 1; ; number += 1) {
      if (this.sheet(`Sheet${number}`) === null) return `Sheet${number}`;
    }
  }

  private copyName(name: string): string {
    const stem = name.replace(/ \(\d+\)$/, '').slice(0, 26);
    for (let number = 2; ; number += 1) {
      if (this.sheet(`${stem} (${number})`) === null) return `${stem} (${number})`;
    }
  }
}
