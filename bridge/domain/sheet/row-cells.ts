import type { SheetCell } from '../../contract/commands/push-sheet.js';

/** A row's cells by column id, as wire values. */
export type RowCells = Readonly<Record<string, SheetCell>>;
