import { accountEntriesSheet, accountEntryParametersSchema } from '../../contract/sheets/account-entries.js';
import { utilitySettings } from '../utility-settings.js';
import type { SheetSource } from './sheet-source.js';

/** An empty sheet for entry: its rows begin with the person. */
export const accountEntriesSource: SheetSource<unknown> = {
  kind: accountEntriesSheet,
  parameters: accountEntryParametersSchema,
  async read(database, _parameters, now) {
    const { name } = await utilitySettings(database, now);
    return { subject: name, rows: [], totals: [] };
  },
};
