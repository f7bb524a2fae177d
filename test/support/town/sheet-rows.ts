import { pushSheet } from '../../../bridge/commands/push-sheet/push-sheet.js';
import type { CommandReply } from '../../../bridge/contract/command.js';
import type { PushRow, PushSheetReply, SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { sheetKinds, type SheetKindId } from '../../../bridge/contract/sheets/index.js';
import { sentColumns } from '../../../bridge/contract/sheets/sheet-kind.js';
import { readyStatuses } from '../../../bridge/contract/metering.js';
import type { PulledSheet, RunOptions, TestTown } from './town.js';

/** What a person typed, by row key and column id. */
export type Edits = Readonly<Record<string, Readonly<Record<string, SheetCell>>>>;

/** The cell of a pulled row. */
export function cell(kind: SheetKindId, row: readonly SheetCell[], column: string): SheetCell {
  const index = sheetKinds[kind].columns.findIndex(({ id }) => id === column);
  if (index < 0) throw new Error(`The sheet ${kind} has no column ${column}.`);
  return row[index] ?? null;
}

/** The rows as the add-in sends them: every pulled row with its editable cells, and the person's edits on top. */
export function pushRowsOf(kind: SheetKindId, sheet: PulledSheet, edits: Edits = {}): PushRow[] {
  const columns = sentColumns(sheetKinds[kind]);
  return sheet.rows.map((row, index) => {
    const key = String(row[0]);
    const typed = edits[key] ?? {};
    const cells = columns.map(({ id }) => (id in typed ? (typed[id] ?? null) : cell(kind, row, id)));
    return { key, sheetRow: index + 5, cells };
  });
}

/** A typed row of the Adjustments sheet. */
export function adjustmentRow(key: string, sheetRow: number, typed: Readonly<Record<string, SheetCell>>): PushRow {
  return typedRow('adjustments', key, sheetRow, typed);
}

/** A typed row of a sheet for entry. */
export function typedRow(
  kind: SheetKindId,
  key: string,
  sheetRow: number,
  typed: Readonly<Record<string, SheetCell>>,
): PushRow {
  const cells = sentColumns(sheetKinds[kind]).map(({ id }) => typed[id] ?? null);
  return { key, sheetRow, cells };
}

export interface PushOptions extends RunOptions {
  readonly mode?: 'all' | 'valid';
  /** The receipts of this pull that the workbook got. */
  readonly knownReceipts?: number[];
  /** The way of pushing; the sheet's first one unless told. */
  readonly way?: string;
}

export async function push(
  town: TestTown,
  pullId: string,
  rows: readonly PushRow[],
  { mode = 'all', knownReceipts = [], way, ...options }: PushOptions = {},
): Promise<CommandReply<PushSheetReply>> {
  return town.run(pushSheet, { pullId, mode, knownReceipts, rows, way }, options);
}

/** Pulls the readings of a run, types the edits and pushes. */
export async function decide(
  town: TestTown,
  billRunId: string,
  edits: Edits,
  options: PushOptions = {},
): Promise<CommandReply<PushSheetReply>> {
  const sheet = await town.pull('readings', { billRunId });
  return push(town, sheet.pullId, pushRowsOf('readings', sheet, edits), options);
}

/** Accepts every read of a run that still waits, so that the run can be posted. */
export async function acceptTheRest(town: TestTown, billRunId: string): Promise<void> {
  const sheet = await town.pull('readings', { billRunId });
  const waiting = sheet.rows.filter(
    (row) => !readyStatuses.some((status) => status === cell('readings', row, 'state')),
  );
  const edits = Object.fromEntries(
    waiting.map((row) => [String(row[0]), { action: 'accept', reason: 'Looked at it' }]),
  );
  const { reply } = await push(town, sheet.pullId, pushRowsOf('readings', sheet, edits));
  if (reply.issues.length > 0) throw new Error(`The run can't be made ready: ${JSON.stringify(reply.issues)}`);
}
