import { recalculate } from '../host/model/calculation.js';
import type { Table, TableColumn } from '../host/model/sheet.js';
import type { Workbook } from '../host/model/workbook.js';
import type { Person } from '../host/person.js';
import type { Grid } from './grid.js';
import { element, show } from './strip.js';

/** More values than these are found by typing a part of them. */
const LISTED_MAX = 200;

interface Heading {
  readonly table: Table;
  readonly column: TableColumn;
  readonly index: number;
}

/** The heading of a table that is selected, or null. */
function selectedHeading(workbook: Workbook): Heading | null {
  const { row, column } = workbook.activeCell;
  const table = workbook.active.tableAt(row, column);
  if (table === null || table.header?.row !== row || !table.showFilterButton) return null;
  const index = column - table.area.column;
  const found = table.columns[index];
  return found === undefined ? null : { table, column: found, index };
}

/** The texts that a column shows, in order, each once. */
function textsOf(workbook: Workbook, { table, index }: Heading): string[] {
  recalculate(workbook);
  const { body, sheet } = table;
  const texts = Array.from({ length: body.rows }, (_, row) => sheet.text(body.row + row, body.column + index));
  return [...new Set(texts)].sort((a, b) => a.localeCompare(b, 'en', { numeric: true }));
}

/** The menu of a table's heading: sorting, and a filter by values. */
class FilterMenu {
  private readonly dialog = element('filter-menu') as HTMLDialogElement;
  private readonly search = element('filter-search') as HTMLInputElement;
  private readonly values = element('filter-values');
  private heading: Heading | null = null;
  private texts: string[] = [];
  private chosen = new Set<string>();

  constructor(
    private readonly workbook: Workbook,
    private readonly person: Person,
    private readonly closed: () => void,
  ) {
    this.search.addEventListener('input', () => this.list());
    for (const button of this.dialog.querySelectorAll<HTMLButtonElement>('[data-sort]')) {
      button.addEventListener('click', () => this.sort(button.dataset.sort === 'ascending'));
    }
    this.dialog.addEventListener('close', () => this.end(this.dialog.returnValue));
  }

  open(heading: Heading): void {
    this.heading = heading;
    this.texts = textsOf(this.workbook, heading);
    const { filter } = heading.column;
    const shown = filter?.filterOn === 'Values' ? (filter.values ?? []).map(String) : this.texts;
    this.chosen = new Set(shown);
    this.search.value = '';
    element('filter-heading').textContent = heading.column.name;
    this.list();
    this.dialog.returnValue = 'cancel';
    this.dialog.showModal();
  }

  private get found(): string[] {
    const part = this.search.value.toLowerCase();
    return this.texts.filter((text) => text.toLowerCase().includes(part));
  }

  private list(): void {
    const { found } = this;
    const all = this.box(
      'All of these',
      found.every((text) => this.chosen.has(text)),
      (on) => {
        for (const text of found) this.choose(text, on);
        this.list();
      },
    );
    const boxes = found
      .slice(0, LISTED_MAX)
      .map((text) => this.box(text === '' ? '(Blanks)' : text, this.chosen.has(text), (on) => this.choose(text, on)));
    this.values.replaceChildren(all, ...boxes);
    const more = found.length - LISTED_MAX;
    show(element('filter-more'), more > 0 ? `${more} more: type a part of them above.` : '');
  }

  private box(label: string, checked: boolean, change: (on: boolean) => void): HTMLLabelElement {
    const holder = document.createElement('label');
    const box = document.createElement('input');
    box.type = 'checkbox';
    box.checked = checked;
    box.addEventListener('change', () => change(box.checked));
    holder.append(box, ` ${label}`);
    return holder;
  }

  private choose(text: string, on: boolean): void {
    if (on) this.chosen.add(text);
    else this.chosen.delete(text);
  }

  private sort(ascending: boolean): void {
    const { heading } = this;
    this.dialog.close('cancel');
    if (heading !== null) this.person.sortTable(heading.table.name, heading.column.name, ascending);
  }

  private end(how: string): void {
    const { heading } = this;
    this.heading = null;
    if (heading !== null) this.filter(heading, how);
    this.closed();
  }

  private filter({ table, column }: Heading, how: string): void {
    // With something typed, only what was found counts, as in Excel.
    const values = this.found.filter((text) => this.chosen.has(text));
    if (how === 'apply' && values.length < this.texts.length) this.person.filterTable(table.name, column.name, values);
    else if (how !== 'cancel' && column.filter !== null) this.person.filterTable(table.name, column.name, null);
  }
}

/**
 * Gives headings of tables their menu, by the button that stands in the selected heading and by Alt+Down.
 * @returns moves the button to where it belongs now
 */
export function makeFilterMenu(workbook: Workbook, person: Person, grid: Grid): () => void {
  const button = element('filter-button');
  const menu = new FilterMenu(workbook, person, () => grid.focus());
  const openSelected = (): boolean => {
    const heading = selectedHeading(workbook);
    if (heading !== null) menu.open(heading);
    return heading !== null;
  };
  button.addEventListener('click', openSelected);
  window.addEventListener(
    'keydown',
    (event) => {
      if (!event.altKey || event.key !== 'ArrowDown' || !openSelected()) return;
      event.preventDefault();
      event.stopPropagation();
    },
    { capture: true },
  );
  return () => {
    const heading = selectedHeading(workbook);
    const place = heading === null ? null : grid.selectedCorner();
    button.hidden = place === null;
    button.classList.toggle('filtered', heading !== null && heading.column.filter !== null);
    if (place === null) return;
    button.style.left = `${place.right - 22}px`;
    button.style.top = `${place.bottom - 21}px`;
  };
}
