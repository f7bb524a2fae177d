import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { calendarDate } from '../../../bridge/contract/calendar-date.js';
import { parseReadingFile } from '../../../bridge/files/reading-file/parse-reading-file.js';
import { openStops } from '../../../bridge/sample-town/handhelds/open-run-stops.js';
import { writeHandheldFiles } from '../../../bridge/sample-town/handhelds/write-handheld-files.js';
import { loadSampleTown } from '../../../bridge/sample-town/load/load-sample-town.js';
import { openDatabase } from '../../../bridge/store/database.js';
import { inTemporaryFolder } from './temporary-folder.js';

const asOf = calendarDate('2026-11-23');

async function walk(accounts: number) {
  return inTemporaryFolder(async (folder) => {
    const file = path.join(folder, 'curbstop.sqlite');
    await loadSampleTown({ file, accounts, seed: 1, asOf, now: new Date('2026-11-23T18:00:00Z') });
    const database = await openDatabase(file);
    try {
      const write = async (name: string) => {
        const paths = await writeHandheldFiles({ database, folder: path.join(folder, name), seed: 1 });
        return Promise.all(paths.map(async (written) => ({ written, bytes: await readFile(written) })));
      };
      return { stops: await openStops(database), files: await write('first'), again: await write('again') };
    } finally {
      await database.destroy();
    }
  });
}

describe("the sample town's handhelds", () => {
  it('bring back one file per cycle in the format of the cycle, the same bytes every time', async () => {
    const { files, again } = await walk(24);
    const names = files.map(({ written }) => written.split(path.sep).slice(-2).join('/'));
    assert.deepEqual(names, ['first/cycle-1-beacon.csv', 'cycle-2/UPLOAD.DAT']);
    assert.ok(files.every(({ bytes }, index) => again[index]?.bytes.equals(bytes)));
  });

  it('read every register that the open runs wait for, but for those left out on the walk', async () => {
    const { stops, files } = await walk(200);
    const records = files.flatMap(
      ({ written, bytes }) => parseReadingFile(bytes, { fileName: written, today: asOf }).records,
    );
    const expected = new Set(stops.map(({ meterId }) => meterId));
    assert.ok(records.every(({ meterId, date }) => expected.has(meterId) && (date === null || date <= asOf)));
    assert.equal(stops.length - records.length, files.length);
  });

  it('meet the troubles of a walk: unread, leak, misread, no use, tampering, trouble and a rollover', async () => {
    const { stops, files } = await walk(200);
    const stopOf = new Map(stops.map((stop) => [`${stop.meterId}/${stop.registerNumber}`, stop]));
    for (const { written, bytes } of files) {
      const { records } = parseReadingFile(bytes, { fileName: written, today: asOf });
      const moved = records.flatMap(({ meterId, register, reading }) => {
        const stop = stopOf.get(`${meterId}/${/^(H|002)$/.test(register) ? 2 : 1}`);
        return stop && reading !== null ? [{ counts: Number(reading) - stop.previousValue, stop }] : [];
      });
      assert.ok(records.some(({ reading }) => reading === null));
      assert.ok(records.some(({ tamper }) => tamper !== null));
      assert.ok(records.some(({ reading, troubleCodes }) => reading !== null && troubleCodes.length > 0));
      assert.ok(moved.some(({ counts, stop }) => counts === 0 && (stop.gallonsPerDay ?? 0) > 0));
      assert.ok(moved.some(({ counts, stop }) => counts < 0 && stop.previousValue < 10 ** stop.dials * 0.9));
      const usual = ({ gallonsPerDay, days, multiplier }: (typeof stops)[number]) =>
        ((gallonsPerDay ?? 0) * days) / multiplier;
      assert.ok(moved.some(({ counts, stop }) => stop.unit === 'GAL' && usual(stop) > 0 && counts > usual(stop) * 6));
    }
    const all = files.flatMap(
      ({ written, bytes }) => parseReadingFile(bytes, { fileName: written, today: asOf }).records,
    );
    const rolled = all.filter(({ meterId, reading }) => {
      const stop = stopOf.get(`${meterId}/1`);
      return stop && reading !== null && stop.previousValue > 10 ** stop.dials * 0.9 && Number(reading) < 10_000;
    });
    assert.ok(rolled.length >= 1);
  });

  it('leave a stopped meter where it stands', async () => {
    const { stops, files } = await walk(200);
    const still = new Set(stops.filter(({ gallonsPerDay }) => gallonsPerDay === 0).map(({ meterId }) => meterId));
    assert.ok(still.size >= 1);
    const records = files.flatMap(
      ({ written, bytes }) => parseReadingFile(bytes, { fileName: written, today: asOf }).records,
    );
    const previous = new Map(stops.map(({ meterId, previousValue }) => [meterId, previousValue]));
    for (const { meterId, reading } of records.filter((record) => still.has(record.meterId))) {
      assert.equal(Number(reading), previous.get(meterId));
    }
  });
});
