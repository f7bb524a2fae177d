import assert from 'node:assert/strict';
import type { OpenRun } from '../../../bridge/contract/api.js';
import { account } from '../../../bridge/queries/account.js';
import { receivableTotal } from '../../../bridge/queries/balances.js';
import { home } from '../../../bridge/queries/home.js';
import { beaconFile, plainHouses, recordOf, stopsOf, unload } from '../../support/town/reading-files.js';
import { acceptTheRest, cell, decide } from '../../support/town/sheet-rows.js';
import { BEACON_RUN, NOW } from '../../support/town/sample-town-file.js';
import { DUE, LateCharges } from '../../support/town/late-charges.js';
import { actorOf, useTown } from '../../support/town/town.js';

/** Days on which the office is closed after the due date, so that more payments are in time. */
const WEEK = ['2026-11-11', '2026-11-12', '2026-11-13', '2026-11-14', '2026-11-15', '2026-11-16'];

/** The last due date that is over of the other cycle. */
const BEFORE = '2026-10-28';

interface Connection {
  prepare: (sql: string, ...rest: readonly unknown[]) => unknown;
}

/** The connections of a database, which hear every statement. */
interface Pool {
  acquireConnection(): Promise<Connection>;
  releaseConnection(connection: Connection): void;
}

describe('what Home shows', () => {
  const town = useTown();

  const runNow = async (): Promise<OpenRun> => {
    const { runs } = await home(town().database, actorOf('coordinator').person, NOW);
    const run = runs.find(({ billRunId }) => billRunId === BEACON_RUN);
    assert.ok(run);
    return run;
  };

  it('counts every read of a run once: not yet read, to decide, with the field, on hold or settled', async () => {
    const stops = await stopsOf(town(), BEACON_RUN);
    const [unread, high, reread, held] = plainHouses(stops);
    assert.ok(unread && high && reread && held);
    const { reads: start } = await runNow();
    assert.deepEqual([start.missing, start.exceptions, start.rereads, start.onHold], [stops.length, 0, 0, 0]);
    assert.equal(start.ready, start.expected - stops.length, 'the last read of an exchanged meter is in');

    const usual = stops.filter((stop) => stop !== unread && stop !== high);
    const records = [...usual.map((stop) => recordOf(stop, stop.usualCounts)), recordOf(high, high.usualCounts * 12)];
    await unload(town(), beaconFile(records));
    const { reads: before } = await runNow();
    await decide(town(), BEACON_RUN, {
      [reread.read.rowKey]: { action: 'reread', reason: 'Look again' },
      [held.read.rowKey]: { action: 'hold', reason: 'Asked the customer' },
    });
    const { reads } = await runNow();
    assert.deepEqual(reads, { ...before, rereads: 1, onHold: 1, ready: before.ready - 2 });
    assert.ok(reads.exceptions >= 1);
    assert.equal(reads.missing, 1);
    assert.equal(reads.missing + reads.exceptions + reads.rereads + reads.onHold + reads.ready, reads.expected);
  });

  it('says what to do next: unload, review while a read is not settled, then preview', async () => {
    const stops = await stopsOf(town(), BEACON_RUN);
    const next = async () => {
      const { step, next: sentence } = await runNow();
      return [step, sentence];
    };
    assert.deepEqual(await next(), ['unload', `Unload the reading file: ${stops.length} reads expected.`]);
    const [first, second, ...rest] = stops;
    assert.ok(first && second);
    await unload(town(), beaconFile(rest.map((stop) => recordOf(stop, stop.usualCounts))));
    assert.deepEqual(await next(), ['review', 'Review the reads: 2 reads to settle.']);
    await unload(town(), beaconFile([first, second].map((stop) => recordOf(stop, stop.usualCounts))));
    await acceptTheRest(town(), BEACON_RUN);
    assert.deepEqual(await next(), ['preview', 'All reads are ready: look at the bill preview, then post.']);
    await decide(town(), BEACON_RUN, { [first.read.rowKey]: { action: 'hold', reason: 'Asked the customer' } });
    assert.deepEqual(await next(), ['review', 'Review the reads: 1 read to settle.']);
  });

  it('says what customers owe: the sum of what each account owes', async () => {
    const { receivableCents, accounts, today, isSampleTown } = await home(
      town().database,
      actorOf('auditor').person,
      NOW,
    );
    assert.equal(receivableCents, await receivableTotal(town().database));
    const ids = await town().database.raw<{ account_id: string }[]>('SELECT account_id FROM account');
    let sum = 0;
    for (const { account_id: id } of ids) sum += (await account(town().database, id)).balanceCents;
    assert.equal(sum, receivableCents);
    assert.deepEqual([accounts, today, isSampleTown], [55, '2026-11-23', true]);
  });

  const undecided = async () => (await home(town().database, actorOf('coordinator').person, NOW)).undecidedDueOn;
  const charge = { percent: '10', on: 'current-charges' };

  it('says the oldest due date over, of the last of each cycle, while a late charge of it is to be decided', async () => {
    const late = new LateCharges(town());
    for (const dueOn of [BEFORE, DUE]) {
      assert.equal(await undecided(), dueOn);
      const { rows } = await late.pull(dueOn);
      const [first, ...others] = rows.filter((row) => cell('late-charges', row, 'todo') === 'decide').map(([id]) => id);
      await late.push(await late.pull(dueOn), { [String(first)]: { decision: 'charge' } });
      if (others.length > 0) assert.equal(await undecided(), dueOn, 'one is decided and others are not');
      const rest = Object.fromEntries(others.map((id) => [String(id), { decision: 'waive', reason: 'First time' }]));
      if (others.length > 0) await late.push(await late.pull(dueOn), rest);
    }
    assert.equal(await undecided(), null);
  });

  it('looks at no account of a due date where no rule charges anything', async () => {
    const asked: string[] = [];
    const { client } = town().database as unknown as { readonly client: Pool };
    const connection = await client.acquireConnection();
    const prepare = connection.prepare.bind(connection);
    connection.prepare = (sql, ...rest) => {
      asked.push(sql);
      return prepare(sql, ...rest);
    };
    client.releaseConnection(connection);
    const looks = async () => {
      asked.length = 0;
      const { undecidedDueOn } = await home(town().database, actorOf('coordinator').person, NOW);
      return [undecidedDueOn, asked.filter((sql) => sql.includes('since AS MATERIALIZED')).length > 0];
    };
    await town().writeSetting('late-rule', '2026-01-01', { cutOff: '16:30' });
    assert.deepEqual(
      [await looks(), asked.some((sql) => sql.includes('late_charge_decision'))],
      [[null, false], false],
    );
    await town().writeSetting('late-rule', '2026-01-01', { cutOff: '16:30', charge });
    assert.deepEqual(await looks(), [BEFORE, true]);
  });

  it('says so of no due date of which nobody is charged: by no rule, by its least amount, or as everybody paid in time', async () => {
    await town().writeSetting('late-rule', '2026-01-01', { cutOff: '16:30' });
    assert.equal(await undecided(), null);
    await town().writeSetting('late-rule', '2026-01-01', {
      cutOff: '16:30',
      charge: { ...charge, minimumOwedCents: 900_000 },
    });
    assert.equal(await undecided(), null);
    const closedDays = { holidays: WEEK };
    await town().writeSetting('late-rule', '2026-01-01', { cutOff: '23:59', closedDays, charge });
    assert.equal(await undecided(), BEFORE);
    const late = new LateCharges(town());
    for (const dueOn of [BEFORE, DUE]) {
      for (const [accountId, , , owed] of (await late.pull(dueOn)).rows) {
        await late.pay(String(accountId), Math.round(Number(owed) * 100), `${dueOn}T15:00:00.000Z`);
      }
    }
    assert.equal(await undecided(), null);
  });
});
