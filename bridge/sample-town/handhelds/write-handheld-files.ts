import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { groupBy } from '../../contract/group-by.js';
import { writeBeaconCsv } from '../../files/reading-file/beacon-write.js';
import { writeMvrsUpload } from '../../files/reading-file/mvrs-write.js';
import type { Database } from '../../store/database.js';
import { randomOf } from '../random.js';
import { plantFaults } from './field-faults.js';
import { openStops, type OpenStop } from './open-run-stops.js';
import { readStop, toBeaconRecord, toMvrsRecord, type FieldRead } from './walk-route.js';

export interface HandheldRequest {
  /** A database with open bill runs whose reads are missing. */
  readonly database: Database;
  /** Where the files go; made when it is not there. Files of the same name are replaced. */
  readonly folder: string;
  readonly seed: number;
}

/**
 * Plays the readers: for each cycle with an open run, the file that comes back from the field, in the cycle's format,
 * with what goes wrong on every walk. Gives the files' paths. The same database and seed give the same bytes.
 */
export async function writeHandheldFiles({ database, folder, seed }: HandheldRequest): Promise<string[]> {
  const cycles = groupBy(await openStops(database), ({ cycleId }) => cycleId);
  const files: string[] = [];
  for (const [cycleId, stops] of cycles) {
    const faults = plantFaults(stops, randomOf(seed, 'faults', cycleId));
    const reads = stops.flatMap((stop) => readStop(seed, stop, faults.get(stop) ?? null) ?? []);
    files.push(await writeCycle(folder, cycleId, reads));
  }
  return files;
}

async function writeCycle(folder: string, cycleId: string, reads: readonly FieldRead[]): Promise<string> {
  const stop = reads[0]?.stop;
  const [name, content] =
    stop?.readingFormat === 'mvrs-upload'
      ? [path.join(`cycle-${cycleId}`, 'UPLOAD.DAT'), mvrsUpload(stop, reads)]
      : [`cycle-${cycleId}-beacon.csv`, writeBeaconCsv(reads.map((read, index) => toBeaconRecord(read, index + 2)))];
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

function mvrsUpload({ cycleId, readOn }: OpenStop, reads: readonly FieldRead[]): Buffer {
  const cycle = { number: cycleId.padStart(2, '0'), readDate: readOn };
  return writeMvrsUpload(
    reads.map((read, index) => toMvrsRecord(read, index + 1)),
    { cycle },
  );
}
