import type { SheetPush } from './sheet-push.js';

/** What the bridge holds of typed rows: the cells with which each was pushed, and nothing of a new one. */
export const pushedCells: SheetPush['current'] = (_context, { pushedBefore }, keys) => {
  const rows = keys.flatMap((key) => {
    const pushed = pushedBefore.get(key);
    return pushed ? [[key, pushed.cells] as const] : [];
  });
  return Promise.resolve(new Map(rows));
};
