import type { ReadingLayout } from '../../contract/settings/reading-layouts.js';
import { readingLayoutsSheet } from '../../contract/sheets/reading-layouts.js';
import { readLayoutRows, type SheetLayoutRow } from '../../domain/reading-layouts/read-layout-rows.js';
import { readingLayouts } from '../../queries/reading-layouts.js';
import { layoutSheetRows } from '../../queries/sheets/reading-layouts-rows.js';
import { settingSheetPush, textOf, type SettingRow, type SettingSheet } from './setting-sheet-push.js';

/** The Reading Layouts sheet and the setting `reading-layouts` that it holds. */
export const readingLayoutsSetting: SettingSheet<ReadingLayout> = {
  kind: readingLayoutsSheet,
  setting: 'reading-layouts',
  noun: 'layouts',
  held: readingLayouts,
  rowsOf: layoutSheetRows,
  read(rows) {
    const { layouts: items, issues } = readLayoutRows(rows.map(toLayoutRow));
    return Promise.resolve({ items, issues });
  },
};

export const readingLayoutsPush = settingSheetPush(readingLayoutsSetting);

function toLayoutRow({ key, sheetRow, cells }: SettingRow): SheetLayoutRow {
  const length = cells['length'];
  return {
    key,
    sheetRow,
    layout: textOf(cells, 'layout'),
    file: textOf(cells, 'file'),
    item: textOf(cells, 'item'),
    column: textOf(cells, 'column'),
    length: typeof length === 'number' ? length : null,
    value: textOf(cells, 'value'),
  };
}
