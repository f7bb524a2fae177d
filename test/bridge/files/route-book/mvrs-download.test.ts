import assert from 'node:assert/strict';
import { writeRouteBook } from '../../../../bridge/files/route-book/write-route-book.js';
import { refusal } from '../reading-file/read-samples.js';
import { aBook, aStop, at, linesOf, misfits } from './book-samples.js';

const write = (book = aBook()) => writeRouteBook('mvrs-upload', book);
const record = (id: string, nth = 0) => linesOf(write()[0]).filter((line) => line.startsWith(id))[nth];

describe('a DOWNLOAD.DAT', () => {
  it('holds each record in its order, 126 characters each', () => {
    const [file] = write();
    assert.equal(file?.fileName, 'DOWNLOAD.DAT');
    const lines = linesOf(file);
    assert.deepEqual(new Set(lines.map((line) => line.length)), new Set([126]));
    assert.equal(
      lines.map((line) => line.slice(0, 3)).join(' '),
      'FHD CHD RHD CUS MTR RDG RFF CUS MTR RDG RDG RTR CTR FTR',
    );
  });

  it('has each value at its published position', () => {
    assert.deepEqual([at(record('FHD'), 14, 15), at(record('FHD'), 16)], ['01', 'Y']);
    assert.deepEqual([at(record('CHD'), 4, 5), at(record('CHD'), 10, 17)], ['07', '11052026']);
    const customer = record('CUS');
    assert.equal(at(customer, 4, 11), '101     ');
    assert.equal(at(customer, 12, 14), '001');
    assert.equal(at(customer, 15, 34).trimEnd(), '10-0042-01');
    assert.equal(at(customer, 35, 54).trimEnd(), 'DOE JANE');
    assert.equal(at(customer, 55, 74).trimEnd(), '12 ELM ST');
    const meter = record('MTR');
    assert.deepEqual([at(meter, 12, 14), at(meter, 31), at(meter, 46, 57).trimEnd()], ['001', 'A', '70012345']);
    assert.deepEqual([at(meter, 62, 69), at(meter, 102)], ['00000010', 'W']);
    const radio = record('RFF');
    assert.deepEqual([at(radio, 12, 19), at(radio, 26, 29)], ['12345678', 'ERT ']);
  });

  it('has limits as the dials would show them, so that use is divided by the multiplier, which has a field of its own', () => {
    const reading = record('RDG');
    assert.deepEqual([at(reading, 16), at(reading, 17), at(reading, 25, 26)], ['Y', 'L', '01']);
    assert.deepEqual([at(reading, 27, 28), at(reading, 29, 30), at(reading, 31)], ['06', '00', 'R']);
    assert.equal(at(reading, 32, 41), '0000001000');
    assert.equal(at(reading, 42, 51), '0000001180');
    assert.equal(at(reading, 52, 61), '0000001040');
    assert.equal(at(reading, 62, 67), '000010');
  });

  it('lets every reading of the dials pass where no use is known to limit', () => {
    const high = record('RDG', 2);
    assert.deepEqual([at(high, 42, 51), at(high, 52, 61)], ['0000999999', '0000000000']);
  });

  it('counts customers, meters, readings, radios and keyed reads in the header and trailer of each route', () => {
    for (const id of ['RHD', 'RTR']) {
      const line = record(id);
      assert.deepEqual([at(line, 18, 21), at(line, 26, 29), at(line, 34, 37)], ['0003', '0002', '0001']);
      assert.deepEqual([at(line, 38, 41), at(line, 42, 45)], ['0002', '0002']);
    }
  });

  it('cuts a long name, and puts a letter that one byte cannot hold without its accent', () => {
    const [line] = linesOf(write(aBook([aStop({ customerName: 'Őri & Dvořák Properties of Alabaster' })]))[0]).filter(
      (text) => text.startsWith('CUS'),
    );
    assert.equal(at(line, 35, 54), 'Ori & Dvorák Propert');
  });

  it('is refused whole when an id or a number does not fit, and each is named with its account, meter and field', () => {
    const error = misfits(() =>
      write(aBook([aStop({ meterId: '1234567890123' }), aStop({ accountId: 'B', multiplier: '1000000' })])),
    );
    assert.equal(error.code, 'file-misfit');
    assert.deepEqual(
      error.issues.map(({ rowKey, column }) => [rowKey, column]),
      [
        ['10-0042-01', 'MTR meter'],
        ['B', 'RDG constant'],
      ],
    );
    assert.equal(
      error.issues[0]?.message,
      'Account 10-0042-01, meter 1234567890123: the MV-RS field MTR meter (positions 46-57) holds 12 plain characters, not "1234567890123".',
    );
  });

  it('is never taken for a file of readings', () => {
    const [file] = write();
    assert.equal(refusal(Buffer.from(file?.bytes ?? [])).code, 'reading-file-is-download');
  });
});
