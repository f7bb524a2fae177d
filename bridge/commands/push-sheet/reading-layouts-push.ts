import { isDeepStrictEqual } from 'node:util';
import type { SheetCell } from '../../contract/commands/push-sheet.js';
import type { Issue } from '../../contract/problem.js';
import { readingLayoutsSheet } from '../../contract/sheets/reading-layouts.js';
import { readLayoutRows, type SheetLayoutRow } from '../../domain/reading-layouts/read-layout-rows.js';
import type { RowCells, RowChange } from '../../domain/sheet/compare-rows.js';
import { readingLayouts } from '../../queries/reading-layouts.js';
import { layoutSheetRows } from '../../queries/sheets/reading-layouts-rows.js';
import { refuseUnsealed } from '../../store/seals.js';
import { writeSetting } from '../../store/settings.js';
import { allPulledRows } from '../../store/sheet-pulls.js';
import type { AppliedRows, PushUnderWay, SheetPush } from './sheet-push.js';

/** Saves the Reading Layouts sheet as the setting `reading-layouts`, from today on: all of it or nothing. */
export const readingLayoutsPush: SheetPush = {
  kind: readingLayoutsSheet,

  async current({ trx, today }, _push, keys) {
    const held = cellsByKey(layoutSheetRows(await readingLayouts(trx, today)));
    return new Map([...held].filter(([key]) => keys.includes(key)));
  },

  async apply(context, push, changes) {
    const pulled = await allPulledRows(context.trx, push.pull.pullId);
    const { layouts, issues } = readLayoutRows(wantedRows(pulled, push, changes));
    if (layouts === null) return nothingApplied(issues);
    const held = await readingLayouts(context.trx, context.today);
    if (isDeepStrictEqual(layouts, held)) return nothingApplied([]);
    if (!isDeepStrictEqual(pulled, layoutSheetRows(held))) return nothingApplied([CHANGED_SINCE]);
    const [first] = push.rows;
    if (first === undefined) return nothingApplied([NOTHING_LEFT]);
    await refuseUnsealed(context.trx, ['setting']);
    await writeSetting(context.trx, 'reading-layouts', context.today, layouts);
    const keys = changes.length === 0 ? [first.key] : changes.map(({ key }) => key);
    const removed = pulled.length - push.rows.filter(({ key }) => pulled.some(([each]) => each === key)).length;
    return {
      issues: [],
      applied: new Map(keys.map((key) => [key, 'Saved.'])),
      totals: [
        { label: 'Layouts', value: String(layouts.length) },
        { label: 'Rows changed or added', value: String(changes.length) },
        { label: 'Rows removed', value: String(removed) },
      ],
      entries: [],
      changes: ['setting'],
    };
  },
};

const CHANGED_SINCE: Issue = {
  code: 'changed-since-pull',
  rowKey: '',
  column: '',
  message: 'The layouts were changed after this sheet was pulled, by another push or by setting set.',
  fix: 'Pull again; your sheet stays as it is beside the new one. Then make your change in the new one.',
};

const NOTHING_LEFT: Issue = {
  code: 'no-rows',
  rowKey: '',
  column: '',
  message: 'The sheet has no row left, which would remove every layout.',
  fix: 'Pull again, or let the supervisor clear them by setting set reading-layouts.',
};

/** Every row of the sheet in its order: as the person changed it, or as it was pulled. */
function wantedRows(
  pulled: readonly (readonly SheetCell[])[],
  { rows }: PushUnderWay,
  changes: readonly RowChange[],
): SheetLayoutRow[] {
  const held = cellsByKey(pulled);
  const changed = new Map(changes.map((change) => [change.key, change.wanted]));
  return rows.map(({ key, sheetRow }) => {
    const cells = changed.get(key) ?? held.get(key) ?? {};
    const text = (id: string) => (cells[id] === null || cells[id] === undefined ? null : String(cells[id]).trim());
    const length = cells['length'];
    return {
      key,
      sheetRow,
      layout: text('layout'),
      file: text('file'),
      item: text('item'),
      column: text('column'),
      length: typeof length === 'number' ? length : null,
      value: text('value'),
    };
  });
}

function cellsByKey(rows: readonly (readonly SheetCell[])[]): ReadonlyMap<string, RowCells> {
  return new Map(
    rows.map((row) => [
      String(row[0]),
      Object.fromEntries(readingLayoutsSheet.columns.map(({ id }, index) => [id, row[index] ?? null])),
    ]),
  );
}

function nothingApplied(issues: readonly Issue[]): AppliedRows {
  return { issues, applied: new Map(), totals: [], entries: [] };
}
