import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { closeDesk, openDesk, type Desk } from './support/desk.js';

/** Longer than a person rests before what was typed is looked at. */
const A_MOMENT_MS = 500;

describe('account numbers as they are typed', () => {
  let desk: Desk;
  let stop: () => void;
  beforeEach(async () => {
    desk = await openDesk();
    desk.bridge.accountFacts.set('10-1', { name: 'Ann Lee', balance: '45.00', lastBill: '7 of 2026-10-20, $45.00' });
    desk.bridge.accountFacts.set('10-2', { name: '=1+1', balance: '-0.05', lastBill: 'never billed' });
    await desk.engine.pull('adjustments', {});
    stop = await desk.engine.followTypedAccounts();
  });
  afterEach(async () => {
    stop();
    await wait(20);
    closeDesk(desk);
  });

  const shown = (row: number) => [
    ...(desk.office.person.values(`Adjustments!B${row}:D${row}`)[0] ?? []),
    ...(desk.office.person.values(`Adjustments!Q${row}:R${row}`)[0] ?? []),
  ];
  const NOTHING = ['', '', '', '', ''];
  const ANN = ['Ann Lee', 45, '7 of 2026-10-20, $45.00', '', ''];
  const moment = () => wait(A_MOMENT_MS);

  it('have the name, the balance and the last bill beside them within a moment', async () => {
    desk.office.person.type('Adjustments!E6', '10-1');
    await moment();
    assert.deepEqual(shown(6), ANN);
  });

  it('that are pasted are asked about at once, each once', async () => {
    desk.office.person.paste('Adjustments!E5', [['10-1'], ['10-2'], ['10-1'], ['10-9']]);
    await moment();
    assert.deepEqual(desk.bridge.askedFacts, [['10-1', '10-2', '10-9']]);
    assert.deepEqual(shown(6), ['=1+1', -0.05, 'never billed', '', '']);
    assert.deepEqual(shown(7), ANN);
    assert.deepEqual(shown(8), ['No such account', '', '', '', '']);
  });

  it('by the thousand are asked about a thousand at a time', async () => {
    desk.office.person.insertRows('Adjustments', 10, 1_480);
    const accounts = Array.from({ length: 1_500 }, (_, index) => [`20-${index}`]);
    desk.office.person.paste('Adjustments!E5', accounts);
    await wait(2_000);
    assert.deepEqual(
      desk.bridge.askedFacts.map(({ length }) => length),
      [1_000, 500],
    );
    assert.equal(shown(1_504)?.[0], 'No such account');
  });

  it('that are taken away or replaced take what was shown with them, and what was worked out for another', async () => {
    desk.bridge.shown.set('10-1', { name: 'Ann Lee', balance: '45.00', lastBill: '7', tax: '-1.00', total: '-11.00' });
    desk.office.person.paste('Adjustments!E5', [['10-1', 'water', 'goodwill', -10, 'leak fixed']]);
    await moment();
    await desk.engine.push({ dryRun: true, mode: 'all' });
    assert.equal(shown(5)?.[4], -11);
    desk.office.person.type('Adjustments!E5', '10-2');
    await moment();
    assert.deepEqual(shown(5), ['=1+1', -0.05, 'never billed', '', '']);
    desk.office.person.clear('Adjustments!E5');
    await moment();
    assert.deepEqual(shown(5), NOTHING);
  });

  it('leave what a quicker preview showed of them', async () => {
    const lastBill = '7 of 2026-10-20, $45.00';
    desk.bridge.shown.set('10-1', { name: 'Ann Lee', balance: '34.00', lastBill, tax: '-1.00', total: '-11.00' });
    desk.office.person.paste('Adjustments!E5', [['10-1', 'water', 'goodwill', -10, 'leak fixed']]);
    await desk.engine.push({ dryRun: true, mode: 'all' });
    await moment();
    assert.deepEqual(shown(5), ['Ann Lee', 34, lastBill, -1, -11]);
  });

  it('can be undone: what follows writes nothing where it says so already', async () => {
    desk.office.person.type('Adjustments!E5', '10-1');
    await moment();
    desk.office.person.clear('Adjustments!B5:D5');
    await moment();
    assert.deepEqual(shown(5), NOTHING, 'as when Excel undoes what was shown first');
    const written: string[] = [];
    await desk.office.Excel.run(async (context) => {
      context.workbook.worksheets.onChanged.add(({ triggerSource, address }) => {
        if (triggerSource === 'ThisLocalAddin') written.push(address);
        return Promise.resolve();
      });
      await context.sync();
    });
    desk.office.person.clear('Adjustments!E5');
    await moment();
    assert.deepEqual(written, []);
    desk.office.person.type('Adjustments!E5', '10-1');
    await moment();
    assert.deepEqual(written.length > 0, true, 'the writes are told of');
  });

  it('keep what is beside them where it came along, as with sorting', async () => {
    desk.office.person.paste('Adjustments!E5', [['10-2'], ['10-1']]);
    await moment();
    desk.office.person.sortTable('Curbstop_Adjustments', 'Account');
    await moment();
    assert.equal(desk.bridge.askedFacts.length, 1);
  });

  it('are left alone in other sheets and other columns, and once it is stopped', async () => {
    desk.office.person.type('Sheet1!B5', '10-1');
    desk.office.person.type('Adjustments!I5', '10-1');
    await moment();
    stop();
    desk.office.person.type('Adjustments!E5', '10-1');
    await moment();
    assert.deepEqual(desk.bridge.askedFacts, []);
  });

  it('stay without it while the bridge does not answer', async () => {
    desk.bridge.isDown = true;
    desk.office.person.type('Adjustments!E5', '10-1');
    await moment();
    assert.deepEqual(shown(5), NOTHING);
    desk.bridge.isDown = false;
    desk.office.person.type('Adjustments!E6', '10-1');
    await moment();
    assert.deepEqual(shown(6), ANN);
  });
});
