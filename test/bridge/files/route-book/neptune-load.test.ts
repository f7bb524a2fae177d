import assert from 'node:assert/strict';
import { writeRouteBook } from '../../../../bridge/files/route-book/write-route-book.js';
import { aBook, aStop, at, linesOf, misfits } from './book-samples.js';

const lines = linesOf(writeRouteBook('neptune', aBook())[0]);
const record = (id: string, nth = 0) => lines.filter((line) => line.startsWith(id))[nth];

describe('a file that loads a Neptune system', () => {
  it('holds the records of each level in order', () => {
    assert.equal(
      lines.map((line) => line.slice(0, 5)).join(' '),
      'COMHD RTEHD PRMDT MTRDT RDGDT PRMDT MTRDT RDGDT RDGDT RTETR COMTR',
    );
  });

  it('has each value at its published position', () => {
    assert.deepEqual([at(record('COMHD'), 10, 17), at(record('COMHD'), 18, 32)], ['20261105', 'Alabaster Water']);
    const route = record('RTEHD');
    assert.deepEqual([at(route, 10, 13), at(route, 14, 23), at(route, 24, 31)], ['7   ', '101       ', '20261105']);
    const premises = record('PRMDT');
    assert.equal(at(premises, 6, 31).trimEnd(), '12 ELM ST');
    assert.equal(at(premises, 58, 83).trimEnd(), 'DOE JANE');
    assert.equal(at(premises, 84, 103).trimEnd(), '10-0042');
    assert.equal(at(premises, 104, 123).trimEnd(), '10-0042-01');
    assert.equal(at(premises, 124, 127), 'ACTI');
    const meter = record('MTRDT');
    assert.deepEqual([at(meter, 6, 11), at(meter, 12, 17)], ['000010', '      ']);
    assert.deepEqual([at(meter, 38, 57).trimEnd(), at(meter, 234)], ['70012345', 'N']);
    assert.deepEqual([at(meter, 245, 252), at(meter, 253, 258)], ['20261005', '000010']);
    const reading = record('RDGDT');
    assert.deepEqual([at(reading, 6, 9), at(reading, 10, 22).trimEnd()], ['WTR ', '12345678']);
    assert.deepEqual([at(reading, 50, 51), at(reading, 54, 55), at(reading, 58)], ['06', '00', 'L']);
    assert.equal(at(reading, 59, 98), '000000118000000010400000001000          ');
  });

  it('names the registers of a compound meter, and counts premises, meters and routes', () => {
    assert.deepEqual([at(record('RDGDT', 1), 6, 9), at(record('RDGDT', 2), 6, 9)], ['LOW ', 'HIGH']);
    assert.equal(at(record('RTETR'), 24, 35), '000002000002');
    assert.equal(at(record('COMTR'), 10, 15), '000001');
  });

  it('marks what must be read: finals and rereads', () => {
    const stops = [aStop({ isFinal: true }), aStop({ accountId: 'B', meterId: 'B', rereadReason: 'High' })];
    const [final, reread] = linesOf(writeRouteBook('neptune', aBook(stops))[0]).filter((line) =>
      line.startsWith('MTRDT'),
    );
    assert.deepEqual([at(final, 234), at(reread, 234)], ['Y', 'Y']);
  });

  it('is refused whole when a value does not fit', () => {
    const { issues } = misfits(() => writeRouteBook('neptune', aBook([aStop({ sequence: 1_000_000 })])));
    assert.match(issues[0]?.message ?? '', /^Account 10-0042-01, meter 70012345: the Neptune field MTRDT sequence/);
  });
});
