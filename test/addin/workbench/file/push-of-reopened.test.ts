import assert from 'node:assert/strict';
import { readWorkbookFile } from '../../../../addin/workbench/file/read-workbook.js';
import { workbookFile } from '../../../../addin/workbench/file/write-workbook.js';
import type { PushOptions } from '../../../../addin/sheets/sheet-engine.js';
import { closeDesk, openDesk, type Desk } from '../../sheets/support/desk.js';

const PUSH: PushOptions = { dryRun: false, mode: 'all' };
const TABLE = 'Curbstop_Adjustments';
const LEAK = ['10-1', 'water', 'goodwill', -12.34, 'leak fixed'];

describe('a workbook that was saved as a file and opened again', () => {
  let desk: Desk;

  beforeEach(async () => {
    desk = await openDesk();
    await desk.engine.pull('adjustments', {});
    desk.office.person.paste('Adjustments!E5', [LEAK]);
  });

  afterEach(() => closeDesk(desk));

  /** Opens the file in a workbook of its own, with the same bridge, as on the next day. */
  async function nextDay(work: (next: Desk) => Promise<void>): Promise<void> {
    const bytes = await workbookFile(desk.office.host.workbook);
    const next = await openDesk({ bridge: desk.bridge });
    const { saved, leftOut } = await readWorkbookFile(bytes, 'Town.xlsx');
    assert.deepEqual(leftOut, []);
    next.office.person.open(saved);
    await work(next);
    closeDesk(next);
  }

  it('pushes what was typed before it was saved', () =>
    nextDay(async (next) => {
      const { reply } = await next.engine.push(PUSH);
      assert.equal(reply.outcome, 'applied');
      assert.deepEqual(
        next.bridge.applied.map(({ cells }) => cells.slice(0, 5)),
        [LEAK],
      );
    }));

  it('pushes nothing again that was pushed before it was saved', async () => {
    await desk.engine.push(PUSH);
    await nextDay(async (next) => {
      next.office.person.paste('Adjustments!E6', [['10-2', 'water', 'goodwill', -5, 'leak fixed']]);
      const { reply } = await next.engine.push(PUSH);
      assert.deepEqual([reply.reply.applied, reply.reply.unchanged], [1, 1]);
    });
  });

  it('finds its columns after they were moved and its table was renamed', async () => {
    desk.office.person.moveColumn(TABLE, 'Amount', 0);
    desk.office.person.renameColumn(TABLE, 'Amount', 'Dollars');
    desk.office.person.table(TABLE).name = 'Mine';
    await nextDay(async (next) => {
      await next.engine.push(PUSH);
      assert.deepEqual(
        next.bridge.applied.map(({ cells }) => cells.slice(0, 5)),
        [LEAK],
      );
    });
  });
});
