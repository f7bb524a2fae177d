import assert from 'node:assert/strict';
import type { ReadRecord } from '../../../bridge/contract/reading-file.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { openRereads } from '../../../bridge/queries/rereads.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { HouseAtWork } from '../../support/town/house-at-work.js';
import {
  beaconFile,
  plainHouses,
  recordOf,
  stopsOf,
  unload,
  unloadUsual,
  type Stop,
} from '../../support/town/reading-files.js';
import { acceptTheRest, cell, decide } from '../../support/town/sheet-rows.js';
import { BEACON_RUN } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('rereads', () => {
  const town = useTown();
  let house: Stop;
  let key: string;

  /** The house used twelve times the usual, and is sent for a reread. */
  beforeEach(async () => {
    const [first] = plainHouses(await stopsOf(town(), BEACON_RUN));
    assert.ok(first);
    house = first;
    key = first.read.rowKey;
    await came(12);
    await sent('Look again');
  });

  const came = (times: number, changes: Partial<ReadRecord> = {}) =>
    unload(town(), beaconFile([recordOf(house, Math.round(house.usualCounts * times), changes)]));
  const sent = (reason: string) => decide(town(), BEACON_RUN, { [key]: { action: 'reread', reason } });
  const readNow = async () => (await periodReads(town().database, BEACON_RUN)).find(({ rowKey }) => rowKey === key);
  const sheet = async () => {
    const { rows } = await town().pull('rereads', { billRunId: BEACON_RUN });
    return rows.map((row) => (column: string) => cell('rereads', row, column));
  };
  const later = { date: '2026-11-06' as ReadRecord['date'] };

  it('are open for the field with their rows and reasons, by cycle', async () => {
    const [open] = await openRereads(town().database, { cycleId: '1' });
    assert.deepEqual([open?.billRunId, open?.rowKey, open?.reason], [BEACON_RUN, key, 'Look again']);
    assert.deepEqual(await openRereads(town().database, { cycleId: '2' }), []);
    assert.equal((await openRereads(town().database)).length, 1);
  });

  it('keep what was first read, who unloaded it, what was odd, and who asked why', async () => {
    const [row] = await sheet();
    assert.ok(row);
    assert.deepEqual(
      [row('state'), row('first'), row('firstOn')],
      ['open', recordOf(house, house.usualCounts * 12).reading, house.readOn],
    );
    assert.match(String(row('imported')), /^Dana Whitlock, 2026-11-23 09:00$/);
    assert.match(String(row('exception')), /gallons in 31 days; usually/);
    assert.deepEqual(
      [row('issued'), row('reason'), row('again'), row('returned')],
      ['Dana Whitlock, 2026-11-23 09:00', 'Look again', null, null],
    );
  });

  it('confirm the first reading by the same one, which then needs no more than an accept', async () => {
    await came(12, later);
    assert.deepEqual(await openRereads(town().database), []);
    const read = await readNow();
    assert.deepEqual(
      [read?.status, read?.exceptions.map(({ severity }) => severity)],
      ['exception', ['warning', 'info']],
    );
    const [returned] = await sheet();
    assert.deepEqual([returned?.('state'), returned?.('difference'), returned?.('settled')], ['returned', 0, null]);
    const { reply } = await decide(town(), BEACON_RUN, { [key]: { action: 'accept' } });
    assert.match(reply.rows[0]?.text ?? '', /^Accepted, confirmed by reread/);
    const [settled] = await sheet();
    assert.deepEqual([settled?.('state'), settled?.('settled')], ['accepted', 'Dana Whitlock, 2026-11-23 09:00']);
  });

  it('take another reading that is fine, and say both numbers', async () => {
    await came(1);
    const read = await readNow();
    assert.deepEqual([read?.status, read?.exceptions.map(({ code }) => code)], ['accepted', ['reread-differs']]);
    const [row] = await sheet();
    assert.deepEqual([row?.('state'), row?.('difference')], ['accepted', house.usualCounts * -11]);
  });

  it('are not answered by a file that was unloaded before, be it of the first reading or of one that was replaced', async () => {
    await unload(town(), beaconFile([recordOf(house, house.usualCounts)]));
    assert.deepEqual(await openRereads(town().database), [], 'another file answers it');
    await sent('Odd again');
    for (const times of [12, 1]) {
      assert.equal((await came(times)).outcome, 'already-applied');
      assert.equal((await openRereads(town().database)).length, 1);
      assert.equal((await readNow())?.status, 'reread');
    }
  });

  it('are escalated after two that settled nothing, for a supervisor alone to decide', async () => {
    await came(20);
    assert.equal((await sheet())[0]?.('state'), 'returned');
    await sent('Once more');
    await came(30);
    assert.ok((await readNow())?.exceptions.some(({ code }) => code === 'reread-escalated'));
    assert.deepEqual(
      (await sheet()).map((row) => row('state')),
      ['reread', 'escalated'],
    );
    const accept = { [key]: { action: 'accept', reason: 'Seen' } };
    const refused = await decide(town(), BEACON_RUN, accept);
    assert.deepEqual([refused.outcome, refused.reply.issues[0]?.code], ['refused', 'escalated']);
    assert.equal((await decide(town(), BEACON_RUN, accept, { role: 'supervisor' })).outcome, 'applied');
    const states = await sheet();
    assert.deepEqual([states[1]?.('state'), states[1]?.('settled')], ['accepted', 'Marcus Ellerbee, 2026-11-23 09:00']);
  });

  it('are withdrawn by another decision, and prove with the books', async () => {
    await decide(town(), BEACON_RUN, { [key]: { action: 'accept', reason: 'Called' } });
    assert.deepEqual(
      (await sheet()).map((row) => row('state')),
      ['withdrawn'],
    );
    assert.deepEqual((await verifyLedger(town().database)).findings, []);
  });

  it('that did not settle a read leave it to the supervisor also in the run that bills its reversed period again', async () => {
    await came(20);
    await sent('Once more');
    await came(30);
    const work = await HouseAtWork.of(town());
    await decide(town(), BEACON_RUN, { [key]: { action: 'estimate', reason: 'Nobody knows' } }, { role: 'supervisor' });
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    await work.post();
    const again = await work.reverse();
    await decide(town(), again, { [key]: { action: null, reason: null } });
    const accept = { [key]: { action: 'accept', reason: 'Seen' } };
    const refused = await decide(town(), again, accept);
    assert.deepEqual([refused.outcome, refused.reply.issues[0]?.code], ['refused', 'escalated']);
    assert.equal((await decide(town(), again, accept, { role: 'supervisor' })).outcome, 'applied');
  });

  it('are not answered by a file of the run that was reversed', async () => {
    await came(1);
    const work = await HouseAtWork.of(town());
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    await work.post();
    const again = await work.reverse();
    await decide(town(), again, { [key]: { action: 'reread', reason: 'Odd again' } });
    assert.equal((await came(12)).outcome, 'already-applied');
    assert.deepEqual(
      (await openRereads(town().database)).map(({ billRunId }) => billRunId),
      [again],
    );
  });
});
