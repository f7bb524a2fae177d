import assert from 'node:assert/strict';
import type { SavedWorkbook } from '../../addin/workbench/host/model/saved-workbook.js';
import { startingApplication } from '../../migrations/starting-chart.js';
import { World } from '../model/world.js';
import { createOfficeHost, type OfficeHost } from '../support/office-host/office-host.js';
import { LoopbackBridge } from './loopback-bridge.js';
import { decideElsewhere } from './operations/decide-elsewhere.js';
import { pushAndCheck } from './push-and-check.js';
import { SheetBooks } from './sheet-books.js';
import { SheetPlay } from './sheet-play.js';

const RULES = {
  method: 'oldest-first',
  order: startingApplication.order,
  cityBasis: 'billed',
  writeOffBearer: 'utility',
} as const;
const PUSH = { dryRun: false, mode: 'all' } as const;

/** Sequences that once posted a row twice or lost one; what must be posted is counted by what the person meant. */
describe('what a person meant once is posted once', function () {
  this.timeout(600_000);
  let office: OfficeHost;
  let remove: () => void;
  let empty: SavedWorkbook;
  let world: World;
  let bridge: LoopbackBridge;
  let play: SheetPlay;
  before(async () => {
    office = await createOfficeHost();
    remove = office.install();
    empty = office.person.save();
  });
  beforeEach(async () => {
    world = await World.open(RULES);
    bridge = await LoopbackBridge.start(world);
    play = new SheetPlay(office, bridge, await SheetBooks.open(world), empty);
    await play.pull('adjustments');
  });
  afterEach(async () => {
    await bridge.close();
    await world.database.destroy();
  });
  after(() => {
    remove();
    office.dispose();
  });

  const line = (cents = -1000) => [
    play.books.ledger.accountAt(0),
    'water',
    'goodwill',
    cents / 100,
    'leak at meter',
    '',
  ];
  const type = (row: number, cents?: number) =>
    play.edit(() => play.person.paste(`Adjustments!E${row}`, [line(cents)]));
  const key = (row: number) => String(play.person.values(`Adjustments!A${row}`)[0]?.[0]);
  const push = () => {
    play.edit(() => undefined);
    return play.engine.push(PUSH);
  };
  const codes = async () => (await push()).reply.reply.issues.map(({ code }) => code);
  const posted = async () => {
    const rows = await world.database.raw<{ cents: number }[]>(
      `SELECT amount_cents AS cents FROM adjustment WHERE row_key LIKE 'A%' ORDER BY entry_number`,
    );
    return rows.map(({ cents }) => cents);
  };

  it('where the push was undone, pushed again, edited and pushed', async () => {
    type(5);
    await push();
    const first = key(5);
    play.undo(1);
    assert.equal(key(5), '');
    assert.deepEqual(await codes(), ['same-as-pushed']);
    assert.equal(key(5), first, 'the row has its key back');
    play.edit(() => play.person.type('Adjustments!J5', 'see letter of 3 March'));
    assert.deepEqual(await codes(), ['already-posted']);
    play.edit(() => play.person.clear('Adjustments!J5'));
    assert.deepEqual(await codes(), []);
    assert.deepEqual(await posted(), [-1000]);
  });

  it('and twice where the same is typed once more, and she says that it is meant', async () => {
    type(5);
    await push();
    play.edit(() => play.person.deleteTableRow('Curbstop_Adjustments', 0));
    type(5);
    const { reply } = (await push()).reply;
    const [issue] = reply.issues;
    assert.equal(issue?.code, 'same-as-pushed');
    assert.equal(issue.rowKey, key(5));
    await play.engine.postAgain(reply.pullId, { key: issue.rowKey, sheetRow: issue.sheetRow });
    assert.deepEqual(await codes(), []);
    assert.deepEqual(await codes(), []);
    assert.deepEqual(await posted(), [-1000, -1000]);
  });

  it('where an archive copy is left beside a fresh pull whose sheet is deleted', async () => {
    type(5);
    type(6, -2000);
    await push();
    const { name } = play.person.copySheet('Adjustments');
    await play.pull('adjustments');
    play.person.deleteSheet('Adjustments');
    play.person.activate(name);
    await assert.rejects(push(), { code: 'no-curbstop-sheet' });
    assert.deepEqual(await posted(), [-1000, -2000]);
  });

  it('where one of two pulls is copied and both of them are deleted', async () => {
    type(5);
    await play.pull('adjustments');
    play.person.paste(`'Adjustments 2'!E5`, [line(-3300)]);
    await play.engine.push(PUSH);
    const { name } = play.person.copySheet('Adjustments 2');
    play.person.deleteSheet('Adjustments');
    play.person.deleteSheet('Adjustments 2');
    play.person.activate(name);
    const { reply } = await play.engine.push(PUSH);
    assert.deepEqual([reply.outcome, reply.reply.applied], ['already-applied', 0]);
    assert.deepEqual(await posted(), [-3300]);
  });

  it('where the key of a copy was moved and lost its heading, and once it has that again', async () => {
    type(5);
    await push();
    const { tableName } = play.sheets[0] ?? assert.fail('nothing was pulled');
    play.person.moveColumn(tableName, 'Key', 4);
    const { name, tables } = play.person.copySheet('Adjustments');
    play.person.deleteSheet('Adjustments');
    play.person.activate(name);
    const copy = tables[0]?.name ?? '';
    play.person.renameColumn(copy, 'Key', 'My Key');
    const { localIssues } = await push();
    assert.deepEqual(
      localIssues.map(({ code, column }) => [code, column]),
      [['column-missing', 'key']],
    );
    assert.deepEqual(await posted(), [-1000]);
    play.person.renameColumn(copy, 'My Key', 'Key');
    assert.deepEqual(await codes(), []);
    assert.deepEqual(await posted(), [-1000]);
  });

  it('where rows are copied with their keys from one pulled sheet into another', async () => {
    type(5);
    await push();
    const copied = play.person.values('Adjustments!A5:J5');
    play.person.renameSheet('Adjustments', 'October');
    await play.pull('adjustments');
    play.person.paste('Adjustments!A5', copied);
    assert.deepEqual(await codes(), ['pushed-by-another-pull']);
    assert.deepEqual(await posted(), [-1000]);
  });

  it('and not at all where another person decided the same read since, otherwise', async () => {
    await play.pull('readings');
    const [sheet] = play.sheets.slice(-1);
    assert.ok(sheet);
    for (const [row, action] of ['hold', ''].entries()) {
      await decideElsewhere(play, row, 'hold', 'storm');
      const address = play.addressOf(sheet, { row, columnId: 'action' });
      play.edit(() => play.person.paste(address ?? '', [[action, '', action === '' ? '' : 'leak at meter']]));
      await pushAndCheck(play, play.newest(sheet), { dryRun: false, mode: 'valid', line: 'good' });
    }
    const { reply } = await play.engine.push({ ...PUSH, pullId: sheet.pullId });
    assert.deepEqual([reply.reply.applied, reply.reply.conflicts.map(({ column }) => column)], [0, ['reason']]);
  });
});
