import assert from 'node:assert/strict';
import { sheetKinds } from '../../../bridge/contract/sheets/index.js';
import { editableColumns, type SheetKind } from '../../../bridge/contract/sheets/sheet-kind.js';

for (const [id, kind] of Object.entries<SheetKind>(sheetKinds)) {
  describe(`the sheet kind ${id}`, () => {
    it('goes by its own id', () => assert.equal(kind.id, id));

    it('has the key in its first column, for reading only, and no other key', () => {
      assert.equal(kind.columns[0]?.type, 'key');
      assert.ok(kind.columns[0].editable !== true);
      assert.equal(kind.columns.filter((column) => column.type === 'key').length, 1);
    });

    it('has no id and no header twice', () => {
      for (const names of [kind.columns.map((column) => column.id), kind.columns.map((column) => column.header)]) {
        assert.equal(new Set(names).size, names.length, names.join(', '));
      }
    });

    it('has choices on choice columns, and on no other', () => {
      for (const column of kind.columns) {
        assert.equal((column.choices ?? []).length > 0, column.type === 'choice', column.id);
      }
    });

    it('explains every column in a sentence', () => {
      for (const { id: column, help, width } of kind.columns) {
        assert.match(help, /^[A-Z].*[.]$/is, `${column}: ${help}`);
        assert.ok(width > 0, column);
      }
    });

    it('names columns that it has', () => {
      const ids = new Set(kind.columns.map((column) => column.id));
      const named = [
        ...(kind.basisColumns ?? []),
        ...(kind.exceptionColumn === undefined ? [] : [kind.exceptionColumn]),
      ];
      for (const column of named) assert.ok(ids.has(column), column);
    });

    it('can be typed into unless it is for reading only', () => {
      assert.equal(editableColumns(kind).length === 0, kind.purpose === 'read-only');
    });

    it('lets nobody type into a formula', () => {
      assert.ok(editableColumns(kind).every(({ type }) => type !== 'formula'));
    });

    it('rests a decision on columns that the person does not edit', () => {
      const editable = new Set(editableColumns(kind).map((column) => column.id));
      for (const column of kind.basisColumns ?? []) assert.ok(!editable.has(column), column);
    });
  });
}
