import { sheetKinds, type SheetKindId } from '../../bridge/contract/sheets/index.js';
import type { Database } from '../../bridge/store/database.js';
import type { Desk, PulledRow } from '../e2e/support/desk.js';
import type { Camera } from './camera.js';

/** What a person fills into a row, by header. */
type Filled = Readonly<Record<string, string | number>>;

/** Leads through the pane as a person goes through it, and takes pictures on the way. */
export class Guide {
  readonly photographed = new Set<SheetKindId>();

  constructor(
    readonly desk: Desk,
    readonly camera: Camera,
    readonly database: Database,
  ) {}

  async home(): Promise<void> {
    await this.desk.pane.getByRole('tab', { name: 'Home' }).click();
  }

  /** Opens the groups of forms on Home, or closes them. */
  async openGroups(isOpen: boolean): Promise<void> {
    const others = this.desk.pane.getByRole('button', { expanded: !isOpen });
    while ((await others.count()) > 0) await others.first().click();
  }

  async press(name: string | RegExp): Promise<void> {
    await this.desk.pane.getByRole('button', { name, exact: true }).click();
  }

  /** Waits until the pane says so. */
  async told(sentence: string | RegExp): Promise<void> {
    await this.desk.pane.getByText(sentence).first().waitFor();
  }

  /** Pulls a kind of sheet by a button of the screen that is open. Gives its rows. */
  async pull(kind: SheetKindId, button: string): Promise<PulledRow[]> {
    const { title } = sheetKinds[kind];
    await this.press(button);
    await this.told(new RegExp(`(pulled into the sheet|The sheet) “${title}”`));
    return this.desk.rows(title);
  }

  /** Types into a row of a sheet, by its headings. */
  async fill(kind: SheetKindId, row: number, filled: Filled): Promise<void> {
    const { title } = sheetKinds[kind];
    for (const [header, value] of Object.entries(filled)) {
      await this.desk.type(`'${title}'!${letters(placeOf(kind, header))}${row}`, value);
    }
  }

  /** Hides the columns from one heading to another, as a person may to have others in sight. */
  async hideColumns(kind: SheetKindId, from: string, to: string): Promise<void> {
    const { title } = sheetKinds[kind];
    const [first, last] = [from, to].map((header) => letters(placeOf(kind, header)));
    const address = `'${title}'!${first}1:${last}1`;
    await this.desk.page.evaluate((area) => window.curbstopWorkbench.person.hideColumns(area), address);
  }

  async preview(): Promise<void> {
    await this.press('Preview');
    await this.told(/^(Preview: |Nothing was pushed)/);
  }

  async push(): Promise<void> {
    await this.press('Push');
    await this.told(/^Pushed: /);
  }

  /** The picture of a kind's sheet, as it stands. */
  async photograph(kind: SheetKindId): Promise<void> {
    await this.camera.sheet(sheetKinds[kind].title, `sheets/${kind}.png`);
    this.photographed.add(kind);
  }

  /** The single column of a query's rows. */
  async ask<T>(sql: string, ...bindings: string[]): Promise<T[]> {
    const rows = await this.database.raw<Record<string, T>[]>(sql, bindings);
    return rows.flatMap((row) => Object.values(row));
  }
}

/** Where the column with a heading is, counted from 0. */
function placeOf(kind: SheetKindId, header: string): number {
  const { title, columns } = sheetKinds[kind];
  const index = columns.findIndex((column) => column.header === header);
  if (index === -1) throw new Error(`${title} has no column "${header}".`);
  return index;
}

/** The letters of a column, counted from 0: A to Z, then AA and on. */
function letters(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letters(Math.floor(index / 26) - 1)}${last}`;
}
