import { adjustmentParametersSchema, adjustmentsSheet } from '../../contract/sheets/adjustments.js';
import { keptSetting, utilityDate, utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** An empty sheet for entry, with the reason codes of the day: its rows begin with the person. */
export const adjustmentsSource: SheetSource<unknown> = {
  kind: adjustmentsSheet,
  parameters: adjustmentParametersSchema,
  async read(database, _parameters, now) {
    const { name } = await utilitySettings(database, now);
    const { codes } = await keptSetting(database, 'adjustment-reasons', await utilityDate(database, now));
    return { subject: name, rows: [], totals: [], choices: { cause: codes } };
  },
};
