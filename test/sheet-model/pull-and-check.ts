import assert from 'node:assert/strict';
import type { SheetKindId } from '../../bridge/contract/sheets/index.js';
import { judge } from './push-and-check.js';
import type { PulledSheet } from './seen-sheet.js';
import type { SheetPlay } from './sheet-play.js';

/** Pulls and checks that nothing is lost: a sheet is written over only where nothing in it is still to be pushed. */
export async function pullAndCheck(play: SheetPlay, kindId: SheetKindId): Promise<void> {
  const waiting = new Map(play.sheets.map((sheet) => [sheet, play.isThere(sheet) ? whatWaits(play, sheet) : []]));
  await play.pull(kindId);
  for (const [sheet, what] of waiting) {
    if (!play.sheets.includes(sheet)) assert.deepEqual(what, [], 'this was written over');
  }
}

/** What of a sheet is the person's and not at the bridge. */
function whatWaits(play: SheetPlay, sheet: PulledSheet): unknown[] {
  const verdicts = judge(play, sheet);
  return [
    ...(verdicts === null ? ['a sheet without one of its columns'] : []),
    ...(verdicts ?? []).filter(({ state }) => state !== 'unchanged').map(({ row }) => row),
    ...play.typedWhereFilled(sheet),
    ...(play.factsChanged(sheet) ? ['facts that were typed over'] : []),
    ...(play.isFilledBelow(sheet) ? ['what stands below the table'] : []),
  ];
}
