import assert from 'node:assert/strict';
import { readingLayoutSchema } from '../../../../bridge/contract/settings/reading-layouts.js';
import { writeRouteBook } from '../../../../bridge/files/route-book/write-route-book.js';
import { aBook, aStop, compoundStops, linesOf, misfits } from './book-samples.js';

const returned = {
  shape: 'delimited',
  delimiter: ',',
  columns: { meter: { at: 1 }, reading: { at: 2 }, date: { at: 3 } },
};
const layoutWith = (loaded: Record<string, unknown> | undefined) =>
  readingLayoutSchema.parse({ name: 'Mine', returned, loaded });
const write = (loaded: Record<string, unknown> | undefined, book = aBook()) =>
  writeRouteBook('layout:Mine', book, [layoutWith(loaded)]);

const FIXED = {
  shape: 'fixed',
  lineLength: 60,
  dateFormat: 'MMDDYY',
  columns: {
    route: { at: 1, length: 3 },
    meter: { at: 5, length: 8 },
    previousReading: { at: 13, length: 8 },
    highReading: { at: 21, length: 8 },
    highUse: { at: 29, length: 5 },
    previousDate: { at: 34, length: 6 },
    customer: { at: 40, length: 6 },
    final: { at: 47, length: 1 },
  },
};

describe('a load file by a layout', () => {
  it('of fixed width has numbers padded with zeros, ids at the left, and words cut to their field', () => {
    const [file] = write(FIXED, aBook([aStop({ customerName: 'DOE & SONS', isFinal: true })]));
    assert.equal(file?.fileName, 'cycle-7-Mine.dat');
    assert.deepEqual(linesOf(file), ['101 70012345000010000000118000180100526DOE &  Y             ']);
  });

  it('has what may be used where the layout wants that, and nothing where no use is known', () => {
    const lines = linesOf(write(FIXED, aBook(compoundStops()))[0]);
    assert.deepEqual(
      lines.map((line) => line.slice(20, 33)),
      ['0000118000180', '00999999     '],
    );
  });

  it('that is delimited has a line of names, or its columns at their places', () => {
    const columns = { meter: { at: 'Meter' }, previousReading: { at: 'Prev' }, customer: { at: 'Name' } };
    const shape = { shape: 'delimited', delimiter: ',' };
    const named = write({ ...shape, names: true, columns }, aBook([aStop({ customerName: '=A1,"x"' })]));
    assert.deepEqual(linesOf(named[0]), ['Meter,Prev,Name', '70012345,001000,"\'=A1,""x"""']);
    const places = { meter: { at: 3 }, readDate: { at: 1 } };
    assert.deepEqual(linesOf(write({ ...shape, columns: places }, aBook([aStop()]))[0]), ['2026-11-05,,70012345']);
  });

  it('never drops a digit: a value or decimals that do not fit refuse it whole', () => {
    const long = misfits(() => write(FIXED, aBook([aStop({ meterId: '123456789' })])));
    assert.match(long.issues[0]?.message ?? '', /^Account 10-0042-01, meter 123456789: the "Mine" field meter/);
    const point = misfits(() => write({ ...FIXED, decimals: 1 }, aBook([aStop({ decimals: 2 })])));
    assert.match(point.issues[0]?.message ?? '', /the layout has 1 decimals, and the register shows 2/);
    const more = linesOf(write({ ...FIXED, decimals: 1 }, aBook([aStop()]))[0]);
    assert.equal(more[0]?.slice(12, 20), '00010000');
  });

  it('needs a layout that there is, and one that says what a device is loaded with', () => {
    assert.equal(misfits(() => write(undefined)).code, 'layout-loads-nothing');
    assert.equal(misfits(() => writeRouteBook('layout:Other', aBook(), [layoutWith(FIXED)])).code, 'unknown-layout');
  });
});
