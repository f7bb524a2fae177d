import assert from 'node:assert/strict';
import { addedColumns, mapColumns, type TableColumn } from '../../../addin/sheets/column-map.js';
import type { BoundColumn } from '../../../addin/sheets/pull-binding.js';

const BOUND: BoundColumn[] = [
  { id: 'key', tableColumnId: 1, name: 'Key' },
  { id: 'action', tableColumnId: 2, name: 'Action' },
  { id: 'reason', tableColumnId: 3, name: 'Reason' },
];

const table = (...columns: [number, string][]): TableColumn[] =>
  columns.map(([tableColumnId, name], index) => ({ tableColumnId, name, index }));

const places = (columns: TableColumn[]): Record<string, number> =>
  Object.fromEntries([...mapColumns(BOUND, columns)].map(([id, { index }]) => [id, index]));

describe('finding columns again', () => {
  it('follows columns that were moved, with others between them', () => {
    const columns = table([3, 'Reason'], [9, 'My notes'], [1, 'Key'], [2, 'Action']);
    assert.deepEqual(places(columns), { reason: 0, key: 2, action: 3 });
    assert.deepEqual(
      addedColumns(mapColumns(BOUND, columns), columns).map(({ name }) => name),
      ['My notes'],
    );
  });

  it('follows a column that was renamed', () => {
    assert.deepEqual(places(table([1, 'Key'], [2, 'What to do'], [3, 'Reason'])), { key: 0, action: 1, reason: 2 });
  });

  it('knows a column again that was deleted and inserted anew under its header', () => {
    assert.deepEqual(places(table([1, 'Key'], [7, ' Action '], [3, 'Reason'])), { key: 0, action: 1, reason: 2 });
  });

  it('goes by the headers when Excel gave all columns new ids', () => {
    assert.deepEqual(places(table([1, 'Reason'], [2, 'Key'], [3, 'Action'])), { reason: 0, key: 1, action: 2 });
  });

  it('does not find what is gone', () => {
    assert.deepEqual(places(table([1, 'Key'], [3, 'Reason'], [8, 'Total'])), { key: 0, reason: 1 });
  });

  it('never takes one column of the table for two', () => {
    assert.deepEqual(places(table([1, 'Key'], [2, 'Reason'])), { key: 0, reason: 1 });
  });
});
