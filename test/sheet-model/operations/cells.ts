import fc from 'fast-check';
import { qualifiedAddress } from '../../../addin/workbench/host/model/address.js';
import type { PulledSheet } from '../seen-sheet.js';
import { onSheet } from '../sheet-operation.js';
import type { BlockPlace, SheetPlay } from '../sheet-play.js';
import { ADJUSTMENT_CELLS, anyCell, lines, READING_CELLS, typedText, type Typed } from './typed.js';

const sheet = fc.nat(3);
const row = fc.nat(29);

/** Does something to a block of cells, where the sheet still has its column. */
function onBlock(play: SheetPlay, pulled: PulledSheet, place: BlockPlace, work: (address: string) => void): void {
  const address = play.addressOf(pulled, place);
  if (address !== null) play.edit(() => work(address));
}

/** Types into one cell. */
export const typing = onSheet(
  'type',
  6,
  fc.record({ sheet, row, cell: anyCell }),
  (play, pulled, { row: at, cell }) => {
    const { columnId, typed } = pulled.kind.id === 'readings' ? cell.readings : cell.adjustments;
    onBlock(play, pulled, { row: at, columnId }, (address) => play.person.type(address, typedText(play, typed)));
  },
);

/** Pastes complete lines, also right below the table, which then grows. */
export const pasting = onSheet(
  'paste',
  6,
  fc.record({ sheet, row, adjustments: lines(ADJUSTMENT_CELLS, 4), readings: lines(READING_CELLS, 4) }),
  (play, pulled, { row: at, adjustments, readings }) => {
    const isReadings = pulled.kind.id === 'readings';
    const block = isReadings ? readings : adjustments;
    const columnId = isReadings ? 'action' : 'account';
    onBlock(play, pulled, { row: at, columnId, below: isReadings ? 0 : 1 }, (address) => {
      play.person.paste(address, textsOf(play, block));
    });
  },
);

function textsOf(play: SheetPlay, block: readonly (readonly Typed[])[]): (string | number | boolean)[][] {
  return block.map((line) => line.map((typed) => typedText(play, typed)));
}

/** Drags a cell or a whole line down over the rows below it. */
export const filling = onSheet(
  'fill down',
  3,
  fc.record({ sheet, row, rows: fc.integer({ min: 2, max: 4 }), wide: fc.boolean() }),
  (play, pulled, { row: at, rows, wide }) => {
    const isReadings = pulled.kind.id === 'readings';
    const columns = wide ? (isReadings ? 3 : 6) : 1;
    onBlock(play, pulled, { row: at, columnId: isReadings ? 'action' : 'account', rows, columns }, (address) => {
      play.person.fillDown(address);
    });
  },
);

/** Presses Delete on a line, on a cell of it, or on its key. */
export const clearing = onSheet(
  'clear',
  2,
  fc.record({ sheet, row, what: fc.constantFrom('line', 'cell', 'key') }),
  (play, pulled, { row: at, what }) => {
    const isReadings = pulled.kind.id === 'readings';
    const columnId = what === 'key' ? 'key' : isReadings ? 'reason' : 'account';
    const columns = what === 'line' && !isReadings ? 6 : 1;
    onBlock(play, pulled, { row: at, columnId, columns }, (address) => play.person.clear(address));
  },
);

/** Types over what is not theirs to fill: a reading, a name, a total. It changes nothing, and that is said. */
export const typingOverFacts = onSheet(
  'type over facts',
  2,
  fc.record({
    sheet,
    row,
    columnId: fc.constantFrom('reading', 'customer', 'usage'),
    filledId: fc.constantFrom('name', 'balance', 'lastBill', 'corrects', 'tax', 'total'),
    typed: fc.constantFrom(7, 'x', ''),
  }),
  (play, pulled, { row: at, columnId, filledId, typed }) => {
    const typedId = pulled.kind.id === 'readings' ? columnId : filledId;
    onBlock(play, pulled, { row: at, columnId: typedId }, (address) => play.person.type(address, typed));
  },
);

/** Types some rows below the table, which does not grow for it. */
export const typingBelow = onSheet(
  'type below the table',
  1,
  fc.record({ sheet, gap: fc.integer({ min: 1, max: 3 }), account: fc.nat(5) }),
  (play, pulled, { gap, account }) => {
    const { area, sheet: worksheet } = play.person.table(pulled.tableName);
    const cell = { row: area.row + area.rows + gap, column: area.column + 1, rows: 1, columns: 1 };
    const line = [play.books.ledger.accountAt(account), 'water', 'goodwill', 2.5, 'leak at meter'];
    play.edit(() => play.person.paste(qualifiedAddress(worksheet.name, cell), [line]));
  },
);
