import assert from 'node:assert/strict';
import { gunzipSync } from 'node:zlib';
import type { ReadRecord } from '../../../bridge/contract/reading-file.js';
import { periodReads } from '../../../bridge/queries/period-reads.js';
import {
  beaconFile,
  mvrsFile,
  mvrsRecordOf,
  plainHouses,
  recordOf,
  stopsOf,
  unload,
  type Stop,
  REPLACE,
} from '../../support/town/reading-files.js';
import { READING_REVIEW_DEFAULTS } from '../../../bridge/domain/metering/review-input.js';
import { readingReview } from '../../../bridge/queries/reading-settings.js';
import { cell, decide } from '../../support/town/sheet-rows.js';
import { BEACON_RUN, MVRS_RUN, TODAY } from '../../support/town/sample-town-file.js';
import { useTown } from '../../support/town/town.js';

describe('unloading a reading file', () => {
  const town = useTown();
  let stops: Stop[];
  let house: Stop;

  beforeEach(async () => {
    stops = await stopsOf(town(), BEACON_RUN);
    const [first] = plainHouses(stops);
    assert.ok(first);
    house = first;
  });

  const tables = async () => JSON.stringify(await town().dump());
  const readOf = async (stop: Stop, run = BEACON_RUN) => {
    const read = (await periodReads(town().database, run)).find(({ rowKey }) => rowKey === stop.read.rowKey);
    assert.ok(read);
    return read;
  };
  const one = (changes: Partial<ReadRecord> = {}) => beaconFile([recordOf(house, house.usualCounts, changes)]);

  it('brings every read of a BEACON file, and counts what it brought', async () => {
    const records = stops.map((stop) => recordOf(stop, stop.usualCounts));
    const { outcome, reply } = await unload(town(), beaconFile(records));
    assert.equal(outcome, 'applied');
    const { records: count, matched, unread, setAside, stillMissing, billRunIds, format } = reply;
    assert.deepEqual(
      { count, matched, unread, setAside, stillMissing, billRunIds, format },
      {
        count: stops.length,
        matched: stops.length,
        unread: 0,
        setAside: 0,
        stillMissing: 0,
        billRunIds: [BEACON_RUN],
        format: 'beacon-csv',
      },
    );
    const { status, value, usageGallons } = await readOf(house);
    const gallons = house.usualCounts * Number(house.read.register.multiplier);
    assert.deepEqual(
      [status, value, usageGallons],
      ['accepted', house.read.previousValue + house.usualCounts, gallons],
    );
  });

  it('brings every read of an MV-RS file', async () => {
    const southern = await stopsOf(town(), MVRS_RUN);
    const file = mvrsFile(southern.map((stop) => mvrsRecordOf(stop, stop.usualCounts)));
    const { outcome, reply } = await unload(town(), file, { fileName: 'UPLOAD.DAT' });
    assert.deepEqual([outcome, reply.format, reply.matched], ['applied', 'mvrs-upload', southern.length]);
    const [plain] = plainHouses(southern);
    assert.ok(plain);
    assert.equal((await readOf(plain, MVRS_RUN)).value, plain.read.previousValue + plain.usualCounts);
  });

  it('holds a read of an MV-RS device with another constant than the register has, also when it is judged again', async () => {
    const [plain] = plainHouses(await stopsOf(town(), MVRS_RUN));
    assert.ok(plain);
    const record = mvrsRecordOf(plain, plain.usualCounts, { meterConstant: '001000', dials: 6, decimals: 0 });
    await unload(town(), mvrsFile([record]), { fileName: 'UPLOAD.DAT' });
    const stopsIt = async () => {
      const { status, exceptions } = await readOf(plain, MVRS_RUN);
      const found = exceptions.filter(({ code }) => code === 'register-differs');
      assert.deepEqual([status, found.length], ['exception', 1]);
    };
    await stopsIt();
    await decide(town(), MVRS_RUN, { [plain.read.rowKey]: { action: 'hold', reason: 'Asked the shop' } });
    await decide(town(), MVRS_RUN, { [plain.read.rowKey]: { action: null, reason: null } });
    await stopsIt();
  });

  it('says how many stops of the run still have no reading', async () => {
    assert.equal((await unload(town(), one())).reply.stillMissing, stops.length - 1);
  });

  it('changes nothing when the same file comes twice, whatever it is called', async () => {
    await unload(town(), one());
    const before = await tables();
    const { outcome, receiptNumber, reply } = await unload(town(), one(), { fileName: 'copy.csv' });
    assert.deepEqual([outcome, receiptNumber, reply.alreadyUnloaded], ['already-applied', null, true]);
    assert.ok((await tables()) === before);
  });

  it('keeps the file itself with its receipt, packed, byte for byte', async () => {
    const file = beaconFile(stops.map((stop) => recordOf(stop, stop.usualCounts)));
    const { receiptNumber } = await unload(town(), file);
    const [row] = await town().database<{ payload: string }>('command').where('command_number', receiptNumber);
    const kept = JSON.parse(row?.payload ?? '') as { fileName: string; contentGzipBase64: string };
    assert.equal(gunzipSync(Buffer.from(kept.contentGzipBase64, 'base64')).toString(), file.toString());
    assert.ok((row?.payload.length ?? Infinity) < file.length / 2);
  });

  it('leaves no trace of a preview', async () => {
    const before = await tables();
    const { outcome, reply } = await unload(town(), one(), { dryRun: true });
    assert.deepEqual([outcome, reply.matched], ['previewed', 1]);
    assert.ok((await tables()) === before);
  });

  it('refuses a file with an unknown meter, and sets its read aside when told to', async () => {
    const file = beaconFile([recordOf(house, 500), recordOf(house, 500, { meterId: '99999999' })]);
    const before = await tables();
    const refused = await unload(town(), file);
    assert.deepEqual([refused.outcome, refused.reply.issues.map(({ code }) => code)], ['refused', ['unknown-meter']]);
    assert.ok((await tables()) === before);
    const { outcome, reply } = await unload(town(), file, { setAsideUnknown: true });
    assert.deepEqual([outcome, reply.matched, reply.setAside], ['applied', 1, 1]);
    const kept = await town().value(`SELECT raw FROM reading WHERE meter_id = '99999999' AND bill_run_id IS NULL`);
    assert.equal(kept, recordOf(house, 500).reading);
  });

  it('refuses a stop that was read, and replaces its read when told to', async () => {
    await unload(town(), one());
    const later = beaconFile([recordOf(house, house.usualCounts + 7)]);
    const before = await tables();
    assert.deepEqual((await unload(town(), later)).reply.issues[0]?.code, 'already-read');
    assert.ok((await tables()) === before);
    assert.equal((await unload(town(), later, { secondReads: REPLACE })).outcome, 'applied');
    assert.equal((await readOf(house)).value, house.read.previousValue + house.usualCounts + 7);
    const kept = 'SELECT count(*) FROM reading WHERE bill_run_id = ? AND row_key = ?';
    assert.equal(await town().value(kept, [BEACON_RUN, house.read.rowKey]), 2, 'the first reading is kept');
  });

  it('adds on one route and replaces on another, as the person chose for each, and says how many stops that are', async () => {
    const houses = plainHouses(stops);
    const routeOf = ({ read: { accountId } }: Stop) =>
      town().value<string>('SELECT route_id FROM account JOIN premises USING (premises_id) WHERE account_id = ?', [
        accountId,
      ]);
    const routes = await Promise.all(houses.map(routeOf));
    const [kept, fresh, replaced] = [houses[0], houses[1], houses[routes.findIndex((route) => route !== routes[0])]];
    assert.ok(kept && fresh && replaced && routes[0] === routes[1]);
    const [keptRoute, replacedRoute] = [await routeOf(kept), await routeOf(replaced)];
    await unload(town(), beaconFile([kept, replaced].map((stop) => recordOf(stop, stop.usualCounts))));
    const second = beaconFile([kept, replaced, fresh].map((stop) => recordOf(stop, stop.usualCounts + 7)));

    const refused = await unload(town(), second, {
      secondReads: { routes: { [keptRoute]: 'add' }, otherRoutes: null },
    });
    assert.deepEqual(
      [refused.outcome, refused.reply.issues.map(({ code }) => code), refused.reply.readBefore],
      [
        'refused',
        ['already-read'],
        [
          { routeId: keptRoute, stops: 1, choice: 'add' },
          { routeId: replacedRoute, stops: 1, choice: null },
        ],
      ],
    );
    const secondReads = { routes: { [keptRoute]: 'add', [replacedRoute]: 'replace' }, otherRoutes: null } as const;
    assert.equal((await unload(town(), second, { secondReads })).outcome, 'applied');
    const used = async (stop: Stop) => ((await readOf(stop)).value ?? 0) - stop.read.previousValue;
    assert.deepEqual(
      [await used(kept), await used(replaced), await used(fresh)],
      [kept.usualCounts, replaced.usualCounts + 7, fresh.usualCounts + 7],
    );
  });

  it('knows a file again that only added: what it left standing then still stands, unless the person chooses anew', async () => {
    const [, fresh] = plainHouses(stops);
    assert.ok(fresh);
    await unload(town(), one());
    const second = beaconFile([house, fresh].map((stop) => recordOf(stop, stop.usualCounts + 7)));
    const add = { routes: {}, otherRoutes: 'add' } as const;
    assert.equal((await unload(town(), second, { secondReads: add })).outcome, 'applied');
    const again = await unload(town(), second);
    assert.deepEqual([again.outcome, again.reply.alreadyUnloaded, again.reply.issues], ['already-applied', true, []]);
    assert.equal((await unload(town(), second, { secondReads: REPLACE })).outcome, 'applied');
    assert.equal((await readOf(house)).value, house.read.previousValue + house.usualCounts + 7);
  });

  it('shows a choice for a route only where it stands for all its stops: one that only added is asked for what it brought', async () => {
    const [, fresh] = plainHouses(stops);
    assert.ok(fresh);
    await unload(town(), one());
    const second = beaconFile([recordOf(house, house.usualCounts + 7), recordOf(fresh, fresh.usualCounts)]);
    await unload(town(), second, { secondReads: { routes: {}, otherRoutes: 'add' } });
    await unload(town(), beaconFile([recordOf(fresh, fresh.usualCounts + 9)]), { secondReads: REPLACE });
    const { outcome, reply } = await unload(town(), second);
    assert.deepEqual([outcome, reply.issues.map(({ code }) => code)], ['refused', ['already-read']]);
    assert.deepEqual(
      reply.readBefore.map(({ stops: count, choice }) => [count, choice]),
      [[2, null]],
    );
  });

  it('never takes a decision away for a reading that the person had before the eyes', async () => {
    const strange = beaconFile([recordOf(house, house.usualCounts * 20)]);
    await unload(town(), strange);
    const newReading = house.read.previousValue + 5;
    await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: 'change', newReading, reason: 'Photo' } });
    const { outcome, reply } = await unload(town(), strange, { secondReads: REPLACE });
    assert.deepEqual([outcome, reply.readBefore], ['already-applied', []]);
    assert.deepEqual([(await readOf(house)).status, (await readOf(house)).reason], ['changed', 'Photo']);
  });

  it('knows the routes that a person chooses for whatever their capitals, and refuses one that is not there', async () => {
    await unload(town(), one());
    const later = beaconFile([recordOf(house, house.usualCounts + 7)]);
    const choose = (routes: Record<string, 'add' | 'replace'>) =>
      unload(town(), later, { secondReads: { routes, otherRoutes: 'add' } });
    await assert.rejects(choose({ R99: 'replace' }), { code: 'unknown-route' });
    const route = await town().value<string>(
      'SELECT route_id FROM account JOIN premises USING (premises_id) WHERE account_id = ?',
      [house.read.accountId],
    );
    await assert.rejects(choose({ [route]: 'add', [route.toLowerCase()]: 'replace' }), { code: 'route-chosen-twice' });
    await choose({ [route.toLowerCase()]: 'replace' });
    assert.equal((await readOf(house)).value, house.read.previousValue + house.usualCounts + 7);
  });

  it('takes a file again whose reads another file had replaced', async () => {
    const first = one();
    await unload(town(), first);
    await unload(town(), beaconFile([recordOf(house, house.usualCounts + 7)]), { secondReads: REPLACE });
    assert.equal((await unload(town(), first)).reply.issues[0]?.code, 'already-read');
    assert.equal((await unload(town(), first, { secondReads: REPLACE })).outcome, 'applied');
    assert.equal((await readOf(house)).value, house.read.previousValue + house.usualCounts);
  });

  it('never lets an unread record take a reading away, even when reads are to be replaced', async () => {
    await unload(town(), one());
    const unread = one({ reading: null, date: null, time: null, method: 'n/a', readCode: 'N' });
    await unload(town(), unread, { secondReads: REPLACE });
    const { status, value } = await readOf(house);
    assert.deepEqual([status, value], ['accepted', house.read.previousValue + house.usualCounts]);
  });

  it('does not undo an estimate that was decided without a reading', async () => {
    await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: 'estimate', reason: 'Snow' } });
    assert.equal((await unload(town(), one())).reply.issues[0]?.code, 'already-read');
    assert.equal((await readOf(house)).status, 'estimated');
  });

  it('takes the reading of a meter that could not be read before', async () => {
    await unload(town(), one({ reading: null, date: null, time: null, method: 'n/a', readCode: 'N' }));
    assert.equal((await readOf(house)).status, 'exception');
    assert.equal((await unload(town(), one())).outcome, 'applied');
    assert.equal((await readOf(house)).status, 'accepted');
  });

  it('closes the work order of a reread that came back', async () => {
    const key = house.read.rowKey;
    await unload(town(), one());
    await decide(town(), BEACON_RUN, { [key]: { action: 'reread', reason: 'Too low' } });
    const order = () => town().value<string>('SELECT status FROM work_order WHERE row_key = ?', [key]);
    assert.equal(await order(), 'open');
    assert.equal((await unload(town(), beaconFile([recordOf(house, house.usualCounts + 1)]))).outcome, 'applied');
    assert.deepEqual([await order(), (await readOf(house)).status], ['done', 'accepted']);
  });

  it('keeps a reading that is no number as it came, as an exception, and coerces nothing', async () => {
    const { outcome, reply } = await unload(town(), one({ reading: '051H05' }));
    assert.deepEqual([outcome, reply.exceptions], ['applied', 1]);
    const { status, value, usageGallons, exceptions, fieldReading } = await readOf(house);
    assert.deepEqual([status, value, usageGallons], ['exception', null, null]);
    assert.deepEqual([exceptions[0]?.code, fieldReading?.raw, fieldReading?.value], ['not-a-number', '051H05', null]);
  });

  it('holds a read that came under another meter than the account has, and bills none of it', async () => {
    const { outcome } = await unload(town(), one({ meterId: '99999999' }));
    const { status, usageGallons, exceptions } = await readOf(house);
    assert.deepEqual([outcome, status, usageGallons], ['applied', 'exception', null]);
    assert.deepEqual([exceptions[0]?.code, exceptions[0]?.proposedAction], ['wrong-meter', 'hold']);
  });

  it('judges by the setting that is in force today, wherever it is judged', async () => {
    const review = await readingReview(town().database, TODAY);
    assert.deepEqual(review, READING_REVIEW_DEFAULTS);
    const loose = { ...review.thresholds, highRatio: '20', veryHighRatio: '30' };
    const triple = beaconFile([recordOf(house, house.usualCounts * 4)]);
    await town().writeSetting('reading-review', '2026-11-24', { ...review, thresholds: loose });
    assert.equal((await unload(town(), triple, { dryRun: true })).reply.exceptions, 1, 'from tomorrow on only');
    await town().writeSetting('reading-review', TODAY, { ...review, thresholds: loose });
    assert.equal((await unload(town(), triple)).reply.exceptions, 0);
    await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: 'hold', reason: 'Wait' } });
    await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: null, reason: null } });
    assert.equal((await readOf(house)).status, 'accepted', 'a decision that is taken back judges alike');
  });

  it('keeps what the endpoint and the reader say with the reading, and says it in words by the table', async () => {
    const unread = one({
      reading: null,
      date: null,
      time: null,
      method: 'n/a',
      readCode: 'N',
      troubleCodes: ['07', '77'],
    });
    await unload(town(), unread);
    const { rows } = await town().pull('readings', { billRunId: BEACON_RUN });
    const row = rows.find(([key]) => key === house.read.rowKey) ?? [];
    assert.equal(cell('readings', row, 'codes'), 'trouble 07: no access, trouble 77');
    assert.match(String(cell('readings', row, 'exception')), /reports trouble 07: no access\..*reports trouble 77\./);
  });

  it('takes a reading that was kept before flags were known as one without any', async () => {
    await unload(town(), one());
    const { database } = town();
    await database.raw('DROP TRIGGER reading_refuses_update');
    await database.raw(
      `UPDATE reading SET codes = json_remove(codes, '$.leak', '$.backflow', '$.note', '$.newMeterId', '$.noFlowDays')
       WHERE row_key = ? AND bill_run_id = ?`,
      [house.read.rowKey, BEACON_RUN],
    );
    const { codes } = (await readOf(house)).fieldReading ?? {};
    assert.deepEqual([codes?.leak, codes?.backflow, codes?.note, codes?.readCode], [null, null, null, 'R']);
    assert.equal((await decide(town(), BEACON_RUN, { [house.read.rowKey]: { action: 'accept' } })).outcome, 'applied');
  });

  it('makes a read that is dated after today an exception', async () => {
    await unload(town(), one({ date: '2026-11-24' as ReadRecord['date'] }));
    const { status, exceptions } = await readOf(house);
    assert.equal(status, 'exception');
    assert.ok(exceptions.some(({ code }) => code === 'future-date'));
  });

  describe('takes the whole file or nothing, and leaves no row when', () => {
    const refuses = async (bytes: Buffer, fileName = 'reads.csv') => {
      const before = await tables();
      await assert.rejects(unload(town(), bytes, { fileName, setAsideUnknown: true, secondReads: REPLACE }), {
        name: 'CurbstopError',
      });
      assert.ok((await tables()) === before);
    };

    it('it is cut in the middle', async () => {
      const southern = await stopsOf(town(), MVRS_RUN);
      const whole = mvrsFile(southern.map((stop) => mvrsRecordOf(stop, stop.usualCounts)));
      await refuses(whole.subarray(0, Math.floor(whole.length / 256) * 128), 'UPLOAD.DAT');
      const beacon = beaconFile(stops.map((stop) => recordOf(stop, stop.usualCounts)));
      await refuses(beacon.subarray(0, beacon.length - 60));
    });

    it('it is of another kind, or empty', async () => {
      for (const text of ['{"not": "reads"}', 'Dear Dana,\r\nthe reads will come later.\r\n', '']) {
        await refuses(Buffer.from(text));
      }
    });

    it('it has a meter twice', () => refuses(beaconFile([recordOf(house, 500), recordOf(house, 501)])));
  });

  it('changes nothing that is billed: a read of a posted run never gets another value', async () => {
    const billed = () =>
      town().database.raw<unknown[]>(
        `SELECT period_read.* FROM period_read JOIN bill_run USING (bill_run_id) WHERE bill_run.status = 'posted'`,
      );
    const before = JSON.stringify(await billed());
    await unload(town(), beaconFile(stops.map((stop) => recordOf(stop, 9_999))));
    assert.ok(JSON.stringify(await billed()) === before);
  });

  it("reads a file by the layout that the person names, and by the open cycle's own where the content is no vendor's", async () => {
    const { read } = house;
    const value = String(read.previousValue + house.usualCounts).padStart(7, '0');
    const [year = '', month = '', day = ''] = recordOf(house, 0).date?.slice(2).split('-') ?? [];
    const file = Buffer.from(`${''.padEnd(13)}${value}${month}${day}${year}${read.meterId.padEnd(10)}\r\n`);
    await assert.rejects(unload(town(), file), { code: 'reading-file-unknown' });
    await assert.rejects(unload(town(), file, { layout: 'Other' }), { code: 'unknown-layout' });
    const named = await unload(town(), file, { layout: 'Radix' });
    assert.deepEqual([named.outcome, named.reply.format], ['applied', 'layout:Radix']);
    assert.equal((await readOf(house)).value, read.previousValue + house.usualCounts);
    await town().database('cycle').where('cycle_id', '1').update({ reading_format: 'layout:Radix' });
    assert.equal((await unload(town(), file)).reply.alreadyUnloaded, true);
  });

  it('keeps the codes of a reading with it', async () => {
    await unload(town(), one({ troubleCodes: ['12'], tamper: 'Y', readerId: 'TB', method: 'Manual' }));
    const { fieldReading } = await readOf(house);
    const { troubleCodes, tamper, readerId, method, leak } = fieldReading?.codes ?? {};
    assert.deepEqual([troubleCodes, tamper, readerId, method, leak], [['12'], 'Y', 'TB', 'Manual', null]);
  });
});
