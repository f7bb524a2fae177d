import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import type { Choice } from '../parts/choice-field.js';

/** The kinds of sheets that can be pushed, by title. */
export const PUSHED_SHEETS: readonly Choice[] = Object.entries(sheetKinds)
  .filter(([, kind]) => kind.purpose !== 'read-only')
  .map(([value, { title }]) => ({ value, label: title }))
  .sort((one, other) => one.label.localeCompare(other.label));
