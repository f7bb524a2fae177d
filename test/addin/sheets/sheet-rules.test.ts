import assert from 'node:assert/strict';
import { byteChunks } from '../../../addin/sheets/byte-chunks.js';
import { blockAddresses } from '../../../addin/sheets/cell-addresses.js';
import { withFreshKeys } from '../../../addin/sheets/entry-keys.js';
import { issuesBeforeSending, rowsToSend } from '../../../addin/sheets/push-payload.js';
import { findRow } from '../../../addin/sheets/row-finder.js';
import { columnLetter, freeName, isGivenName } from '../../../addin/sheets/sheet-layout.js';
import { digestOf, type SheetRow } from '../../../addin/sheets/sheet-rows.js';
import { adjustmentsSheet } from '../../../bridge/contract/sheets/adjustments.js';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';

const row = (key: string, cells: SheetRow['cells'], index = 0, formulas: string[] = []): SheetRow => ({
  index,
  sheetRow: index + 5,
  key,
  cells,
  formulas,
});

const typed = ['10-1', 'water', 'goodwill', -5, 'leak', '', '', '', '', '', '', ''];
const blank = typed.map(() => '');

describe('the choices of an adjustment', () => {
  const LIST_LENGTH_MAX = 255;

  it('are no longer together than Excel takes them as a list to choose from', () => {
    const lengths = adjustmentsSheet.columns.flatMap(({ choices }) => choices?.join(',').length ?? []);
    assert.equal(lengths.length, 2, 'service and kind; reason codes come with the pull');
    assert.ok(Math.max(...lengths) <= LIST_LENGTH_MAX, lengths.join());
  });
});

describe('keys of new rows', () => {
  const keysOf = (rows: SheetRow[]): string[] => withFreshKeys(rows).map(({ key }) => key);
  const numbersOf = (rows: SheetRow[]): string[] => keysOf(rows).map((key) => key.replace(/-[2-9A-HJ-NP-Z]{5}$/, '-…'));

  it('are given to typed rows only, in their order', () => {
    assert.deepEqual(numbersOf([row('', typed), row('', blank), row('', typed)]), ['A1-…', '', 'A2-…']);
  });

  it('go on after the highest number in the sheet', () => {
    assert.deepEqual(numbersOf([row('A7-K3QX9', typed), row('', typed), row('A3', typed)]), ['A7-…', 'A8-…', 'A3']);
  });

  it('are other keys each time, as a workbook that was not saved or was copied remembers none', () => {
    const keys = Array.from({ length: 200 }, () => keysOf([row('', typed)])[0]);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('stay as they are on a row that was copied with its key', () => {
    assert.deepEqual(keysOf([row('A1', typed), row('A1', typed)]), ['A1', 'A1']);
  });
});

describe('rows to send', () => {
  it('leave out blank entry rows and rows that were emptied', () => {
    const rows = [row('A1', typed), row('', blank, 1), row('A3', blank, 2)];
    assert.deepEqual(
      rowsToSend(sheetKinds.adjustments, rows).map(({ key }) => key),
      ['A1'],
    );
  });

  it('keep every pulled row of a review sheet, typed into or not', () => {
    const rows = [row('R1', ['', '', '']), row('', ['', '', '']), row('', ['accept', '', ''])];
    assert.deepEqual(
      rowsToSend(sheetKinds.readings, rows).map(({ key }) => key),
      ['R1', ''],
    );
  });

  it('carry which cells hold formulas', () => {
    const [sent] = rowsToSend(sheetKinds.adjustments, [row('A1', typed, 0, ['amount'])]);
    assert.deepEqual(sent, {
      key: 'A1',
      sheetRow: 5,
      cells: ['10-1', 'water', 'goodwill', -5, 'leak', ...typed.slice(5).map(() => null)],
      formulas: ['amount'],
    });
  });

  it('are held back with all their issues when the bridge could not read them', () => {
    const long = 'x'.repeat(2_001);
    const rows = rowsToSend(sheetKinds.adjustments, [
      row('A1', ['10-1', 'water', 'goodwill', -5, long, long]),
      row('k'.repeat(81), typed, 1),
    ]);
    const issues = issuesBeforeSending(sheetKinds.adjustments, rows);
    assert.deepEqual(
      issues.map(({ code, column, sheetRow }) => `${code} ${column} ${sheetRow}`),
      ['cell-too-long reason 5', 'cell-too-long note 5', 'key-too-long key 6'],
    );
    assert.ok(issues.every(({ fix }) => fix !== ''));
  });

  it('are at most what one push takes', () => {
    const rows = Array.from({ length: 100_001 }, (_, index) => row(`R${index}`, ['', '', ''], index));
    const [issue] = issuesBeforeSending(sheetKinds.readings, rowsToSend(sheetKinds.readings, rows));
    assert.equal(issue?.code, 'too-many-rows');
    assert.match(issue?.message ?? '', /100000/);
  });
});

describe('the row of an issue', () => {
  const keys = ['R1', 'R2', 'R1', '', ''];
  const found = (key: string, sheetRow?: number): number | null => findRow(keys, 4, { key, sheetRow });

  it('is where it was when the key there still agrees, also of rows that share a key', () => {
    assert.deepEqual([found('R1', 7), found('R1', 5), found('R2', 6)], [2, 0, 1]);
  });

  it('is found by its key after the rows were moved, or where the row was not told', () => {
    assert.deepEqual([found('R2', 9), found('R1', 6), found('R1'), found('R2', 1)], [1, 0, 0, 1]);
  });

  it('is only where it was when it has no key', () => {
    assert.deepEqual([found('', 9), found('', 5), found('')], [4, null, null]);
  });

  it('is none when its key is gone', () => assert.equal(found('R9', 5), null));
});

describe('the digest of what was typed', () => {
  it('does not depend on the order of rows, nor on rows with nothing typed', async () => {
    const [a, b] = [row('R1', ['accept', '', '']), row('R2', ['hold', '', 'dog'])];
    assert.equal(await digestOf([a, b]), await digestOf([b, row('R3', ['', '', '']), a]));
  });

  it('changes with any cell, key or formula', async () => {
    const digest = await digestOf([row('R1', ['accept', '', ''])]);
    assert.notEqual(await digestOf([row('R1', ['hold', '', ''])]), digest);
    assert.notEqual(await digestOf([row('R2', ['accept', '', ''])]), digest);
    assert.notEqual(await digestOf([row('R1', ['accept', '', ''], 0, ['action'])]), digest);
    assert.notEqual(await digestOf([]), digest);
  });
});

describe('requests to Excel', () => {
  it('end with the row that fills their bytes, so that all but the last are full', () => {
    const rows = ['aaaa', 'bbbb', 'ééé', 'x'.repeat(100), 'c'].map((text) => [text]);
    const chunks = [...byteChunks(rows, 18)];
    assert.deepEqual(
      chunks.map(({ start, rows: { length } }) => [start, length]),
      [
        [0, 2],
        [2, 2],
        [4, 1],
      ],
    );
    assert.deepEqual([...byteChunks([])], []);
  });

  it('name cells below each other as one block', () => {
    const cells = [4, 5, 6, 9].map((row) => ({ row, column: 1 }));
    assert.deepEqual(blockAddresses([...cells, { row: 4, column: 27 }, { row: 4, column: 1 }].reverse()), [
      'B5:B7',
      'B10',
      'AB5',
    ]);
    assert.deepEqual(blockAddresses([]), []);
  });

  it('have letters for every column', () => {
    assert.deepEqual([0, 25, 26, 701, 702].map(columnLetter), ['A', 'Z', 'AA', 'ZZ', 'AAA']);
  });

  it('give a sheet the next free name, whatever its case', () => {
    assert.equal(freeName('Readings', ['readings', 'READINGS 2'], ' '), 'Readings 3');
    assert.equal(isGivenName('Readings 2', sheetKinds.readings), true);
    assert.equal(isGivenName('Readings', sheetKinds.readings), true);
    assert.equal(isGivenName('Readings March', sheetKinds.readings), false);
  });
});
