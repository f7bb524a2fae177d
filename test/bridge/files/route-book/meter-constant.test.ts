import assert from 'node:assert/strict';
import { readingLayoutSchema } from '../../../../bridge/contract/settings/reading-layouts.js';
import { meterConstant } from '../../../../bridge/domain/metering/meter-constant.js';
import { writeRouteBook } from '../../../../bridge/files/route-book/write-route-book.js';
import { aBook, aStop, at, linesOf } from './book-samples.js';

/** 180 counts of a register with two painted zeros, that counts tens of gallons: 180,000 gallons. */
const painted = aBook([aStop({ fixedZeros: 2, multiplier: '10', previousReading: '001000', highReading: '001180' })]);
const ALLOWED_GALLONS = 180_000;

const LAYOUT = readingLayoutSchema.parse({
  name: 'Mine',
  returned: {
    ...{ shape: 'delimited', delimiter: ',' },
    columns: { meter: { at: 1 }, reading: { at: 2 }, date: { at: 3 } },
  },
  loaded: {
    ...{ shape: 'delimited', delimiter: ',' },
    columns: { previousReading: { at: 1 }, highReading: { at: 2 }, multiplier: { at: 3 }, meter: { at: 4 } },
  },
});

describe('the constant of a meter in a load file', () => {
  const record = (format: 'mvrs-upload' | 'neptune', id: string) =>
    linesOf(writeRouteBook(format, painted)[0]).find((line) => line.startsWith(id));
  const gallons = (previous: string, high: string, constant: string) =>
    (Number(high) - Number(previous)) * Number(constant);

  it('is what makes gallons of the limits in MV-RS, which leave painted zeros out', () => {
    const reading = record('mvrs-upload', 'RDG');
    assert.equal(gallons(at(reading, 32, 41), at(reading, 42, 51), at(reading, 62, 67)), ALLOWED_GALLONS);
  });

  it('is what makes gallons of the limits in a Neptune load', () => {
    const reading = record('neptune', 'RDGDT');
    const constant = at(record('neptune', 'MTRDT'), 253, 258);
    assert.equal(gallons(at(reading, 79, 88), at(reading, 59, 68), constant), ALLOWED_GALLONS);
  });

  it("is what makes gallons of the limits in a layout of the utility's own", () => {
    const [line = ''] = linesOf(writeRouteBook('layout:Mine', painted, [LAYOUT])[0]);
    const [previous = '', high = '', constant = ''] = line.split(',');
    assert.equal(gallons(previous, high, constant), ALLOWED_GALLONS);
  });

  it('is exact, also of a multiplier with decimals', () => {
    assert.equal(meterConstant({ multiplier: '0.1', fixedZeros: 0 }), '0.1');
    assert.equal(meterConstant({ multiplier: '0.1', fixedZeros: 3 }), '100');
    assert.equal(meterConstant({ multiplier: '10', fixedZeros: 2 }), '1000');
  });
});
