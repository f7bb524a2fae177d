import assert from 'node:assert/strict';
import { writeNeptuneReturn } from '../../../../bridge/files/reading-file/neptune-write.js';
import { runCalls } from '../../../../bridge/queries/calls/run-calls.js';
import { withoutTriggers } from '../../../../bridge/store/without-triggers.js';
import { CallsSheet, LOW, readResults, RUN, send, townWithCalls } from '../../../support/calls/calls-town.js';
import { SETTING } from '../../../support/calls/given-calls.js';
import { officeOf } from '../../../support/delivery/office.js';
import { postRun } from '../../../support/town/bill-run.js';
import { plainHouses, recordOf, stopsOf, unload, unloadUsual } from '../../../support/town/reading-files.js';
import { reverse } from '../../../support/town/run-reversal.js';
import { BEACON_RUN, NOW, TODAY } from '../../../support/town/sample-town-file.js';
import { acceptTheRest } from '../../../support/town/sheet-rows.js';
import { TestTown, useTown } from '../../../support/town/town.js';

describe('whom there is a reason to call of a run', () => {
  const town = useTown();

  const decide = async () => void (await (await CallsSheet.pull(town())).push());

  it('is who has a leak that came with the read, by its endpoint, and not by that of another meter', async () => {
    const stops = await stopsOf(town(), BEACON_RUN);
    const [first, second] = plainHouses(stops);
    assert.ok(first && second);
    const [leaking, often] = [first.read.accountId, second.read.accountId];
    const records = [
      recordOf(first, first.usualCounts, { leak: 'continuous' }),
      recordOf(second, second.usualCounts, { leak: 'intermittent', leakDays: 15 }),
    ];
    const file = writeNeptuneReturn(records, { cycle: '1', madeOn: TODAY });
    await unload(town(), file, { fileName: 'reads.dat' });
    await unloadUsual(town(), BEACON_RUN);
    await acceptTheRest(town(), BEACON_RUN);
    assert.equal((await postRun(town(), BEACON_RUN)).outcome, 'applied');
    await town().writeSetting('calls', '2026-11-20', SETTING);
    const leaks = async () =>
      (await runCalls(town().database, BEACON_RUN, NOW)).rows
        .filter(({ reason }) => reason === 'leak')
        .map(({ accountId, sentence }) => [accountId, sentence])
        .sort();
    assert.deepEqual(
      await leaks(),
      [
        [leaking, 'The endpoint tells a continuous leak.'],
        [often, 'The endpoint tells an intermittent leak, on 15 days of the last 35 at least.'],
      ].sort(),
    );
    const putBack = await withoutTriggers(town().database, ['reading_refuses_update']);
    await town().database.raw(
      `UPDATE reading SET meter_id = (SELECT meter_id FROM meter WHERE meter_id <> reading.meter_id LIMIT 1)
       WHERE reading_id = (SELECT reading_id FROM period_read WHERE bill_run_id = ? AND account_id = ?)`,
      [BEACON_RUN, leaking],
    );
    await putBack();
    assert.deepEqual(
      (await leaks()).map(([accountId]) => accountId),
      [often],
    );
  });

  it('are, of a run that bills the period of a reversed one again, not those whom that one called', async () => {
    const [first] = await townWithCalls(town());
    await decide();
    await send(officeOf(town()));
    const { reply } = await reverse(town(), RUN);
    await postRun(town(), reply.openRunId);
    const sheet = await CallsSheet.pull(town(), reply.openRunId);
    assert.equal(sheet.accounts('called').length, 3);
    assert.equal(sheet.of(first, 'state'), 'called');
  });

  it('says the day of a call as its file has it, and as it was told once it was', async () => {
    const [first, second] = await townWithCalls(town());
    await decide();
    const night = new Date('2026-11-24T03:00:00Z');
    const atNight = new TestTown(town().file, town().database, () => night);
    await send({ ...officeOf(atNight), clock: () => night });
    const dayOf = async (account: string) => (await CallsSheet.pull(town())).of(account, 'calledOn');
    assert.deepEqual([await dayOf(first), await dayOf(second)], ['2026-11-24', '2026-11-24']);
    const later = new TestTown(town().file, town().database, () => new Date('2026-11-25T18:00:00Z'));
    await readResults(later, [`${RUN}.1.0001,,busy,2026-11-25 10:00`]);
    assert.deepEqual([await dayOf(first), await dayOf(second)], ['2026-11-25', '2026-11-24']);
  });

  it('are, to be called again, those whom no call reached, or all; with a reason, and within what a phone takes', async () => {
    const [first, second] = await townWithCalls(town());
    await decide();
    await send(officeOf(town()));
    const later = new TestTown(town().file, town().database, () => new Date(NOW.getTime() + 3_600_000));
    const office = officeOf(later);
    await assert.rejects(send(office, 'unreached', 'Try again'), { code: 'nobody-to-call' });
    await readResults(later, [
      `${RUN}.1.0001,,busy,2026-11-23 09:20`,
      `${RUN}.1.0002,,answered,2026-11-23 09:21`,
      `${RUN}.1.0003,,busy,2026-11-23 09:22`,
      `${RUN}.1.0003,,voicemail,2026-11-23 09:50`,
    ]);
    await assert.rejects(send(office, 'unreached', ' '), { code: 'reason-missing' });
    const { kept } = await send(office, 'unreached', 'Try again');
    assert.deepEqual([kept.edition, kept.calls], [2, 1]);
    const sheet = await CallsSheet.pull(town());
    assert.deepEqual([sheet.of(first, 'outcome'), sheet.of(second, 'outcome')], [null, 'answered']);
    // Of the second call nothing is told yet.
    await assert.rejects(send(office, 'unreached', 'Try again'), { code: 'nobody-to-call' });
    assert.equal((await send(office, 'all', 'The service lost them')).kept.calls, 3);
    await later.writeSetting('calls', '2026-11-22', { ...LOW, perPhone: { calls: 2, days: 30 } });
    const { rows } = await runCalls(town().database, RUN, NOW, { again: 'all' });
    const why = rows.find(({ accountId }) => accountId === first)?.standing;
    assert.match(why?.kind === 'not-called' ? why.why : '', /called 3 times within 30 days, and 2 is the most/);
  });
});
