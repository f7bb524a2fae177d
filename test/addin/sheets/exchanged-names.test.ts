import assert from 'node:assert/strict';
import { closeDesk, openDesk, type Desk } from './support/desk.js';
import { readings } from './support/sample-rows.js';

const PUSH = { dryRun: false, mode: 'all' } as const;

describe('pulled sheets whose tables have each other’s names', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.rows.readings = readings(3);
    await desk.engine.pull('readings', { billRunId: 'R1' });
    desk.office.person.type('Readings!D5', 'hold');
    await desk.engine.pull('readings', { billRunId: 'R2' });
  });
  afterEach(() => closeDesk(desk));

  const rename = (from: string, to: string) => void (desk.office.person.table(from).name = to);
  const exchange = () => {
    rename('Curbstop_Readings', 'Mine');
    rename('Curbstop_Readings_2', 'Curbstop_Readings');
    rename('Mine', 'Curbstop_Readings_2');
  };
  const pushed = async (sheetName: string) => {
    desk.office.person.activate(sheetName);
    const outcome = await desk.engine.push(PUSH);
    return [outcome.reply.reply.pullId, outcome.sheetName, outcome.reply.reply.applied];
  };

  it('are each pushed as their own pull', async () => {
    exchange();
    assert.deepEqual(await pushed('Readings 2'), ['P2', 'Readings 2', 0]);
    assert.deepEqual(await pushed('Readings'), ['P1', 'Readings', 1]);
    assert.deepEqual(await pushed('Readings'), ['P1', 'Readings', 0], 'it is pushed once');
  });

  it('are told which name to give back where a copy says the same of its pull', async () => {
    const { name } = desk.office.person.copySheet('Readings');
    exchange();
    desk.office.person.activate('Readings');
    const { length } = desk.bridge.commands;
    await assert.rejects(desk.engine.push(PUSH), {
      code: 'table-names-exchanged',
      message: /^The table of the sheet "Readings" is called "Curbstop_Readings_2", which is the name of another/,
      fix: /^Rename the table of "Readings" back to "Curbstop_Readings" under Table Design/,
    });
    await assert.rejects(desk.engine.push({ ...PUSH, pullId: 'P1' }), { code: 'table-names-exchanged' });
    desk.office.person.activate(name);
    await assert.rejects(desk.engine.push(PUSH));
    assert.equal(desk.bridge.commands.length, length);
    exchange();
    assert.deepEqual(await pushed('Readings'), ['P1', 'Readings', 1]);
  });

  it('are told so where what their sheets say of their pulls was typed over', async () => {
    desk.office.person.type('Readings!A2', 'October');
    exchange();
    desk.office.person.activate('Readings');
    await assert.rejects(desk.engine.push(PUSH), { code: 'table-names-exchanged' });
    assert.deepEqual(await pushed('Readings 2'), ['P2', 'Readings 2', 0]);
  });

  it('are not taken for one another where another program gave their ids to each other', async () => {
    const [first, second] = ['Readings', 'Readings 2'].map((name) => desk.office.person.sheet(name));
    assert.ok(first && second);
    const ids = [first, second].map(({ id, tables }) => ({ id, tableId: tables[0]?.id }));
    [first, second].forEach((sheet, index) => {
      const other = ids[1 - index];
      Object.assign(sheet, { id: other?.id });
      Object.assign(sheet.tables[0] ?? {}, { id: other?.tableId });
    });
    desk.office.person.activate('Readings 2');
    await assert.rejects(desk.engine.push(PUSH), { code: 'no-curbstop-sheet' });
    assert.equal(desk.bridge.applied.length, 0);
  });
});
