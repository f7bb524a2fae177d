import { adjustmentParametersSchema, adjustmentsSheet } from '../../contract/sheets/adjustments.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** An empty sheet for entry: its rows begin with the person. */
export const adjustmentsSource: SheetSource<unknown> = {
  kind: adjustmentsSheet,
  parameters: adjustmentParametersSchema,
  async read(database, _parameters, now) {
    const { name } = await utilitySettings(database, now);
    return { subject: name, rows: [], totals: [] };
  },
};
