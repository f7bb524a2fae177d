import assert from 'node:assert/strict';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { doneWith, newMeterRow, workMeters } from '../../support/town/meter-work.js';
import { type Stop } from '../../support/town/reading-files.js';
import { push, pushRowsOf, typedRow } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('pushing the Meters sheet', () => {
  const town = useTown();
  let work: HouseAtWork;

  beforeEach(async () => {
    work = await HouseAtWork.of(town());
  });

  it('finds a conflict when the meter was worked on since the pull, and does nothing twice', async () => {
    await doneWith(town(), newMeterRow('N1'), newMeterRow('N2'));
    const sheet = await town().pull('meters', {});
    const edits = { [`M-${work.old}`]: work.changeOut({ newMeter: 'N2' }) };
    const rows = pushRowsOf('meters', sheet, edits);
    const other = work.houses[1] as Stop;
    const theirs = { ...work.changeOut(), meter: other.read.meterId, reading: other.read.previousValue };
    await doneWith(town(), { ...theirs, newMeter: 'N1' });
    const first = await push(town(), sheet.pullId, rows);
    assert.equal(first.outcome, 'applied');
    const known = await push(town(), sheet.pullId, rows, { knownReceipts: [first.receiptNumber ?? 0] });
    assert.equal(known.outcome, 'already-applied');
    const forgotten = await push(town(), sheet.pullId, rows);
    assert.equal(forgotten.outcome, 'refused');
    const stale = { [`M-${other.read.meterId}`]: { ...theirs, newMeter: 'N2' } };
    const late = await push(town(), sheet.pullId, pushRowsOf('meters', sheet, stale), { mode: 'valid' });
    assert.deepEqual(late.reply.conflicts.map(({ column, pulled, now }) => [column, pulled, now]).slice(0, 1), [
      ['state', 'in place', 'in stock'],
    ]);
    const typed = typedRow('meters', 'A1-TEST', 900, { action: 'test', meter: 'N2', on: work.on, low: '99' });
    await push(town(), sheet.pullId, [typed]);
    const twice = await push(town(), sheet.pullId, [typed]);
    assert.deepEqual([twice.outcome, twice.reply.issues], ['already-applied', []]);
    assert.equal(await town().value('SELECT count(*) FROM meter_test'), 1);
  });

  it('never changes what a meter is by a pulled row', async () => {
    const sheet = await town().pull('meters', { meterId: work.old });
    const edits = { [`M-${work.old}`]: { multiplier: '100', action: 'test', on: work.on, low: '99' } };
    const { reply } = await push(town(), sheet.pullId, pushRowsOf('meters', sheet, edits));
    assert.deepEqual(
      reply.issues.map(({ column, code }) => `${column} ${code}`),
      ['multiplier fixed-cell'],
    );
  });

  it('says at preview what it will say at the push, and leaves no trace of it', async () => {
    const rows = [newMeterRow('N1'), work.changeOut()];
    const before = await work.tables();
    const preview = await workMeters(town(), rows, { dryRun: true });
    assert.ok((await work.tables()) === before);
    const pushed = await workMeters(town(), rows);
    assert.deepEqual({ ...preview.reply, pullId: '' }, { ...pushed.reply, pullId: '' });
  });

  it('does the valid rows alone when that is asked for', async () => {
    const rows = [
      newMeterRow('N1'),
      work.changeOut({ newMeter: 'N9' }),
      work.changeOut({ reading: work.previous + 3 }),
    ];
    const { outcome, reply } = await workMeters(town(), rows, { mode: 'valid' });
    assert.deepEqual([outcome, reply.applied, reply.refused], ['applied', 2, 1]);
    assert.equal((await work.row(work.house.read.rowKey)).usageGallons, 30);
  });

  it('asks of typed work that says what was done already and has lost its key, and does it once', async () => {
    await doneWith(town(), newMeterRow('N1'));
    const { pullId } = await town().pull('meters', {});
    const cells = { action: 'test', meter: 'N1', on: work.on, low: '99', mid: '99', high: '99', reason: 'bench' };
    const send = (key: string) => push(town(), pullId, [typedRow('meters', key, 6, cells)]);
    assert.equal((await send('A2-AAAAA')).outcome, 'applied');
    const { outcome, reply } = await send('A3-BBBBB');
    assert.deepEqual([outcome, reply.issues[0]?.code], ['refused', 'same-as-pushed']);
    assert.equal((await send('A2-AAAAA')).outcome, 'already-applied', 'also where the workbook knows no receipt');
    assert.equal(await town().value(`SELECT count(*) FROM meter_test WHERE meter_id = 'N1'`), 1);
  });
});
