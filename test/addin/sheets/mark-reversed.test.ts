import assert from 'node:assert/strict';
import { closeDesk, openDesk, statusOf, type Desk } from './support/desk.js';

const TABLE = 'Curbstop_Adjustments';

describe('a sheet whose rows were reversed', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await openDesk();
    await desk.engine.pull('adjustments', {});
    desk.office.person.paste('Adjustments!E5', [
      ['10-1', 'water', 'goodwill', -1, 'leak fixed'],
      ['10-2', 'water', 'goodwill', -2, 'leak fixed'],
    ]);
  });
  afterEach(() => closeDesk(desk));

  const statuses = () => statusOf(desk, TABLE).slice(0, 3);

  it('says so in the Status of those rows, also after sorting, and of no other', async () => {
    await desk.engine.push({ dryRun: false, mode: 'all' });
    const [, second] = desk.bridge.applied;
    assert.ok(second);
    const [first] = statuses();
    desk.office.person.sortTable(TABLE, 'Amount', false);
    desk.bridge.reversed = [{ key: second.key, receiptNumber: 7 }];
    await desk.engine.markReversed();
    assert.deepEqual(new Set(statuses()), new Set([first, 'Reversed by receipt 7.', '']));
    const at = statuses().indexOf('Reversed by receipt 7.');
    assert.equal(desk.office.person.values('Adjustments!A5:A7')[at]?.[0], second.key);
  });

  it('is asked about only once something of it was pushed, and is left alone where nothing was reversed', async () => {
    desk.bridge.reversed = [{ key: 'A1', receiptNumber: 7 }];
    await desk.engine.markReversed();
    assert.deepEqual(statuses(), ['', '', '']);
    desk.bridge.reversed = [];
    await desk.engine.push({ dryRun: false, mode: 'all' });
    const before = statuses();
    await desk.engine.markReversed();
    assert.deepEqual(statuses(), before);
    await desk.engine.markReversed('P9');
    assert.deepEqual(statuses(), before);
  });
});
