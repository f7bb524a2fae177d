import assert from 'node:assert/strict';
import fc from 'fast-check';
import { assignRows, assignTexts, closeColumns, openColumns } from '../../../addin/sheets/cell-writer.js';
import type { ColumnType } from '../../../bridge/contract/sheets/sheet-kind.js';
import { createOfficeHost, type OfficeHost } from '../../support/office-host/office-host.js';

const NASTY = [
  '=1+1',
  '+1',
  '-1',
  '@SUM(A1)',
  "'",
  "''",
  "'=1",
  '007',
  '1/2',
  '2026-11-20',
  'TRUE',
  '#N/A',
  '1e5',
  '$5',
  '12%',
];

describe('writing cells', () => {
  let office: OfficeHost;
  before(async () => void (office = await createOfficeHost()));
  after(() => {
    office.dispose();
    assert.deepEqual(office.host.unknownMembers, []);
  });

  const asExcelHas = (write: (block: Excel.Range) => void, address: string): Promise<unknown[]> =>
    office.Excel.run(async (context) => {
      const block = context.workbook.worksheets.getItem('Sheet1').getRange(address);
      write(block);
      await context.sync();
      block.load('values');
      await context.sync();
      assert.equal(office.host.workbook.hasFormulas, false);
      return block.values.flat() as unknown[];
    });

  const texts = fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme' })), {
    minLength: 1,
    maxLength: 40,
  });

  it('never makes a formula, a number or a date of a text, and changes none', async () => {
    await fc.assert(
      fc.asyncProperty(texts, async (list) => {
        const rows = list.map((text) => [text]);
        assert.deepEqual(await asExcelHas((block) => assignTexts(block, rows), `A1:A${list.length}`), list);
      }),
      { numRuns: 40, examples: [[NASTY]] },
    );
  });

  it('keeps texts in columns of every type as they are', async () => {
    const types: ColumnType[] = ['key', 'text', 'choice', 'integer', 'decimal', 'money', 'date', 'formula', 'rate'];
    const columns = types.map((type) => ({ type }));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.oneof(fc.constantFrom(...NASTY), fc.string()), { minLength: 9, maxLength: 9 }),
        async (row) => {
          const write = (block: Excel.Range): void => {
            openColumns(block, columns);
            assignRows(block, [row]);
            closeColumns(block, columns, [row]);
          };
          assert.deepEqual(await asExcelHas(write, 'C1:K1'), row);
        },
      ),
      { numRuns: 40, examples: [[NASTY.slice(0, 9)], [NASTY.slice(6, 15)]] },
    );
  });

  it('leaves a cell alone for null, and empties it for an empty text', async () => {
    await asExcelHas((block) => assignTexts(block, [['a'], ['b'], ['c']]), 'K1:K3');
    assert.deepEqual(await asExcelHas((block) => assignTexts(block, [[null], [''], ['=d']]), 'K1:K3'), ['a', '', '=d']);
  });

  it('writes numbers as numbers', async () => {
    const columns = [{ type: 'money' }, { type: 'date' }] as const;
    const write = (block: Excel.Range): void => {
      openColumns(block, columns);
      assignRows(block, [[-12.34, 46349]]);
      closeColumns(block, columns, [[-12.34, 46349]]);
    };
    assert.deepEqual(await asExcelHas(write, 'M1:N1'), [-12.34, 46349]);
  });
});
