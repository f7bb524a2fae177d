import type { SheetOperation } from '../sheet-operation.js';
import * as arranging from './arranging.js';
import * as bridge from './bridge.js';
import * as cells from './cells.js';
import * as workbook from './workbook.js';

/** Everything that people do to a sheet between a pull and a push. */
export const sheetOperations: readonly SheetOperation[] = [arranging, bridge, cells, workbook].flatMap((each) =>
  Object.values<SheetOperation>(each),
);
