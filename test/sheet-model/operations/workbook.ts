import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { pushAndCheck } from '../push-and-check.js';
import { onSheet, sheetOperation } from '../sheet-operation.js';
import type { SheetPlay } from '../sheet-play.js';
import { decideElsewhere } from './decide-elsewhere.js';

const sheet = fc.nat(3);

export const undoing = sheetOperation('undo', 3, fc.integer({ min: 1, max: 4 }), (play, steps) => play.undo(steps));

/** Saves, or goes back to what was saved, as after a crash, or both. */
export const saving = sheetOperation(
  'save and reopen',
  3,
  fc.constantFrom('save', 'reopen', 'save and reopen'),
  (play, what) => {
    if (what !== 'reopen') play.save();
    if (what !== 'save') play.reopen();
  },
);

/**
 * Copies a sheet; the copy is in front and is no sheet to push, which is said. Where the copied one is itself a copy that
 * the workbook was told nothing of, neither of the two is, until one is deleted.
 */
export const copyingSheets = onSheet('copy sheet', 1, fc.record({ sheet }), async (play, pulled) => {
  const { name } = play.person.table(pulled.tableName).sheet;
  const copy = play.person.copySheet(name);
  play.forgetUndo();
  const before = play.personsCells();
  const push = (pullId?: string) => play.engine.push({ dryRun: false, mode: 'all', ...(pullId ? { pullId } : {}) });
  if (pulled.isAdopted) {
    for (const pullId of [undefined, pulled.pullId]) await assert.rejects(push(pullId), isRefused('several-copies'));
    play.person.deleteSheet(copy.name);
  } else {
    await assert.rejects(push(), isRefused('copied-sheet'));
    assert.deepEqual(play.personsCells(), before);
  }
  await play.books.compareRows();
});

function isRefused(code: string): (error: unknown) => boolean {
  return (error) => error instanceof CurbstopError && error.code === code;
}

/** Copies a sheet and deletes the one that was pulled: the copy takes over, as the only one of its kind. */
export const replacingByCopy = onSheet('copy and delete', 1, fc.record({ sheet }), async (play, pulled) => {
  const { sheet: worksheet } = play.person.table(pulled.tableName);
  if (hasOtherTables(play)) return;
  // Without its title, or with it elsewhere, a copy is of no pull that can be known.
  if (!/ Pull \S+$/.test(String(play.person.values(`'${worksheet.name}'!A2`)[0]?.[0]))) return;
  const copy = play.person.copySheet(worksheet.name);
  play.replace(pulled, copy.tables[0]?.name ?? '');
  play.person.deleteSheet(worksheet.name);
  play.forgetUndo();
  // The pane looks at whichever sheet comes to the front.
  await play.engine.active();
});

/** Deletes a pulled sheet: what was typed there is gone with it, and a push of it says that it is gone. */
export const deletingSheets = onSheet('delete sheet', 1, fc.record({ sheet }), async (play, pulled) => {
  if (hasOtherTables(play)) return;
  play.person.deleteSheet(play.person.table(pulled.tableName).sheet.name);
  play.drop(pulled);
  const { pullId } = pulled;
  await assert.rejects(play.engine.push({ dryRun: false, mode: 'all', pullId }), isRefused('no-curbstop-sheet'));
  await play.books.compareRows();
});

/** Tells whether there are copies of sheets that the play does not follow. */
function hasOtherTables({ office, sheets }: SheetPlay): boolean {
  return office.host.workbook.tables.some(({ name }) => !sheets.some(({ tableName }) => tableName === name));
}

/** Works in the copy of the file on another computer, which knows what was saved and no more. */
export const workingElsewhere = sheetOperation(
  'on another computer',
  2,
  fc.record({ sheet, row: fc.nat(5), saves: fc.boolean() }),
  async (play, { sheet: at, row, saves }) => {
    if (saves) play.save();
    await play.elsewhere(async () => {
      const pulled = play.sheetAt(at);
      if (pulled === null) return;
      const columnId = pulled.kind.id === 'readings' ? 'action' : 'account';
      const address = play.addressOf(pulled, { row, columnId });
      const texts =
        pulled.kind.id === 'readings'
          ? ['hold', '', 'elsewhere']
          : [play.books.ledger.accountAt(0), 'water', 'goodwill', 1.25, 'elsewhere', ''];
      if (address !== null) play.edit(() => play.person.paste(address, [texts]));
      await pushAndCheck(play, pulled, { dryRun: false, mode: 'valid', line: 'good' });
    });
  },
);

/** Another person decides one read. */
export const anotherPerson = sheetOperation(
  'another person',
  2,
  fc.record({
    row: fc.nat(4),
    action: fc.constantFrom('hold', ''),
    reason: fc.constantFrom('elsewhere', 'leak at meter'),
  }),
  (play, { row, action, reason }) => decideElsewhere(play, row, action, reason),
);
