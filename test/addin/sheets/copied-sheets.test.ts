import assert from 'node:assert/strict';
import { BINDING_NAMESPACE } from '../../../addin/sheets/pull-binding.js';
import { closeDesk, openDesk, type Desk } from './support/desk.js';
import { readings } from './support/sample-rows.js';

const PUSH = { dryRun: false, mode: 'all' } as const;

describe('the copy of a pulled sheet that was deleted', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows.readings = readings(3);
  });
  afterEach(() => closeDesk(desk));

  const pull = (billRunId: string) => desk.engine.pull('readings', { billRunId });
  const bindings = () =>
    desk.office.Excel.run(async (context) => {
      const parts = context.workbook.customXmlParts.getByNamespace(BINDING_NAMESPACE).load('items/id');
      await context.sync();
      const texts = parts.items.map((part) => part.getXml());
      await context.sync();
      return texts.map(({ value }) => value);
    });

  it('takes its place, which a push says', async () => {
    await pull('R1');
    const { name } = desk.office.person.copySheet('Readings');
    desk.office.person.deleteSheet('Readings');
    desk.office.person.type(`'${name}'!D5`, 'hold');
    const { reply, sheetName } = await desk.engine.push({ ...PUSH, pullId: 'P1' });
    assert.equal(sheetName, name);
    assert.match(reply.reply.notices.join(' '), new RegExp(`its copy "${name.replace(/[()]/g, '.')}" takes its place`));
    const again = await desk.engine.push({ ...PUSH, pullId: 'P1' });
    assert.deepEqual(again.reply.reply.notices, [], 'it is said once');
  });

  it('is left alone where it shows an earlier pull: nothing of it is pushed as another run', async () => {
    await pull('R1');
    desk.office.person.paste('Readings!D5', [['change', 1234, 'October: misread']]);
    await desk.engine.push(PUSH);
    const { name } = desk.office.person.copySheet('Readings');
    desk.office.person.renameSheet(name, 'October');
    desk.office.person.activate('Readings');
    await pull('R2');
    desk.office.person.deleteSheet('Readings');
    desk.office.person.activate('October');
    const { length } = desk.bridge.commands;
    assert.equal(await desk.engine.active(), null);
    await assert.rejects(desk.engine.push(PUSH), { code: 'no-curbstop-sheet' });
    await assert.rejects(desk.engine.push({ ...PUSH, pullId: 'P2' }), { code: 'no-curbstop-sheet' });
    assert.equal(desk.bridge.commands.length, length);
  });

  it('shows an earlier pull also while the later one is there: it is no copy of that', async () => {
    await pull('R1');
    const { name } = desk.office.person.copySheet('Readings');
    desk.office.person.activate('Readings');
    await pull('R2');
    desk.office.person.activate(name);
    assert.equal(await desk.engine.active(), null);
  });

  it('belongs to the pull that it was copied from, where two were deleted', async () => {
    await pull('R1');
    desk.office.person.type('Readings!D5', 'hold');
    await pull('R2');
    const { name } = desk.office.person.copySheet('Readings 2');
    desk.office.person.deleteSheet('Readings');
    desk.office.person.deleteSheet('Readings 2');
    desk.office.person.activate(name);
    const front = await desk.engine.active();
    assert.equal(front?.isCopy === false && front.pullId, 'P2');
  });

  it('is not pushed while there are two, which is said, and is once one of them was deleted', async () => {
    await pull('R1');
    const first = desk.office.person.copySheet('Readings').name;
    const second = desk.office.person.copySheet('Readings').name;
    desk.office.person.deleteSheet('Readings');
    desk.office.person.activate(first);
    const front = await desk.engine.active();
    assert.ok(front?.isCopy === true && front.originalSheetName === null);
    assert.deepEqual([...front.copies].sort(), [first, second].sort());
    for (const choice of [PUSH, { ...PUSH, pullId: 'P1' }]) {
      await assert.rejects(desk.engine.push(choice), { code: 'several-copies' });
    }
    await pull('R2');
    desk.office.person.deleteSheet(second);
    desk.office.person.activate(first);
    assert.equal((await desk.engine.push(PUSH)).reply.reply.pullId, 'P1');
  });

  it('takes its place only by a push: looking at it changes nothing in the workbook', async () => {
    await pull('R1');
    desk.office.person.copySheet('Readings');
    desk.office.person.deleteSheet('Readings');
    const before = await bindings();
    assert.equal((await desk.engine.active())?.isCopy, false);
    assert.deepEqual(await bindings(), before);
    await desk.engine.push({ ...PUSH, dryRun: true });
    assert.notDeepEqual(await bindings(), before);
  });

  /** Deletes the pulled sheet beside a copy of it, then copies that: the second copy gets the table name that became free. */
  const copyOfCopy = async () => {
    await pull('R1');
    desk.office.person.copySheet('Readings');
    desk.office.person.type('Readings!D5', 'hold');
    await pull('R2');
    const first = desk.office.person.copySheet('Readings 2').name;
    desk.office.person.deleteSheet('Readings');
    desk.office.person.deleteSheet('Readings 2');
    desk.office.person.type(`'${first}'!D5`, 'hold');
    const { name: second, tables } = desk.office.person.copySheet(first);
    assert.equal(tables[0]?.name, 'Curbstop_Readings_2', 'the name is free again');
    return { first, second };
  };

  it('is one of two once it was copied itself, also where that copy has the table name of the deleted sheet', async () => {
    const { first, second } = await copyOfCopy();
    for (const name of [first, second]) {
      desk.office.person.activate(name);
      await assert.rejects(desk.engine.push(PUSH), { code: 'several-copies' });
    }
    desk.office.person.deleteSheet(second);
    desk.office.person.activate(first);
    const { reply } = await desk.engine.push(PUSH);
    assert.deepEqual([reply.reply.pullId, reply.reply.applied], ['P2', 1]);
  });

  it('knows of no receipt when it has the table name of the deleted sheet', async () => {
    const { first, second } = await copyOfCopy();
    desk.office.person.deleteSheet(first);
    desk.office.person.activate(second);
    const { reply } = await desk.engine.push(PUSH);
    assert.match(reply.reply.notices.join(' '), /takes its place/);
    assert.deepEqual(desk.bridge.lastCommand.payload.knownReceipts, []);
  });

  it('does not take the place of a sheet whose table was renamed, though it has the name that it had', async () => {
    await pull('R1');
    desk.office.person.type('Readings!D5', 'hold');
    await pull('R2');
    const { name } = desk.office.person.copySheet('Readings 2');
    desk.office.person.table('Curbstop_Readings_2').name = 'Mine';
    const copy = desk.office.person.sheet(name).tables[0];
    assert.ok(copy);
    copy.name = 'Curbstop_Readings_2';
    desk.office.person.activate(name);
    await assert.rejects(desk.engine.push(PUSH), { code: 'copied-sheet' });
    assert.equal((await desk.engine.push({ ...PUSH, pullId: 'P2' })).sheetName, 'Readings 2');
  });

  it('leaves another pulled sheet alone, also where its table took the name that the deleted one had', async () => {
    await pull('R1');
    desk.office.person.type('Readings!D5', 'hold');
    await pull('R2');
    desk.office.person.deleteSheet('Readings');
    desk.office.person.table('Curbstop_Readings_2').name = 'Curbstop_Readings';
    desk.office.person.activate('Readings 2');
    const front = await desk.engine.active();
    assert.equal(front?.isCopy === false && front.pullId, 'P2');
  });

  it('is told from it by what both say of their pull, where another program saved the file and dropped the ids', async () => {
    await pull('R1');
    desk.office.person.type('Readings!D5', 'hold');
    const { sheets } = desk.office.host.workbook;
    const dropIds = () => {
      for (const sheet of sheets) {
        Object.assign(sheet, { id: desk.office.host.workbook.newId() });
        for (const table of sheet.tables) Object.assign(table, { id: desk.office.host.workbook.newId() });
      }
    };
    dropIds();
    assert.equal((await desk.engine.push(PUSH)).reply.reply.applied, 1);
    const { name } = desk.office.person.copySheet('Readings');
    dropIds();
    desk.office.person.activate('Readings');
    await assert.rejects(desk.engine.push(PUSH), { code: 'several-copies' });
    desk.office.person.deleteSheet(name);
    assert.equal((await desk.engine.push(PUSH)).sheetName, 'Readings');
  });

  it('is not known once its title was typed over: then nothing says which pull it was', async () => {
    await pull('R1');
    const { name } = desk.office.person.copySheet('Readings');
    desk.office.person.type(`'${name}'!A2`, 'mine');
    desk.office.person.deleteSheet('Readings');
    desk.office.person.activate(name);
    await assert.rejects(desk.engine.push(PUSH), { code: 'no-curbstop-sheet' });
  });
});
