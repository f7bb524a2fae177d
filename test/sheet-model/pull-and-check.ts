import assert from 'node:assert/strict';
import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import { judge } from './push-and-check.js';
import type { SheetPlay } from './sheet-play.js';

/** Pulls and checks that nothing is lost: a sheet is written over only where nothing in it is still to be pushed. */
export async function pullAndCheck(play: SheetPlay, kindId: SheetKindId): Promise<void> {
  const before = play.sheets.map((sheet) => ({
    sheet,
    ...(play.isThere(sheet) ? waiting(play, sheet) : { edits: 0 }),
  }));
  await play.pull(kindId);
  for (const { sheet, edits } of before) {
    if (play.sheets.includes(sheet)) continue;
    assert.equal(edits, 0, `${edits} rows that were not pushed were written over`);
  }
}

/** How many rows of a sheet are not at the bridge as they stand. */
function waiting(play: SheetPlay, sheet: SheetPlay['sheets'][number]): { readonly edits: number } {
  const verdicts = judge(play, sheet);
  return { edits: verdicts === null ? 1 : verdicts.filter(({ state }) => state !== 'unchanged').length };
}
