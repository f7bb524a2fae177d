import type { Area } from './area.js';
import type { CellValue } from './cell.js';
import type { Sheet, Table } from './sheet.js';

/** Who did something: the person at the grid, or the add-in. */
export type TriggerSource = 'Person' | 'AddIn';

/** What more is known of a change: the values around an edit of one cell, and where cells were pushed. */
export interface ChangeDetails {
  readonly before?: CellValue;
  readonly after?: CellValue;
  readonly shift?: 'Down' | 'Right' | 'Up' | 'Left';
}

/** Something that happened to the workbook. */
export type ModelEvent =
  | ({
      readonly kind: 'changed';
      readonly sheet: Sheet;
      readonly area: Area;
      readonly changeType: string;
    } & ChangeDetails)
  | { readonly kind: 'shifted'; readonly sheet: Sheet; readonly change: (area: Area) => Area | null }
  | { readonly kind: 'selected'; readonly sheet: Sheet; readonly area: Area }
  | { readonly kind: 'sorted'; readonly sheet: Sheet; readonly area: Area }
  | { readonly kind: 'filtered'; readonly sheet: Sheet; readonly table: Table | null }
  | { readonly kind: 'activated' | 'deactivated' | 'added' | 'deleted' | 'calculated'; readonly sheet: Sheet }
  | { readonly kind: 'moved'; readonly sheet: Sheet; readonly before: number; readonly after: number }
  | { readonly kind: 'renamed'; readonly sheet: Sheet; readonly before: string }
  | { readonly kind: 'table-added' | 'table-deleted'; readonly sheet: Sheet; readonly table: Table }
  | { readonly kind: 'repaint'; readonly sheet: Sheet };

export type ModelListener = (event: ModelEvent, trigger: TriggerSource) => void;
