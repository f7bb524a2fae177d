import type { Migration } from './migration.js';

/** Finds typed rows by the keys that Curbstop gave them, whichever pull they were pushed with. */
export const entryKeys: Migration = {
  name: '0028-entry-keys',
  statements: [`CREATE INDEX sheet_pull_row_by_entry_key ON sheet_pull_row (row_key) WHERE row_key GLOB 'A[0-9]*-*'`],
};
