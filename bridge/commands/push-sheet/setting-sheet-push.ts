import { isDeepStrictEqual } from 'node:util';
import type { CalendarDate } from '../../contract/calendar-date.js';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import type { SettingName } from '../../contract/settings/index.js';
import type { SheetKind } from '../../contract/sheets/sheet-kind.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import type { Database } from '../../store/database.js';
import { refuseUnsealed } from '../../store/seals.js';
import { writeSetting } from '../../store/settings.js';
import { allPulledRows } from '../../store/sheet-pulls.js';
import type { CommandContext } from '../command.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** A row of the sheet in its order, as the person changed it or as it was pulled. */
export interface SettingRow {
  readonly key: string;
  readonly sheetRow: number;
  readonly cells: RowCells;
}

/** A setting that is a list, edited whole in a sheet. */
export interface SettingSheet<Item> {
  readonly kind: SheetKind;
  readonly setting: SettingName;
  /** What the list is of, as the person calls it: "layouts". */
  readonly noun: string;
  /** The list in force on a day. */
  held(database: Database, on: CalendarDate): Promise<readonly Item[]>;
  /** Its rows, as the sheet is pulled. */
  rowsOf(items: readonly Item[]): SheetCell[][];
  /** The list that the rows make, or null with all that is wrong. */
  read(
    rows: readonly SettingRow[],
    context: CommandContext,
  ): Promise<{ readonly items: readonly Item[] | null; readonly issues: readonly Issue[] }>;
}

/** Saves a sheet as the setting that it holds, from today on: all of it or nothing. */
export function settingSheetPush<Item>(sheet: SettingSheet<Item>): SheetPush {
  const { kind, setting, noun } = sheet;
  return {
    kind,

    async current({ trx, today }, _push, keys) {
      const held = cellsByKey(kind, sheet.rowsOf(await sheet.held(trx, today)));
      return new Map([...held].filter(([key]) => keys.includes(key)));
    },

    async apply(context, push, changes) {
      const { trx, today } = context;
      const pulled = await allPulledRows(trx, push.pull.pullId);
      const { items, issues } = await sheet.read(wantedRows(kind, pulled, push, changes), context);
      if (items === null) return nothingApplied(issues);
      const held = await sheet.held(trx, today);
      if (isDeepStrictEqual(items, held)) return nothingApplied([]);
      if (!isDeepStrictEqual(pulled, sheet.rowsOf(held))) return nothingApplied([changedSince(noun)]);
      const [first] = push.rows;
      if (first === undefined) return nothingApplied([nothingLeft(noun, setting)]);
      await refuseUnsealed(trx, ['setting']);
      await writeSetting(trx, setting, today, items);
      const keys = changes.length === 0 ? [first.key] : changes.map(({ key }) => key);
      const removed = pulled.length - push.rows.filter(({ key }) => pulled.some(([each]) => each === key)).length;
      return {
        issues: [],
        applied: new Map(keys.map((key) => [key, 'Saved.'])),
        totals: [
          { label: `${noun.charAt(0).toUpperCase()}${noun.slice(1)}`, value: String(items.length) },
          { label: 'Rows changed or added', value: String(changes.length) },
          { label: 'Rows removed', value: String(removed) },
        ],
        entries: [],
        changes: ['setting'],
      };
    },
  };
}

/** The rows of a sheet as they were pulled. */
export function settingRows(kind: SheetKind, pulled: readonly (readonly SheetCell[])[]): SettingRow[] {
  return [...cellsByKey(kind, pulled)].map(([key, cells], index) => ({ key, sheetRow: index + 1, cells }));
}

/** The text of a cell without blanks around it; null where it is empty. */
export function textOf(cells: RowCells, column: string): string | null {
  const cell = cells[column];
  return cell === null || cell === undefined ? null : String(cell).trim();
}

function changedSince(noun: string): Issue {
  return {
    code: 'changed-since-pull',
    rowKey: '',
    column: '',
    message: `The ${noun} were changed after this sheet was pulled, by another push or by setting set.`,
    fix: 'Pull again; your sheet stays as it is beside the new one. Then make your change in the new one.',
  };
}

function nothingLeft(noun: string, setting: string): Issue {
  return {
    code: 'no-rows',
    rowKey: '',
    column: '',
    message: `The sheet has no row left, which would remove all ${noun}.`,
    fix: `Pull again, or let the supervisor clear them by setting set ${setting}.`,
  };
}

function wantedRows(
  kind: SheetKind,
  pulled: readonly (readonly SheetCell[])[],
  { rows }: PushUnderWay,
  changes: readonly RowChange[],
): SettingRow[] {
  const held = cellsByKey(kind, pulled);
  const changed = new Map(changes.map((change) => [change.key, change.wanted]));
  return rows.map(({ key, sheetRow }) => ({ key, sheetRow, cells: changed.get(key) ?? held.get(key) ?? {} }));
}

function cellsByKey(kind: SheetKind, rows: readonly (readonly SheetCell[])[]): ReadonlyMap<string, RowCells> {
  return new Map(
    rows.map((row) => [
      String(row[0]),
      Object.fromEntries(kind.columns.map(({ id }, index) => [id, row[index] ?? null])),
    ]),
  );
}

function nothingApplied(issues: readonly Issue[]): AppliedRows {
  return { issues, applied: new Map(), totals: [], entries: [] };
}
