import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { FilledCells, typedCellNotices, typedCellStatus } from '../../../addin/sheets/filled-cells.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { shownColumns } from '../../../bridge/contract/sheets/sheet-kind.js';
import { closeDesk, openDesk, statusOf, type Desk } from './support/desk.js';

const PREVIEW = { dryRun: true, mode: 'all' } as const;
const PUSH = { dryRun: false, mode: 'all' } as const;
/** Longer than a person rests before what was typed is looked at. */
const A_MOMENT_MS = 500;

describe('what is typed where the bridge fills in', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    const facts = { name: 'Ann Lee', balance: '45.00', lastBill: '7 of 2026-10-20, $45.00' };
    desk.bridge.accountFacts.set('10-1', facts);
    desk.bridge.shown.set('10-1', { ...facts, tax: '-1.00', total: '-11.00', corrects: '7' });
    desk.bridge.shown.set('10-2', { name: '=1+1', balance: '-0.05', lastBill: 'never billed', total: '5.00' });
    await desk.engine.pull('adjustments', {});
  });
  afterEach(() => closeDesk(desk));

  const type = (address: string, text: string | number) => desk.office.person.type(`Adjustments!${address}`, text);
  const cell = (address: string) => desk.office.person.values(`Adjustments!${address}`)[0]?.[0];
  const enter = (row: number, ...accounts: string[]) => {
    const lines = accounts.map((account) => [account, 'water', 'goodwill', -10, 'leak fixed']);
    desk.office.person.paste(`Adjustments!E${row}`, lines);
  };
  const notices = async (options: typeof PREVIEW | typeof PUSH = PREVIEW) =>
    (await desk.engine.push(options)).reply.reply.notices;
  const statusAt = (row: number) => String(statusOf(desk, 'Curbstop_Adjustments')[row - 5]);

  it('is told by a preview with its text, at its row too, and what belongs there is put back', async () => {
    enter(5, '10-1', '10-2');
    assert.deepEqual(await notices(), []);
    type('B5', 'Smith');
    assert.deepEqual(await notices(), [
      'Name in row 5 ("Smith") was typed where Curbstop writes; what belongs there was put back. Type a note in Note.',
    ]);
    assert.match(statusAt(5), /"Smith" was typed in Name, where Curbstop writes: what belongs there was put back\.$/);
    assert.equal(cell('B5'), 'Ann Lee');
    assert.deepEqual(await notices(), [], 'it is told once');
  });

  it('is told where nothing was written before, beside an empty row too', async () => {
    enter(5, '10-1');
    type('R5', 7);
    type('C9', 'ask Bob');
    assert.deepEqual(await notices(PUSH), [
      'Balance in row 9 ("ask Bob") was typed where Curbstop writes; what belongs there was put back. Type a note in Note.',
      'Total in row 5 ("7") was typed where Curbstop writes; what belongs there was put back. Type a note in Note.',
    ]);
    assert.deepEqual([cell('R5'), cell('C9')], [-11, '']);
    assert.match(statusAt(9), /^"ask Bob" was typed in Balance/);
  });

  it('names three rows of a column and counts the others, whose Status names them', async () => {
    desk.office.person.paste('Adjustments!B5', [['a'], ['b'], ['c'], ['d'], ['e']]);
    enter(5, '10-1');
    assert.deepEqual(await notices(), [
      'Name in row 5 ("a"), row 6 ("b"), row 7 ("c") and 2 more rows, whose Status names it, was typed where Curbstop writes; what belongs there was put back. Type a note in Note.',
    ]);
    assert.match(statusAt(9), /^"e" was typed in Name/);
  });

  it('is not what the bridge wrote and the person sorted, copied, filled down, or took back', async () => {
    enter(5, '10-1', '10-2');
    await desk.engine.push(PREVIEW);
    desk.office.person.sortTable('Curbstop_Adjustments', 'Account', false);
    assert.deepEqual(await notices(), []);
    const [line = []] = desk.office.person.values('Adjustments!B5:S5');
    desk.office.person.paste('Adjustments!B8', [line]);
    desk.office.person.fillDown('Adjustments!B5:D7');
    assert.deepEqual(await notices(), []);
    desk.office.person.clear('Adjustments!B5:D5');
    assert.deepEqual(await notices(), []);
  });

  it('stays beside a row that was pushed before and so is not written anew, and is told as such', () => {
    const [look] = shownColumns(sheetKinds.adjustments);
    assert.ok(look);
    const columns = [{ look, place: { tableColumnId: 2, name: 'Name', index: 1 }, cells: [null, null] }];
    const filledCells = new FilledCells({
      filled: new FilledCells({ filled: [] }).marksWith([{ look, cells: ['Ann'] }]),
    });
    const typed = filledCells.typedIn(columns, [['Smith', 'Ann']]);
    assert.deepEqual(typed.map(typedCellStatus), [
      '"Smith" was typed in Name, where Curbstop writes: it is not pushed.',
    ]);
    assert.deepEqual(typedCellNotices(sheetKinds.adjustments, typed, 4), [
      'Name in row 5 ("Smith") was typed where Curbstop writes; it is not pushed. Type a note in Note.',
    ]);
    const after = new FilledCells({ filled: filledCells.marksAfter(columns, [['Smith', 'Ann']]) });
    assert.deepEqual([after.isTyped(look, 'Smith'), after.isTyped(look, 'Ann')], [true, false]);
  });

  it('is not written over as the account is typed, but told by the next preview', async () => {
    const stop = await desk.engine.followTypedAccounts();
    type('B5', 'Smith');
    enter(5, '10-1');
    await wait(A_MOMENT_MS);
    stop();
    assert.deepEqual([cell('B5'), cell('C5')], ['Smith', 45]);
    assert.deepEqual(await notices(), [
      'Name in row 5 ("Smith") was typed where Curbstop writes; what belongs there was put back. Type a note in Note.',
    ]);
  });

  it('is not what was shown beside an account as it was typed', async () => {
    const stop = await desk.engine.followTypedAccounts();
    enter(5, '10-1');
    await wait(A_MOMENT_MS);
    stop();
    desk.bridge.shown.set('10-1', { name: 'Ann Lee-Park', balance: '50.00' });
    assert.deepEqual(await notices(), []);
    assert.deepEqual([cell('B5'), cell('C5')], ['Ann Lee-Park', 50]);
  });

  it('keeps the sheet from being pulled over', async () => {
    type('B7', 'call Smith on Monday');
    assert.equal((await desk.engine.pull('adjustments', {})).sheetName, 'Adjustments 2');
    assert.equal(cell('B7'), 'call Smith on Monday');
  });
});
