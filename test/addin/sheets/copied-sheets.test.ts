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

  it('is not known once its title was typed over: then nothing says which pull it was', async () => {
    await pull('R1');
    const { name } = desk.office.person.copySheet('Readings');
    desk.office.person.type(`'${name}'!A2`, 'mine');
    desk.office.person.deleteSheet('Readings');
    desk.office.person.activate(name);
    await assert.rejects(desk.engine.push(PUSH), { code: 'no-curbstop-sheet' });
  });
});
