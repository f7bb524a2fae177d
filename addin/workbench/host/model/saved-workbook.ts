import { Sheet } from './sheet.js';
import type { DefinedName, Workbook } from './workbook.js';

/** A workbook as its file would hold it: nothing that happens to the workbook later changes it. */
export class SavedWorkbook {
  private constructor(
    private readonly sheets: readonly Sheet[],
    private readonly names: readonly (readonly [key: string, name: DefinedName])[],
    private readonly xmlParts: readonly { readonly id: string; readonly xml: string }[],
    private readonly settings: readonly (readonly [key: string, value: unknown])[],
    private readonly activeId: string,
  ) {}

  /** Saves a workbook. */
  static of(workbook: Workbook): SavedWorkbook {
    const { names, xmlParts, settings, active } = workbook;
    return new SavedWorkbook(
      workbook.sheets.map(copyOf),
      [...names].map(([key, name]) => [key, { ...name }]),
      xmlParts.map((part) => ({ ...part })),
      [...settings],
      active.id,
    );
  }

  /** Makes a workbook what was saved, as opening its file anew does; ids are in the file, so they stay. */
  openIn(workbook: Workbook): void {
    this.takeBackIn(workbook);
    workbook.xmlParts.splice(0, workbook.xmlParts.length, ...this.xmlParts.map((part) => ({ ...part })));
    refill(workbook.settings, this.settings);
    for (const id of this.ids()) workbook.passId(id);
  }

  private ids(): string[] {
    const ofSheet = ({ id, tables, conditionalFormats, comments }: Sheet): string[] => [
      id,
      ...[...tables, ...conditionalFormats, ...comments].map((each) => each.id),
    ];
    return [...this.sheets.flatMap(ofSheet), ...this.xmlParts.map(({ id }) => id)];
  }

  /** Takes the sheets of a workbook back to what was saved, as undoing does: XML parts and settings are not undone. */
  takeBackIn(workbook: Workbook): void {
    const sheets = this.sheets.map(copyOf);
    workbook.sheets.splice(0, workbook.sheets.length, ...sheets);
    const at = new Map(sheets.map((sheet) => [sheet.id, sheet]));
    const names = this.names.map(
      ([key, name]) => [key, { ...name, sheet: at.get(name.sheet.id) ?? name.sheet }] as const,
    );
    refill(workbook.names, names);
    const active = at.get(this.activeId);
    if (active !== undefined) workbook.activate(active);
    workbook.hasFormulas ||= sheets.some(hasFormulas);
    for (const sheet of sheets) workbook.emit({ kind: 'repaint', sheet });
  }
}

function refill<Value>(map: Map<string, Value>, entries: readonly (readonly [string, Value])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}

function hasFormulas({ cells }: Sheet): boolean {
  for (const { cell } of cells.inside(cells.extent())) if (cell.formula !== undefined) return true;
  return false;
}

function copyOf(sheet: Sheet): Sheet {
  const copy = new Sheet(sheet.id, sheet.name);
  copy.copyFrom(sheet);
  copy.visibility = sheet.visibility;
  copy.selection = sheet.selection;
  copy.enableCalculation = sheet.enableCalculation;
  copy.comments = sheet.comments.map((comment) => ({ ...comment }));
  copy.tables = sheet.tables.map((table) => table.copyTo(copy));
  return copy;
}
