import assert from 'node:assert/strict';
import { CurbstopError } from '../../../../bridge/contract/problem.js';
import { VENDOR_FORMATS, type VendorFormat } from '../../../../bridge/contract/reading-file.js';
import { READING_FILE_MAX_BYTES } from '../../../../bridge/files/reading-file/limits.js';
import { writeNeptuneReturn } from '../../../../bridge/files/reading-file/neptune-write.js';
import { recogniseReadingFile } from '../../../../bridge/files/reading-file/recognise.js';
import { writeRouteBook } from '../../../../bridge/files/route-book/write-route-book.js';
import { aBook, aStop } from '../route-book/book-samples.js';
import { aRead, refusal, TODAY } from './read-samples.js';

const BEACON = 'Account_ID,Meter_ID,Read,Current_Read_Date\r\n';
const DOWNLOAD_HEADER = 'FHDNN00001   01Y'.padEnd(126);

function refused(bytes: Buffer, named: VendorFormat | null = null): CurbstopError {
  try {
    recogniseReadingFile(bytes, named);
  } catch (error) {
    if (error instanceof CurbstopError) return error;
    throw error;
  }
  throw new Error('The file was recognised although it should be refused.');
}

describe('recognising a reading file', () => {
  it('tells by the content what it is', () => {
    assert.equal(recogniseReadingFile(Buffer.from(BEACON)), 'beacon-csv');
    assert.equal(recogniseReadingFile(Buffer.from(`\uFEFF${BEACON.replaceAll(',', '\t')}`)), 'beacon-csv');
    assert.equal(recogniseReadingFile(Buffer.from('FHD    001000001000001000001'.padEnd(126))), 'mvrs-upload');
  });

  it('asks which it is where it could be two, and takes the word of the person', () => {
    const both = Buffer.from(BEACON.replace('Read,', 'Read,High_Read_Limit,'));
    const error = refused(both);
    assert.equal(error.code, 'reading-file-two-kinds');
    assert.match(error.message, /could be Badger BEACON billing reads, or an import of accounts and assets/);
    assert.equal(recogniseReadingFile(both, 'beacon-csv'), 'beacon-csv');
  });

  it('does not take the word of the person against the content', () => {
    const error = refused(Buffer.from(BEACON), 'neptune');
    assert.equal(error.code, 'reading-file-other-kind');
    assert.match(error.message, /not Neptune readings.*looks like Badger BEACON/);
    assert.equal(refused(Buffer.from(DOWNLOAD_HEADER), 'mvrs-upload').code, 'reading-file-is-download');
  });

  it('tells what every device is loaded with apart from what it gives back', () => {
    for (const format of VENDOR_FORMATS) {
      const [file] = writeRouteBook(format, aBook([aStop()]));
      const error = refused(Buffer.from(file?.bytes ?? []));
      assert.equal(error.code, 'reading-file-is-download', format);
    }
  });

  it('names a DOWNLOAD.DAT by its file header, and by its readings', () => {
    const byReading = `${'FHD'.padEnd(126)}\r\n${'RDG00000001    YL'.padEnd(126)}\r\n`;
    for (const text of [DOWNLOAD_HEADER, byReading]) {
      const error = refused(Buffer.from(text));
      assert.equal(error.code, 'reading-file-is-download');
      assert.match(error.message, /DOWNLOAD\.DAT/);
      assert.match(error.fix, /UPLOAD\.DAT/);
    }
  });

  it('says what the first line looks like and which kinds are taken', () => {
    const error = refused(Buffer.from('Name;Number\u0007;Value\r\n1;2;3\r\n'));
    assert.equal(error.code, 'reading-file-unknown');
    assert.match(error.message, /first line looks like this: "Name;Number\?;Value"/);
    assert.match(error.fix, /BEACON.*UPLOAD\.DAT/);
  });

  it('shows no more than the start of an endless first line', () => {
    assert.ok(refused(Buffer.from('x'.repeat(1_000_000))).message.length < 250);
  });

  it('says so when only the capitals of the headers are wrong', () => {
    assert.match(refused(Buffer.from(BEACON.toLowerCase())).message, /capitals and underscores/);
  });

  it('names an empty file, a workbook and UTF-16 text', () => {
    assert.match(refused(Buffer.alloc(0)).message, /empty/);
    assert.match(refused(Buffer.from('PK\u0003\u0004...')).message, /Excel workbook/);
    assert.match(refused(Buffer.from(`\uFEFF${BEACON}`, 'utf16le')).message, /UTF-16/);
  });
});

describe('the size of a reading file', () => {
  it('comes after the line ends: each kind with CR alone is told so once, and a workbook with one is a workbook', () => {
    const neptune = writeNeptuneReturn([aRead({ accountId: '1', reading: '1', date: TODAY, dials: 6 })], {
      cycle: '1',
      madeOn: TODAY,
    });
    for (const text of [`${BEACON}1,2,3,2026-11-03 10:40\r\n`, neptune.toString('latin1')]) {
      const codes = refusal(text.replaceAll('\r\n', '\r')).issues.map(({ code }) => code);
      assert.deepEqual(codes, ['line-ends']);
    }
    assert.match(refusal('PK\u0003\u0004\0\r12').message, /workbook/);
  });

  it('is looked at before anything else', () => {
    const error = refusal(Buffer.alloc(READING_FILE_MAX_BYTES + 1));
    assert.deepEqual([error.code, error.status], ['reading-file-too-large', 413]);
    assert.match(error.message, /65 MB.*64 MB at most/);
  });
});
