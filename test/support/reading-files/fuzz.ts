import assert from 'node:assert/strict';
import fc from 'fast-check';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { BEACON_HEADERS } from '../../../bridge/files/reading-file/beacon-columns.js';
import { readingLayoutSchema, type ReadingLayout } from '../../../bridge/contract/settings/reading-layouts.js';
import type { ReadingFile, ReadRecord } from '../../../bridge/contract/reading-file.js';
import { writeAutoreadReturn } from '../../../bridge/files/reading-file/autoread-write.js';
import { writeBeaconCsv } from '../../../bridge/files/reading-file/beacon-write.js';
import { writeMvrsUpload } from '../../../bridge/files/reading-file/mvrs-write.js';
import { writeNeptuneReturn } from '../../../bridge/files/reading-file/neptune-write.js';
import { parseReadingFile } from '../../../bridge/files/reading-file/parse-reading-file.js';
import { startingReadingLayouts } from '../../../migrations/starting-reading-layouts.js';
import {
  autoreadReads,
  beaconReads,
  mvrsReads,
  neptuneReads,
  TODAY,
} from '../../bridge/files/reading-file/read-samples.js';
import { cutAutoread, cutMvrs, cutNamed, cutNeptune, cutRadix, type CutRead } from './cut-files.js';
import { mutate, pickOf } from './mutate.js';

const RADIX = readingLayoutSchema.parse(startingReadingLayouts[0]);
const NAMED = readingLayoutSchema.parse({
  name: 'Named',
  returned: {
    shape: 'delimited',
    delimiter: ';',
    names: true,
    columns: { account: { at: 'Acct' }, meter: { at: 'Meter' }, reading: { at: 'Read' }, date: { at: 'Day' } },
  },
});

/** Everything that the fuzzed files are made of, and how each is cut again. */
interface Source {
  readonly files: readonly Buffer[];
  readonly layout: ReadingLayout | null;
}

const BEACON_CUT = {
  account: BEACON_HEADERS.account,
  meter: BEACON_HEADERS.meter,
  reading: BEACON_HEADERS.reading,
  date: BEACON_HEADERS.date,
};
const CUTTERS: Readonly<Record<string, (bytes: Buffer) => CutRead[]>> = {
  'beacon-csv': (bytes) => cutNamed(bytes, BEACON_CUT),
  'mvrs-upload': cutMvrs,
  neptune: cutNeptune,
  autoread: cutAutoread,
  'layout:Radix': cutRadix,
  'layout:Named': (bytes) =>
    cutNamed(bytes, { account: ['Acct'], meter: ['Meter'], reading: ['Read'], date: ['Day'] }, ';'),
};

/** A few files of each kind. */
function sources(seed: number): Source[] {
  const few = <T>(arbitrary: fc.Arbitrary<T>) => fc.sample(arbitrary, { seed, numRuns: 30 });
  return [
    { layout: null, files: few(beaconReads).map((reads) => Buffer.from(writeBeaconCsv(reads))) },
    { layout: null, files: few(mvrsReads).map((reads) => writeMvrsUpload(reads)) },
    {
      layout: null,
      files: few(neptuneReads).map((reads) => writeNeptuneReturn(reads, { cycle: '7', madeOn: TODAY })),
    },
    { layout: null, files: few(autoreadReads).map(writeAutoreadReturn) },
    { layout: RADIX, files: few(autoreadReads).map((reads) => Buffer.from(reads.map(radixLine).join(''), 'latin1')) },
    {
      layout: NAMED,
      files: few(autoreadReads).map((reads) => Buffer.from(`Acct;Meter;Read;Day\r\n${reads.map(namedLine).join('')}`)),
    },
  ];
}

function radixLine({ accountId, meterId, reading, date }: ReadRecord): string {
  const day = date === null ? '' : `${date.slice(5, 7)}${date.slice(8)}${date.slice(2, 4)}`;
  const [account, value] = [(accountId ?? '').slice(0, 6), (reading ?? '').slice(0, 7)];
  return `   101${account.padEnd(6)} ${value.padEnd(7)}${day.padEnd(6)}${meterId.padEnd(10)}\r\n`;
}

function namedLine({ accountId, meterId, reading, date }: ReadRecord): string {
  return `${accountId ?? ''};${meterId};${reading ?? ''};${date ?? ''}\r\n`;
}

/** How the fuzzed files fared. */
export interface FuzzResult {
  readonly taken: number;
  readonly refused: number;
}

/**
 * Parses so many damaged files. Each is either read exactly as it stands, or refused in words a person can act on; anything
 * else throws, with the seed and what was done to the file.
 */
export function fuzzReadingFiles(count: number, seed: number): FuzzResult {
  const kinds = sources(seed);
  let taken = 0;
  for (let number = 0; number < count; number += 1) {
    const pick = pickOf(seed + number);
    const { files, layout } = kinds[number % kinds.length] ?? { files: [], layout: null };
    const { bytes, done } = mutate(files[pick(files.length)] ?? Buffer.alloc(0), pick);
    try {
      const file = parsed(bytes, layout, number % 2 === 0 ? 'keep' : 'refuse');
      if (file === null) continue;
      assertAsItStands(file, bytes);
      taken += 1;
    } catch (error) {
      const how = `seed ${seed}, file ${number}: ${done.join(', ')}`;
      throw new Error(`${how}\n${error instanceof Error ? error.stack : String(error)}`, { cause: error });
    }
  }
  return { taken, refused: count - taken };
}

/** The file, or null where it is refused as it should be. */
function parsed(bytes: Buffer, layout: ReadingLayout | null, badReadings: 'refuse' | 'keep'): ReadingFile | null {
  try {
    return parseReadingFile(bytes, { fileName: 'damaged.dat', today: TODAY, format: layout, badReadings });
  } catch (error) {
    if (!(error instanceof CurbstopError)) throw error;
    assert.ok(error.message.length > 10 && error.message.length < 1_000 && error.fix.length > 5, error.message);
    if (error.code === 'reading-file-invalid') {
      assert.ok(error.issues.length > 0);
      for (const { rowKey, message, fix } of error.issues) {
        assert.match(rowKey, /^line \d+$/);
        assert.ok(message.length > 10 && fix.length > 5);
      }
    } else assert.ok(TOLD_AT_ONCE.has(error.code), error.code);
    return null;
  }
}

/** Codes of a file that is not looked at line by line. */
const TOLD_AT_ONCE = new Set([
  'reading-file-unknown',
  'reading-file-is-download',
  'reading-file-two-kinds',
  'reading-file-too-many-records',
]);

function assertAsItStands(file: ReadingFile, bytes: Buffer): void {
  const cut = CUTTERS[file.format]?.(bytes) ?? [];
  const isYearless = file.format === 'autoread';
  const found = file.records.map(({ line, accountId, meterId, reading, date }) => ({
    line,
    account: accountId ?? '',
    meter: meterId,
    reading: reading ?? '',
    date: (isYearless ? date?.slice(4) : date) ?? '',
  }));
  assert.deepEqual(found, cut);
  assert.equal(file.counted.readings, cut.length);
}
