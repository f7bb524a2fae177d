import { dateInTimeZone } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { z } from 'zod';
import type { ReadingLayout } from '../../contract/settings/reading-layouts.js';
import { readingLayoutsParametersSchema, readingLayoutsSheet } from '../../contract/sheets/reading-layouts.js';
import { layoutRowKey, layoutRows } from '../../domain/reading-layouts/layout-rows.js';
import { readingLayouts } from '../reading-layouts.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** The utility's own layouts of reading files. */
export const readingLayoutsSource: SheetSource<z.infer<typeof readingLayoutsParametersSchema>> = {
  kind: readingLayoutsSheet,
  parameters: readingLayoutsParametersSchema,
  async read(database, _parameters, now) {
    const { timeZone } = await utilitySettings(database, now);
    const layouts = await readingLayouts(database, dateInTimeZone(now, timeZone));
    return {
      subject: 'All layouts',
      rows: layoutSheetRows(layouts),
      totals: [{ label: 'Layouts', value: String(layouts.length) }],
    };
  },
};

/** The sheet's rows of layouts. */
export function layoutSheetRows(layouts: readonly ReadingLayout[]): SheetCell[][] {
  return layoutRows(layouts).map((row) => {
    const { layout, file, item, column, length, value } = row;
    return [layoutRowKey(row), layout, file, item, column, length, value];
  });
}
