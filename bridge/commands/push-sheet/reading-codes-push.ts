import { formatOfLayout, VENDOR_FORMATS } from '../../contract/reading-file.js';
import { ANY_FORMAT, type ReadingCode } from '../../contract/settings/reading-codes.js';
import { readingCodesSheet } from '../../contract/sheets/reading-codes.js';
import { readCodeRows, type SheetCodeRow } from '../../domain/reading-codes/read-code-rows.js';
import { readingLayouts } from '../../queries/reading-layouts.js';
import { readingCodeList } from '../../queries/reading-settings.js';
import { codeSheetRows } from '../../queries/sheets/reading-codes-rows.js';
import { settingSheetPush, textOf, type SettingRow, type SettingSheet } from './setting-sheet-push.js';

/** The Reading Codes sheet and the setting `reading-codes` that it holds. */
export const readingCodesSetting: SettingSheet<ReadingCode> = {
  kind: readingCodesSheet,
  setting: 'reading-codes',
  noun: 'codes',
  held: readingCodeList,
  rowsOf: codeSheetRows,
  async read(rows, { trx, today }) {
    const layouts = await readingLayouts(trx, today);
    const formats = [ANY_FORMAT, ...VENDOR_FORMATS, ...layouts.map(({ name }) => formatOfLayout(name))];
    const { codes: items, issues } = readCodeRows(rows.map(toCodeRow), formats);
    return { items, issues };
  },
};

export const readingCodesPush = settingSheetPush(readingCodesSetting);

function toCodeRow({ key, sheetRow, cells }: SettingRow): SheetCodeRow {
  return {
    key,
    sheetRow,
    format: textOf(cells, 'format'),
    kind: textOf(cells, 'kind'),
    code: textOf(cells, 'code'),
    words: textOf(cells, 'words'),
    severity: textOf(cells, 'severity'),
    action: textOf(cells, 'action'),
    means: textOf(cells, 'means'),
  };
}
