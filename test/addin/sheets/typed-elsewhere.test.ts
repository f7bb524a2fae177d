import assert from 'node:assert/strict';
import { withTyped } from '../../../addin/sheets/typed-elsewhere.js';
import { rebillSheet } from '../../../bridge/contract/sheets/rebill.js';

describe('what was typed elsewhere', () => {
  const rowOf = (bill: number, key: string) => {
    return rebillSheet.columns.map(({ id }) => (id === 'bill' ? bill : id === 'key' ? key : null));
  };
  const rows = [rowOf(7, 'a'), rowOf(8, 'b'), rowOf(8, 'c')];
  const cells = { reason: 'Misread', document: 'WO 17' };
  const cell = (row: readonly unknown[] | undefined, column: string) =>
    row?.[rebillSheet.columns.findIndex(({ id }) => id === column)];

  it('stands in the first row of its bill, and in no other', () => {
    const typed = withTyped(rebillSheet, rows, { bill: 8, cells });
    assert.deepEqual([cell(typed[1], 'reason'), cell(typed[1], 'document')], ['Misread', 'WO 17']);
    assert.equal(cell(typed[1], 'key'), 'b');
    assert.deepEqual([typed[0], typed[2]], [rows[0], rows[2]]);
  });

  it('never stands in a cell that is not the person’s, nor where its bill is not there', () => {
    assert.deepEqual(withTyped(rebillSheet, rows, { bill: 8, cells: { total: '1', read: '2', colour: 'x' } }), rows);
    assert.deepEqual(withTyped(rebillSheet, rows, { bill: 9, cells }), rows);
  });
});
