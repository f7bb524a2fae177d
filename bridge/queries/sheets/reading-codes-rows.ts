import { dateInTimeZone } from '../../contract/calendar-date.js';
import type { z } from 'zod';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { ReadingCode } from '../../contract/settings/reading-codes.js';
import { readingCodesParametersSchema, readingCodesSheet } from '../../contract/sheets/reading-codes.js';
import { codeRowKey, codeRows } from '../../domain/reading-codes/code-rows.js';
import { readingCodeList } from '../reading-settings.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** What the codes of readers and endpoints mean. */
export const readingCodesSource: SheetSource<z.infer<typeof readingCodesParametersSchema>> = {
  kind: readingCodesSheet,
  parameters: readingCodesParametersSchema,
  async read(database, _parameters, now) {
    const { timeZone } = await utilitySettings(database, now);
    const codes = await readingCodeList(database, dateInTimeZone(now, timeZone));
    return {
      subject: 'All codes',
      rows: codeSheetRows(codes),
      totals: [{ label: 'Codes', value: codes.length.toLocaleString('en-US') }],
    };
  },
};

/** The sheet's rows of codes. */
export function codeSheetRows(codes: readonly ReadingCode[]): SheetCell[][] {
  return codeRows(codes).map((row) => {
    const { format, kind, code, words, severity, action, means } = row;
    return [codeRowKey(row), format, kind, code, words, severity, action, means];
  });
}
