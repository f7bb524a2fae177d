import assert from 'node:assert/strict';
import { BridgeFailure } from '../../../addin/client/bridge-failure.js';
import type { PushOptions } from '../../../addin/sheets/sheet-engine.js';
import type { CellInput } from '../../../addin/workbench/host/model/writing.js';
import { closeDesk, lookOf, openDesk, statusOf, type Desk } from './support/desk.js';

const PREVIEW: PushOptions = { dryRun: true, mode: 'all' };
const PUSH: PushOptions = { dryRun: false, mode: 'all' };
const REFUSED = '#F4B6B6';

/** Texts with the random part of fresh keys left out, e.g. "A1" for "A1-K3QX9". */
function plain(text: unknown): string {
  return String(text).replace(/\b(A\d+)-[2-9A-HJ-NP-Z]{5}\b/g, '$1');
}

describe('pushing an Adjustments sheet', () => {
  let desk: Desk;
  beforeEach(async () => void (desk = await openDesk()));
  afterEach(() => closeDesk(desk));

  const TABLE = 'Curbstop_Adjustments';
  const row = (account: string, amount: CellInput): CellInput[] => [account, 'water', 'goodwill', amount, 'leak fixed'];
  const typeRows = (first: number, ...rows: CellInput[][]): void =>
    desk.office.person.paste(`Adjustments!E${first}`, rows);
  const keys = (): string[] => desk.office.person.values('Adjustments!A5:A12').flat().map(plain);

  beforeEach(async () => void (await desk.engine.pull('adjustments', {})));

  it('offers the choices that came with the pull, as data, in the column that they are for', async () => {
    const source = await desk.office.Excel.run(async (context) => {
      const validation = context.workbook.worksheets.getItem('Adjustments').getRange('L5').dataValidation;
      validation.load('rule');
      await context.sync();
      return validation.rule.list?.source;
    });
    assert.equal(source, 'other leak,bank error');
  });

  it('gives typed rows keys at the preview, skips blank rows and keeps the keys at the push', async () => {
    typeRows(5, row('007', -12.34));
    typeRows(8, row('10-2', 5));
    await desk.engine.push(PREVIEW);
    assert.deepEqual(keys(), ['A1', '', '', 'A2', '', '', '', '']);
    const [[first], , , [second]] = desk.office.person.values('Adjustments!A5:A8') as [[string], [], [], [string]];
    await desk.engine.push(PUSH);
    assert.deepEqual(
      desk.bridge.applied.map(({ key }) => key),
      [first, second],
    );
    const applied = desk.bridge.applied.map((each) => ({ ...each, key: plain(each.key) }));
    const untyped = [null, null, null, null, null, null, null];
    assert.deepEqual(applied, [
      { key: 'A1', sheetRow: 5, cells: ['007', 'water', 'goodwill', -12.34, 'leak fixed', ...untyped] },
      { key: 'A2', sheetRow: 8, cells: ['10-2', 'water', 'goodwill', 5, 'leak fixed', ...untyped] },
    ]);
    assert.deepEqual(keys(), ['A1', '', '', 'A2', '', '', '', '']);
  });

  describe('that was refused and got another key then', () => {
    const fill = async () => (await lookOf(desk, 'Adjustments!H5')).fill;
    const mended = async () => {
      desk.office.person.type('Adjustments!H5', -7);
      await desk.engine.push(PREVIEW);
      return fill();
    };
    let before: string;
    beforeEach(async () => {
      before = await fill();
      typeRows(5, row('10-1', 'seven'));
      await desk.engine.push(PREVIEW);
      assert.equal(await fill(), REFUSED);
    });

    it('loses the colour of what was mended, where the person has it posted again', async () => {
      const [[key]] = desk.office.person.values('Adjustments!A5') as [[string]];
      const { pullId } = desk.bridge.lastCommand.payload;
      await desk.engine.postAgain(pullId, { key, sheetRow: 5 });
      assert.notEqual(desk.office.person.values('Adjustments!A5')[0]?.[0], key);
      assert.equal(await mended(), before);
    });

    it('loses the colour of what was mended, where it has the key of the pushed row back', async () => {
      const [[key]] = desk.office.person.values('Adjustments!A5') as [[string]];
      desk.bridge.pushedKeys.set(key, 'A1-22222');
      assert.equal(await mended(), before);
      assert.equal(desk.office.person.values('Adjustments!A5')[0]?.[0], 'A1-22222');
    });
  });

  it('never gives the key of a deleted row again', async () => {
    typeRows(5, row('10-1', -1), row('10-2', -2));
    await desk.engine.push(PUSH);
    desk.office.person.deleteTableRow(TABLE, 0, 2);
    typeRows(5, row('10-3', -3));
    await desk.engine.push(PUSH);
    assert.equal(new Set(desk.bridge.applied.map(({ key }) => key)).size, 3);
  });

  it('posts new rows also after the workbook was closed without saving and forgot the keys it gave', async () => {
    typeRows(5, row('10-1', -1));
    await desk.engine.push(PUSH);
    desk.office.person.deleteTableRow(TABLE, 0, 1);
    const { xmlParts } = desk.office.host.workbook;
    assert.equal(xmlParts.filter(({ xml }) => /nextEntry|A1-/.test(xml)).length, 0);
    typeRows(5, row('10-1', -1));
    await desk.engine.push(PUSH);
    assert.equal(desk.bridge.applied.length, 2);
  });

  it('applies a row once, however often the sheet is pushed', async () => {
    typeRows(5, row('10-1', -1));
    await desk.engine.push(PUSH);
    const { reply } = await desk.engine.push(PUSH);
    assert.deepEqual([reply.reply.applied, reply.reply.unchanged], [0, 1]);
    assert.equal(desk.bridge.applied.length, 1);
  });

  it('sends text in an amount as it is, colours the refused cell and takes the colour off at the next preview', async () => {
    typeRows(5, row('10-1', 'ten dollars'), row('10-2', -2));
    const before = await lookOf(desk, 'Adjustments!H5');
    const { reply } = await desk.engine.push(PUSH);
    assert.equal(reply.outcome, 'refused');
    assert.equal(desk.bridge.lastCommand.payload.rows[0]?.cells[3], 'ten dollars');
    assert.equal((await lookOf(desk, 'Adjustments!H5')).fill, REFUSED);
    assert.equal((await lookOf(desk, 'Adjustments!H6')).fill, before.fill);
    assert.equal(plain(statusOf(desk, TABLE)[0]), 'not-a-number in A1');

    desk.office.person.sortTable(TABLE, 'Account', false);
    const [mended] = desk.office.person
      .values('Adjustments!A5:A6')
      .flatMap(([key], index) => (plain(key) === 'A1' ? [index + 5] : []));
    desk.office.person.type(`Adjustments!H${mended}`, -1);
    await desk.engine.push(PREVIEW);
    assert.deepEqual(await lookOf(desk, 'Adjustments!H5'), before);
    assert.deepEqual(await lookOf(desk, 'Adjustments!H6'), before);
    assert.deepEqual(statusOf(desk, TABLE).slice(0, 2).map(plain).sort(), [
      'Preview: =Done, A1.',
      'Preview: =Done, A2.',
    ]);
  });

  it('takes the colour off a row that was emptied, its key too', async () => {
    typeRows(5, row('10-1', 'ten dollars'));
    const before = await lookOf(desk, 'Adjustments!H6');
    await desk.engine.push(PUSH);
    assert.equal((await lookOf(desk, 'Adjustments!H5')).fill, REFUSED);
    desk.office.person.clear('Adjustments!A5:J5');
    await desk.engine.push(PREVIEW);
    assert.deepEqual(await lookOf(desk, 'Adjustments!H5'), before);
  });

  it('takes a formula in an amount at its value and flags it', async () => {
    typeRows(5, row('10-1', '=-10/4'));
    await desk.engine.push(PREVIEW);
    const [sent] = desk.bridge.lastCommand.payload.rows;
    assert.equal(sent?.cells[3], -2.5);
    assert.deepEqual(sent?.formulas, ['amount']);
    assert.deepEqual(desk.office.person.formulas('Adjustments!H5'), [['=-10/4']]);
  });

  it('does not flag text that only looks like a formula', async () => {
    typeRows(5, ['10-1', 'water', 'goodwill', -1, "'=SUM(A1)"]);
    await desk.engine.push(PREVIEW);
    assert.equal(desk.bridge.lastCommand.payload.rows[0]?.formulas, undefined);
  });

  it('applies the valid rows when asked to, and keeps the refused ones safe from the next pull', async () => {
    typeRows(5, row('10-1', 'ten dollars'), row('10-2', -2));
    const { reply } = await desk.engine.push({ dryRun: false, mode: 'valid' });
    assert.deepEqual([reply.outcome, reply.reply.applied, reply.reply.refused], ['applied', 1, 1]);
    assert.equal((await desk.engine.pull('adjustments', {})).sheetName, 'Adjustments 2');
    assert.deepEqual(desk.office.person.values('Adjustments!H5'), [['ten dollars']]);
  });

  it('sends a push whose reply was lost with the same id again, also after a reload: it is applied once', async () => {
    typeRows(5, row('10-1', -1));
    desk.bridge.loseReplies = 1;
    await assert.rejects(
      desk.engine.push(PUSH),
      (error) => error instanceof BridgeFailure && error.kind === 'not-running',
    );
    const { commandId } = desk.bridge.lastCommand;
    const { reply } = await desk.reloaded().push(PUSH);
    assert.equal(desk.bridge.lastCommand.commandId, commandId);
    assert.equal(reply.outcome, 'already-applied');
    assert.equal(desk.bridge.applied.length, 1);
    assert.equal(plain(statusOf(desk, TABLE)[0]), '=Done, A1.');

    typeRows(6, row('10-2', -2));
    await desk.engine.push(PUSH);
    assert.notEqual(desk.bridge.lastCommand.commandId, commandId);
    assert.equal(desk.bridge.applied.length, 2);
  });

  it('gives every preview an id of its own', async () => {
    typeRows(5, row('10-1', -1));
    await desk.engine.push(PREVIEW);
    const { commandId } = desk.bridge.lastCommand;
    await desk.engine.push(PREVIEW);
    assert.notEqual(desk.bridge.lastCommand.commandId, commandId);
  });

  it('passes the reason on, and another reason is another push', async () => {
    typeRows(5, row('10-1', -1));
    desk.bridge.loseReplies = 2;
    await assert.rejects(desk.engine.push({ ...PUSH, reason: 'May leaks' }));
    const { commandId } = desk.bridge.lastCommand;
    await assert.rejects(desk.engine.push({ ...PUSH, reason: 'June leaks' }));
    assert.notEqual(desk.bridge.lastCommand.commandId, commandId);
  });
});
