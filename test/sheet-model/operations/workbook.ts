import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { pushAndCheck } from '../push-and-check.js';
import { onSheet, sheetOperation } from '../sheet-operation.js';

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
  const others = play.office.host.workbook.tables.filter(({ name }) => name !== pulled.tableName);
  if (others.some(({ name }) => !play.sheets.some(({ tableName }) => tableName === name))) return;
  // Without its title, or with it elsewhere, a copy is of no pull that can be known.
  if (!/ Pull \S+$/.test(String(play.person.values(`'${worksheet.name}'!A2`)[0]?.[0]))) return;
  const copy = play.person.copySheet(worksheet.name);
  play.replace(pulled, copy.tables[0]?.name ?? '');
  play.person.deleteSheet(worksheet.name);
  play.forgetUndo();
  // The pane looks at whichever sheet comes to the front.
  await play.engine.active();
});

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
          : [play.books.ledger.accountAt(0), 'water', 'leak', 1.25, 'elsewhere', ''];
      if (address !== null) play.person.paste(address, [texts]);
      await pushAndCheck(play, pulled, { dryRun: false, mode: 'valid', line: 'good' });
    });
  },
);

/** Another person decides one read in a pull of her own. */
export const anotherPerson = sheetOperation(
  'another person',
  2,
  fc.record({
    row: fc.nat(4),
    action: fc.constantFrom('hold', ''),
    reason: fc.constantFrom('elsewhere', 'leak at meter'),
  }),
  async (play, { row, action, reason }) => {
    const parameters = { billRunId: play.books.ledger.billRunId };
    const { pullId, rowCount } = await play.client.pull({ kind: 'readings', parameters });
    const rows = await play.client.pullRows(pullId, 0, rowCount);
    const key = String(rows[row % rowCount]?.[0]);
    const payload = { pullId, mode: 'all' as const, rows: [{ key, sheetRow: 5, cells: [action, null, reason] }] };
    const commandId = crypto.randomUUID();
    await play.client.command('push-sheet', { commandId, dryRun: false, payload });
    play.books.decide(new Map([[key, { action, newReading: '', reason }]]));
  },
);
