import assert from 'node:assert/strict';
import { loadRouteBooks } from '../../../bridge/commands/load-route-books.js';
import type { LoadRouteBooksPayload } from '../../../bridge/contract/commands/load-route-books.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import { verifyLedger } from '../../../bridge/queries/proof/verify-ledger.js';
import { loadedFiles, loads } from '../../../bridge/queries/route-book-loads.js';
import { findLoad } from '../../../bridge/store/route-book-loads.js';
import { beaconFile, recordOf, stopsOf, unload, unloadUsual, type Stop } from '../../support/town/reading-files.js';
import { BEACON_RUN, MVRS_RUN } from '../../support/town/sample-town-file.js';
import { decide, push, pushRowsOf } from '../../support/town/sheet-rows.js';
import { useTown, type RunOptions } from '../../support/town/town.js';

/** The last posted run of cycle 2. */
const POSTED = '2-2026-10';

describe('loading route books', () => {
  const town = useTown();
  const db = () => town().database;
  const load = (changes: Partial<LoadRouteBooksPayload> = {}, options: RunOptions = {}) =>
    town().run(loadRouteBooks, { billRunId: BEACON_RUN, choice: { by: 'cycle' }, ...changes }, options);
  const keysOf = async (loadNumber: number | null) => {
    const rows = await db().raw<{ key: string }[]>(
      'SELECT row_key AS key FROM loaded_stop WHERE load_number = ? ORDER BY stop_number',
      [loadNumber ?? 0],
    );
    return rows.map(({ key }) => key);
  };
  const refused = async (code: string, changes: Partial<LoadRouteBooksPayload>, options: RunOptions = {}) => {
    const before = JSON.stringify(await town().dump());
    await assert.rejects(load(changes, options), (error) => error instanceof CurbstopError && error.code === code);
    assert.ok(JSON.stringify(await town().dump()) === before, 'nothing was changed');
  };

  it('takes every register of the run in walking order, of active accounts and of pending finals', async () => {
    const reads = await periodReads(db(), BEACON_RUN);
    const finals = reads.filter(({ accountActive }) => !accountActive).map(({ rowKey }) => rowKey);
    assert.ok(finals.length > 0, 'the town has accounts that moved out');
    const doubted = { action: 'reread', reason: 'The final read is doubted' };
    await decide(town(), BEACON_RUN, Object.fromEntries(finals.map((rowKey) => [rowKey, doubted])));
    const { outcome, reply, receiptNumber } = await load();
    assert.equal(outcome, 'applied');
    assert.ok(receiptNumber !== null);
    assert.deepEqual(
      await keysOf(reply.loadNumber),
      reads.map(({ rowKey }) => rowKey),
    );
    assert.equal(reply.stops, reads.length);
    assert.equal(reply.finals, finals.length);
    assert.equal(
      reply.routes.reduce((sum, { stops }) => sum + stops, 0),
      reads.length,
    );
    assert.deepEqual((await verifyLedger(db())).findings, []);
  });

  it('leaves out a final that was read at the move-out, unless its account is named', async () => {
    const reads = await periodReads(db(), BEACON_RUN);
    const [final] = reads.filter(({ accountActive, status }) => !accountActive && status === 'accepted');
    assert.ok(final, 'the town has a final that was read');
    const { reply } = await load();
    assert.equal((await keysOf(reply.loadNumber)).includes(final.rowKey), false);
    const named = await load({ choice: { by: 'accounts', accountIds: [final.accountId] } });
    assert.deepEqual(await keysOf(named.reply.loadNumber), [final.rowKey]);
  });

  it('makes the files again, the same to the byte, whatever became of the stops since', async () => {
    const { reply } = await load();
    const first = await loadedFiles(db(), reply.loadNumber ?? 0);
    await unloadUsual(town(), BEACON_RUN);
    const again = await loadedFiles(db(), reply.loadNumber ?? 0);
    assert.ok(first.files.length > 0);
    assert.deepEqual(again.files, first.files);
    assert.deepEqual(
      reply.files.map(({ fileName, bytes }) => [fileName, bytes]),
      first.files.map(({ fileName, bytes }) => [fileName, bytes.length]),
    );
    await assert.rejects(loadedFiles(db(), 99), { code: 'unknown-load' });
  });

  it('writes for the devices of the cycle, or for those that are asked for', async () => {
    assert.equal((await load()).reply.format, 'beacon-csv');
    assert.equal((await load({ billRunId: MVRS_RUN })).reply.format, 'mvrs-upload');
    const { reply } = await load({ format: 'mvrs-upload' });
    assert.deepEqual(
      reply.files.map(({ fileName }) => fileName),
      ['DOWNLOAD.DAT'],
    );
    assert.deepEqual(
      (await loads(db())).map(({ loadNumber, billRunId, format }) => [loadNumber, billRunId, format]),
      [
        [3, BEACON_RUN, 'mvrs-upload'],
        [2, MVRS_RUN, 'mvrs-upload'],
        [1, BEACON_RUN, 'beacon-csv'],
      ],
    );
  });

  it('tells the limits that a use above or below the usual passes, and the reading that the dials show', async () => {
    const { reply } = await load();
    const kept = await findLoad(db(), reply.loadNumber ?? 0);
    const stops = kept?.book.routes.flatMap((route) => route.stops) ?? [];
    const limited = stops.filter(({ highReading }) => highReading !== null);
    assert.equal(stops.length - limited.length, reply.withoutLimits);
    assert.ok(limited.length > 0);
    for (const { previousReading, highReading, lowReading, highCounts, lowCounts, dials } of limited) {
      assert.ok(highCounts !== null && lowCounts !== null && highCounts >= lowCounts && lowCounts >= 0);
      for (const [reading, counts] of [
        [highReading, highCounts],
        [lowReading, lowCounts],
      ] as const) {
        assert.equal(reading?.length, dials);
        assert.equal(Number(reading), (Number(previousReading) + counts) % 10 ** dials);
      }
    }
  });

  it('takes some routes, a part of one, or some accounts', async () => {
    const all = (await load()).reply;
    const [route, ...others] = all.routes;
    assert.ok(route && others.length > 0);
    const some = await load({ choice: { by: 'routes', routeIds: [route.routeId] } });
    assert.deepEqual(some.reply.routes, [route]);
    const lower = await load({ choice: { by: 'routes', routeIds: [route.routeId.toLowerCase()] } });
    assert.deepEqual(lower.reply.routes, [route], 'whatever its capitals');
    const book = (await findLoad(db(), some.reply.loadNumber ?? 0))?.book.routes[0]?.stops ?? [];
    const [second, third] = [book[1], book[2]];
    assert.ok(second && third);
    const range = { by: 'range', routeId: route.routeId, fromStop: second.sequence, toStop: third.sequence } as const;
    const part = await load({ choice: range });
    const partBook = (await findLoad(db(), part.reply.loadNumber ?? 0))?.book.routes[0]?.stops;
    assert.deepEqual(
      partBook,
      book.filter(({ sequence }) => sequence >= second.sequence && sequence <= third.sequence),
    );
    const account = await load({ choice: { by: 'accounts', accountIds: [second.accountId] } });
    const accountBook = (await findLoad(db(), account.reply.loadNumber ?? 0))?.book.routes.flatMap(
      ({ stops }) => stops,
    );
    assert.deepEqual(
      accountBook,
      book.filter(({ accountId }) => accountId === second.accountId),
    );
  });

  it('takes the stops that wait for a reread, with its reason, and leaves out what was read when asked', async () => {
    await refused('nothing-to-load', { choice: { by: 'rereads' } });
    await unloadUsual(town(), BEACON_RUN);
    await refused('nothing-to-load', { onlyUnread: true });
    const pulled = await town().pull('readings', { billRunId: BEACON_RUN });
    const key = String(pulled.rows[0]?.[0]);
    const edits = { [key]: { action: 'reread', reason: 'Dog in the yard' } };
    assert.equal((await push(town(), pulled.pullId, pushRowsOf('readings', pulled, edits))).outcome, 'applied');
    for (const changes of [{ choice: { by: 'rereads' } }, { onlyUnread: true }] as const) {
      const { reply } = await load(changes);
      assert.deepEqual(await keysOf(reply.loadNumber), [key]);
      const kept = await findLoad(db(), reply.loadNumber ?? 0);
      assert.equal(kept?.book.routes[0]?.stops[0]?.rereadReason, 'Dog in the yard');
    }
  });

  it('is refused whole where a value does not fit the file, unless such accounts are to be left out: then it says which', async () => {
    const format = 'autoread';
    await refused('file-misfit', { format });
    const compound = (await periodReads(db(), BEACON_RUN)).filter(({ isCompound }) => isCompound);
    const left = new Set(compound.map(({ accountId }) => accountId));
    const { outcome, reply } = await load({ format, leaveOutMisfits: true });
    assert.equal(outcome, 'applied');
    assert.deepEqual(new Set(reply.issues.map(({ rowKey }) => rowKey)), left, 'the low register is named too long');
    assert.ok(reply.issues.every(({ code, fix }) => code === 'left-out' && fix.startsWith('The account is left out')));
    const others = (await periodReads(db(), BEACON_RUN)).filter(
      ({ accountId, accountActive }) => accountActive && !left.has(accountId),
    );
    assert.deepEqual(
      await keysOf(reply.loadNumber),
      others.map(({ rowKey }) => rowKey),
    );
    assert.equal(reply.stops, others.length);
    const { files } = await loadedFiles(db(), reply.loadNumber ?? 0);
    const lines = files.flatMap(({ bytes }) => Buffer.from(bytes).toString('latin1').split('\r\n').filter(Boolean));
    assert.equal(lines.length, others.length);
    const accountIds = [...left];
    await refused('file-misfit', { format, leaveOutMisfits: true, choice: { by: 'accounts', accountIds } });
  });

  it('is compared with what comes back: what is missing on the routes of the file, and what came unasked', async () => {
    const stops = await stopsOf(town(), BEACON_RUN);
    const file = (left: readonly Stop[]) => beaconFile(left.map((stop) => recordOf(stop, stop.usualCounts)));
    const { reply: before } = await unload(town(), file(stops.slice(0, 1)));
    assert.equal(before.loaded, null, 'nothing was loaded yet');
    const whole = (await load()).reply.routes;
    const [route, other] = [whole[0], whole.at(-1)];
    assert.ok(route && other && route !== other);
    const { reply: ofRoute } = await load({ choice: { by: 'routes', routeIds: [route.routeId] } });
    const loadedKeys = new Set(await keysOf(ofRoute.loadNumber));
    const onRoute = stops.filter(({ read }) => loadedKeys.has(read.rowKey));
    const [, left] = onRoute;
    assert.ok(left);
    const { reply } = await unload(town(), file(onRoute.filter((stop) => stop !== left && stop !== stops[0])));
    assert.deepEqual(reply.loaded, {
      ...{ stops: onRoute.length, notReturned: 1, notLoaded: 0 },
      notices: [`Account ${left.read.accountId}, meter ${left.read.meterId} was loaded and did not come back.`],
    });
  });

  it('names what came back though it was not loaded', async () => {
    const stops = await stopsOf(town(), BEACON_RUN);
    const [loaded, stray] = stops;
    assert.ok(loaded && stray);
    await load({ choice: { by: 'accounts', accountIds: [loaded.read.accountId] } });
    const file = beaconFile([loaded, stray].map((stop) => recordOf(stop, stop.usualCounts)));
    const { reply } = await unload(town(), file);
    assert.equal(reply.loaded?.notLoaded, 1);
    assert.deepEqual(reply.loaded.notices, [
      `Account ${stray.read.accountId}, meter ${stray.read.meterId} came back and was not loaded.`,
    ]);
  });

  it('previews without keeping anything', async () => {
    const before = JSON.stringify(await town().dump());
    const { outcome, reply } = await load({}, { dryRun: true });
    assert.equal(outcome, 'previewed');
    assert.ok(reply.stops > 0);
    assert.ok(JSON.stringify(await town().dump()) === before);
  });

  it('is refused whole for whatever is named and is not of the run, and says which', async () => {
    for (const [choice, words] of [
      [{ by: 'routes', routeIds: ['01', 'R99', 'R98'] }, /R99.*R98/],
      [{ by: 'range', routeId: 'R99', fromStop: 1, toStop: 2 }, /R99/],
      [{ by: 'range', routeId: 'R99', fromStop: 3, toStop: 2 }, /stop 3 to stop 2/],
      [{ by: 'accounts', accountIds: ['nobody'] }, /nobody/],
    ] as const) {
      const { outcome, reply } = await load({ choice: structuredClone(choice) as LoadRouteBooksPayload['choice'] });
      assert.equal(outcome, 'refused');
      assert.match(reply.issues.map(({ message }) => message).join(' '), words);
      assert.equal(reply.loadNumber, null);
    }
    assert.deepEqual(await loads(db()), []);
  });

  it('is refused for a posted run, an unknown one, and to an auditor', async () => {
    await refused('run-already-posted', { billRunId: POSTED });
    await refused('unknown-bill-run', { billRunId: 'nowhere' });
    await refused('role-not-allowed', {}, { role: 'auditor' });
  });
});
