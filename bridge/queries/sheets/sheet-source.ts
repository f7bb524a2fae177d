import type { z } from 'zod';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { SheetKind } from '../../contract/sheets/sheet-kind.js';
import type { SeenBills } from '../run-look.js';
import type { Database } from '../../store/database.js';

/** What a pull puts into a sheet. Rows follow the kind's columns; cells are wire values as in sheet-kind.ts. */
export interface SheetContent {
  readonly subject: string;
  readonly rows: readonly (readonly SheetCell[])[];
  readonly totals: readonly { readonly label: string; readonly value: string }[];
  /** The choices of columns that are data, by the ids of the columns. */
  readonly choices?: Readonly<Record<string, readonly string[]>>;
  /** What the person sees of an open run's bills with it, to be kept until they are approved. */
  readonly look?: { readonly billRunId: string; readonly bills: SeenBills };
}

/** How one kind of sheet is read from the ledger. */
export interface SheetSource<Parameters = unknown> {
  readonly kind: SheetKind;
  readonly parameters: z.ZodType<Parameters>;
  read(database: Database, parameters: Parameters, now: Date): Promise<SheetContent>;
}
