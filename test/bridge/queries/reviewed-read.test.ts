import assert from 'node:assert/strict';
import { stopLimits } from '../../../bridge/domain/metering/stop-limits.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { reviewedRead } from '../../../bridge/queries/reviewed-read.js';
import { readFacts, runFacts } from '../../../bridge/queries/run-facts.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import { unloadUsual } from '../../support/town/reading-files.js';
import { BEACON_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { acceptTheRest, cell, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown } from '../../support/town/town.js';

describe('one read under review', () => {
  const town = useTown();
  const db = () => town().database;
  const ask = (rowKey: string) => reviewedRead(db(), { billRunId: BEACON_RUN, rowKey }, TODAY);

  it('has the thirteen posted reads before it at most, the newest first, as they were billed', async () => {
    const reads = await periodReads(db(), BEACON_RUN);
    for (const { rowKey, accountId, registerNumber, previousValue, previousOn } of reads) {
      const { past } = await ask(rowKey);
      const billed = await town().value<number>(
        `SELECT count(DISTINCT bill_run_id) FROM period_read JOIN standing_run USING (bill_run_id)
         WHERE account_id = ? AND register_number = ?`,
        [accountId, registerNumber],
      );
      assert.equal(past.length, Math.min(billed, 13));
      const [newest, before] = past;
      if (newest === undefined) continue;
      assert.deepEqual([newest.reading, newest.readOn], [previousValue, previousOn]);
      assert.ok(before === undefined || before.readOn < newest.readOn);
    }
  });

  it('is shown with the usual use that the Readings sheet has, and with the limits that a handheld is loaded with', async () => {
    const { rows } = await town().pull('readings', { billRunId: BEACON_RUN });
    const facts = await runFacts(db(), BEACON_RUN, TODAY);
    const reads = new Map((await periodReads(db(), BEACON_RUN)).map((read) => [read.rowKey, read]));
    for (const row of rows) {
      const rowKey = String(row[0]);
      const { usualGallons, limits } = await ask(rowKey);
      assert.equal(usualGallons, cell('readings', row, 'usual'), rowKey);
      const read = reads.get(rowKey);
      const loaded = read && stopLimits(readFacts(facts, read));
      assert.deepEqual([limits?.low, limits?.high], [loaded?.lowReading, loaded?.highReading], rowKey);
    }
  });

  it('is judged by and shown with what was before it also once it is posted, and not by itself', async () => {
    const work = await HouseAtWork.of(town());
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    const judgedBy = async () => {
      const { past, usualGallons, limits } = await ask(work.house.read.rowKey);
      const { classAverages } = await runFacts(db(), BEACON_RUN, TODAY);
      return { past, usualGallons, limits, averages: [...classAverages].toSorted() };
    };
    const open = await judgedBy();
    assert.ok(open.past.length > 0);
    await work.post();
    assert.deepEqual(await judgedBy(), open);
    const oldest = await town().value<string>(
      'SELECT bill_run_id FROM standing_run WHERE cycle_id = ? ORDER BY period_to LIMIT 1',
      ['1'],
    );
    const [first] = await periodReads(db(), oldest);
    const alone = await reviewedRead(db(), { billRunId: oldest, rowKey: first?.rowKey ?? '' }, TODAY);
    assert.deepEqual([alone.past, alone.usualGallons], [[], null], 'nothing was before the first run');
  });

  it('says what came back, what was asked for and by whom, in order', async () => {
    const [read] = await periodReads(db(), BEACON_RUN);
    assert.ok(read);
    assert.deepEqual((await ask(read.rowKey)).trail, []);
    await unloadUsual(town(), BEACON_RUN);
    const pulled = await town().pull('readings', { billRunId: BEACON_RUN });
    const edits = { [read.rowKey]: { action: 'reread', reason: 'Dog in the yard' } };
    await push(town(), pulled.pullId, pushRowsOf('readings', pulled, edits));
    const { trail, status, reading, gallons, usualGallons, limits } = await ask(read.rowKey);
    assert.deepEqual(
      trail.map(({ personName, reason }) => [personName, reason]),
      [
        ['Dana Whitlock', ''],
        ['Dana Whitlock', 'Dog in the yard'],
      ],
    );
    assert.match(trail[0]?.what ?? '', /^Reading \d+ came back with .+\.$/);
    assert.equal(trail[1]?.what, 'A reread was asked for.');
    assert.equal(status, 'reread');
    assert.ok(reading !== null && gallons !== null && usualGallons !== null);
    assert.ok(limits !== null && limits.lowGallons < limits.highGallons);
  });

  it('says how its meter was corrected since the read before, by whom and why, until the run was posted', async () => {
    const work = await HouseAtWork.of(town());
    const { rowKey } = work.house.read;
    await unloadUsual(town(), BEACON_RUN);
    const correct = async (endpoint: number) => {
      const sheet = await town().pull('meters', { meterId: work.old });
      const edits = { [`M-${work.old}`]: { action: 'correct', endpoint, reason: 'Radio changed' } };
      return (await push(town(), sheet.pullId, pushRowsOf('meters', sheet, edits))).receiptNumber;
    };
    const was = await town().value<string>('SELECT endpoint FROM meter WHERE meter_id = ?', [work.old]);
    const receipt = await correct(91_000_001);
    const { trail } = await ask(rowKey);
    assert.match(trail[0]?.what ?? '', /^Reading \d+ came back/);
    assert.deepEqual(
      trail.slice(1).map(({ receiptNumber, personName, what, reason }) => [receiptNumber, personName, what, reason]),
      [[receipt, 'Dana Whitlock', `The meter was corrected: Endpoint ${was} is now 91000001.`, 'Radio changed']],
    );
    assert.ok(trail[1]?.at);
    await acceptTheRest(town(), BEACON_RUN);
    await work.post();
    await correct(91_000_002);
    assert.equal((await ask(rowKey)).trail.length, trail.length, 'what was corrected later is not of this read');
    const next = await reviewedRead(db(), { billRunId: '1-2026-12', rowKey }, TODAY);
    assert.ok(next.trail.some(({ what }) => what.endsWith('Endpoint 91000001 is now 91000002.')));
    const [other] = work.houses.slice(1);
    assert.ok(other);
    assert.ok(!(await ask(other.read.rowKey)).trail.some(({ what }) => what.includes('corrected')));
  });

  it('is refused for a run or a row that is not there', async () => {
    await assert.rejects(ask('M0/1'), { code: 'unknown-read' });
    await assert.rejects(reviewedRead(db(), { billRunId: 'nowhere', rowKey: 'M0/1' }, TODAY), {
      code: 'unknown-bill-run',
    });
  });
});
