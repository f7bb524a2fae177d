import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { CommandProcessor } from '../../../bridge/commands/processor.js';
import { unloadReadings } from '../../../bridge/commands/unload-readings.js';
import { writeBeaconCsv } from '../../../bridge/files/reading-file/beacon-write.js';
import { readHistory } from '../../../bridge/queries/read-history.js';
import { openDatabase, type Database } from '../../../bridge/store/database.js';
import { accountIdOf } from '../../bench/ledger-accounts.js';
import { fieldRecords, OPEN_RUN_ID, READ_ON, writeReadTown } from '../../bench/reading-town.js';
import { actorOf } from '../../support/town/town.js';

/** More than are judged, or read as history, at a time. */
const READS = 10_050;

describe('a file of more reads than are judged at a time', () => {
  let folder: string;
  let database: Database;

  before(async function () {
    this.timeout(120_000);
    folder = mkdtempSync(path.join(os.tmpdir(), 'curbstop-large-'));
    database = await openDatabase(path.join(folder, 'curbstop.db'));
    await writeReadTown(database, READS);
  });

  after(async () => {
    await database.destroy();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is judged by the whole history of each account, the first and the last alike', async () => {
    const history = await readHistory(database, OPEN_RUN_ID);
    const periods = [0, 1, 9_999, 10_000, READS - 1].map((account) => history.of(accountIdOf(account), 1).length);
    assert.deepEqual(periods, [13, 13, 13, 13, 13]);
  });

  it('is judged by the last three years, and by nothing older', async () => {
    // The first posted period ends on 2025-10-11.
    for (const [periodTo, periods] of [
      ['2028-11-10', 13],
      ['2028-11-11', 12],
    ] as const) {
      await database('bill_run').where('bill_run_id', OPEN_RUN_ID).update({ period_to: periodTo });
      const history = await readHistory(database, OPEN_RUN_ID);
      assert.equal(history.of(accountIdOf(0), 1).length, periods, periodTo);
    }
    await database('bill_run').where('bill_run_id', OPEN_RUN_ID).update({ period_to: READ_ON });
  });

  it('is judged by what others of a class used in the three newest periods', async () => {
    const [{ gallons, days } = { gallons: 0, days: 0 }] = await database.raw<{ gallons: number; days: number }[]>(
      `SELECT sum(usage_gallons) AS gallons, count(*) * 30 AS days FROM period_read
       WHERE bill_run_id IN ('1-10', '1-11', '1-12')`,
    );
    const averages = (await readHistory(database, OPEN_RUN_ID)).classAverages();
    assert.deepEqual([...averages.values()], [{ gallons: String(gallons), days }]);
  });

  it('is kept whole, each reading with the stop that it belongs to', async function () {
    this.timeout(120_000);
    const payload = {
      ...{ fileName: 'reads.csv', contentBase64: Buffer.from(writeBeaconCsv(fieldRecords(READS))).toString('base64') },
      ...{ setAsideUnknown: false },
    };
    const processor = new CommandProcessor(database, () => new Date('2026-11-06T15:00:00Z'));
    const request = { commandId: randomUUID(), dryRun: false, reason: '', payload };
    const { outcome, reply } = await processor.run(unloadReadings, request, actorOf('coordinator'));
    assert.deepEqual([outcome, reply.matched, reply.stillMissing], ['applied', READS, 0]);
    const [kept] = await database.raw<Record<string, number>[]>(
      `SELECT count(*) AS reads, count(DISTINCT reading_id) AS readings, sum(status = 'exception') AS exceptions,
              sum(reading.row_key <> period_read.row_key OR reading.value IS NOT period_read.value) AS astray
       FROM period_read JOIN reading USING (reading_id) WHERE period_read.bill_run_id = ?`,
      [OPEN_RUN_ID],
    );
    assert.deepEqual(kept, { reads: READS, readings: READS, exceptions: reply.exceptions, astray: 0 });
  });
});
