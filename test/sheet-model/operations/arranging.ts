import fc from 'fast-check';
import { qualifiedAddress } from '../../../addin/workbench/host/model/address.js';
import type { PulledSheet } from '../seen-sheet.js';
import { onSheet } from '../sheet-operation.js';
import type { SheetPlay } from '../sheet-play.js';

const sheet = fc.nat(3);
const column = fc.nat(20);
const row = fc.nat(29);

/** Sorts by any column. */
export const sorting = onSheet(
  'sort',
  3,
  fc.record({ sheet, column, ascending: fc.boolean() }),
  (play, pulled, { column: at, ascending }) => {
    const { tableName } = pulled;
    play.edit(() => play.person.sortTable(tableName, headingAt(play, pulled, at), ascending));
  },
);

/** Filters a column to what one of its rows has, or takes its filter off. */
export const filtering = onSheet(
  'filter',
  2,
  fc.record({ sheet, column, row: fc.option(row) }),
  (play, pulled, { column: at, row: kept }) => {
    const { person } = play;
    const { body, sheet: worksheet } = person.table(pulled.tableName);
    const place = at % body.columns;
    const text = kept === null ? null : worksheet.text(body.row + (kept % body.rows), body.column + place);
    play.edit(() => person.filterTable(pulled.tableName, headingAt(play, pulled, at), text === null ? null : [text]));
  },
);

export const deletingRows = onSheet(
  'delete rows',
  2,
  fc.record({ sheet, row, count: fc.integer({ min: 1, max: 3 }) }),
  (play, pulled, { row: at, count }) => {
    const { body } = play.person.table(pulled.tableName);
    const first = at % body.rows;
    play.edit(() => play.person.deleteTableRow(pulled.tableName, first, Math.min(count, body.rows - first)));
  },
);

/** Copies a row with its key right below itself. */
export const duplicatingRows = onSheet('duplicate row', 3, fc.record({ sheet, row }), (play, pulled, { row: at }) => {
  const { body, sheet: worksheet } = play.person.table(pulled.tableName);
  play.edit(() => play.person.duplicateRow(worksheet.name, body.row + (at % body.rows) + 1));
});

/** Inserts an empty row or two. */
export const insertingRows = onSheet('insert rows', 1, fc.record({ sheet, row }), (play, pulled, { row: at }) => {
  const { body, sheet: worksheet } = play.person.table(pulled.tableName);
  play.edit(() => play.person.insertRows(worksheet.name, body.row + (at % body.rows) + 1, 2));
});

export const movingColumns = onSheet(
  'move column',
  3,
  fc.record({ sheet, column, to: column }),
  (play, pulled, { column: at, to }) => {
    const { columns } = play.person.table(pulled.tableName);
    const heading = headingAt(play, pulled, at);
    play.edit(() => play.person.moveColumn(pulled.tableName, heading, to % columns.length));
  },
);

export const renamingColumns = onSheet(
  'rename column',
  1,
  fc.record({ sheet, column }),
  (play, pulled, { column: at }) => {
    const heading = headingAt(play, pulled, at);
    if (heading === 'Status') return;
    // A copy is known by its headings until a push told the workbook of it: what that refuses is a known sequence.
    if (pulled.isAdopted) return;
    play.edit(() => play.person.renameColumn(pulled.tableName, heading, `My ${heading}`));
  },
);

/** Inserts a column of the person's own. */
export const insertingColumns = onSheet(
  'insert column',
  1,
  fc.record({ sheet, column }),
  (play, pulled, { column: at }) => {
    const { body, sheet: worksheet } = play.person.table(pulled.tableName);
    const letter = String.fromCharCode(65 + body.column + (at % body.columns));
    // A column before A moves the title, without which a copy is of no pull that can be known.
    if (letter === 'A' && pulled.isAdopted) return;
    play.edit(() => play.person.insertColumn(worksheet.name, letter));
  },
);

export const deletingColumns = onSheet(
  'delete column',
  1,
  fc.record({ sheet, column }),
  (play, pulled, { column: at }) => {
    const { body, sheet: worksheet } = play.person.table(pulled.tableName);
    const letter = String.fromCharCode(65 + body.column + (at % body.columns));
    // With column A goes the title, without which a copy is of no pull that can be known.
    if (letter === 'A' && pulled.isAdopted) return;
    play.edit(() => play.person.deleteColumn(worksheet.name, letter));
  },
);

/** Hides rows or columns by hand. */
export const hiding = onSheet(
  'hide',
  1,
  fc.record({ sheet, row, column, what: fc.constantFrom('rows', 'columns') }),
  (play, pulled, { row: at, column: beside, what }) => {
    const { body, sheet: worksheet } = play.person.table(pulled.tableName);
    const cell = {
      row: body.row + (at % body.rows),
      column: body.column + (beside % body.columns),
      rows: 1,
      columns: 1,
    };
    const address = qualifiedAddress(worksheet.name, cell);
    play.edit(() => (what === 'rows' ? play.person.hideRows(address) : play.person.hideColumns(address)));
  },
);

function headingAt(play: SheetPlay, { tableName }: PulledSheet, place: number): string {
  const headings = play.person.headings(tableName);
  return headings[place % headings.length] ?? '';
}
