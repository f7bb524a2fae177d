import assert from 'node:assert/strict';
import { z } from 'zod';
import type { SheetCell } from '../../../bridge/contract/commands/push-sheet.js';
import { CurbstopError } from '../../../bridge/contract/problem.js';
import { refuseUnsafeFormulas } from '../../../bridge/contract/sheets/formula-cells.js';
import type { SheetKind } from '../../../bridge/contract/sheets/sheet-kind.js';

const kind: SheetKind = {
  id: 'made-up',
  title: 'Made up',
  purpose: 'read-only',
  description: 'A sheet with formulas.',
  parameters: z.object({}),
  columns: [
    { id: 'step', header: 'Step', type: 'key', width: 10, help: 'The step.' },
    { id: 'label', header: 'Label', type: 'text', width: 10, help: 'What it is.' },
    { id: 'rate', header: 'Rate', type: 'decimal', width: 10, help: 'The rate.' },
    { id: 'value', header: 'Value', type: 'formula', width: 10, help: 'The value.' },
  ],
};
const usage: SheetCell[] = ['usage', '=HYPERLINK("x")', '3.5', '27.3'];

function issuesOf(...rows: SheetCell[][]): string[] {
  try {
    refuseUnsafeFormulas(kind, rows);
    return [];
  } catch (error) {
    assert.ok(error instanceof CurbstopError && error.code === 'unsafe-formula');
    return error.issues.map(({ rowKey, column, message }) => `${rowKey}/${column}: ${message}`);
  }
}

describe('the formula cells of a pull', () => {
  it('may be numbers, empty, or formulas over numbers and formulas of the table, in any order', () => {
    const rows = [usage, ['total', null, null, '=ROUND({charge},2)'], ['charge', null, null, '={usage}*{usage:rate}']];
    assert.deepEqual(issuesOf(...rows, ['gap', null, null, null], ['whole', null, null, 5]), []);
  });

  it('leave the texts of other columns alone', () => assert.deepEqual(issuesOf(usage), []));

  const refused: [what: string, cell: SheetCell, message: RegExp][] = [
    ['a text', 'Ann', /neither a number nor a formula/],
    ['a text that Excel would read as a formula', '+1-2', /neither a number nor a formula/],
    ['a text that Excel would read as a function', '@SUM(1)', /neither a number nor a formula/],
    ['true or false', true, /neither a number nor a formula/],
    ['a number with more digits than Excel keeps', '0.1234567890123456', /neither a number nor a formula/],
    ['a function that is not of the grammar', '=HYPERLINK("x")', /HYPERLINK is not one of the functions/],
    ['a row that the table has not', '={gone}', /has no row gone/],
    ['a column that the table has not', '={usage:gone}', /has no column gone/],
    ['a column of texts', '={usage:label}', /column label holds no numbers/],
    ['an empty cell', '={empty:rate}', /cell empty:rate is empty/],
    ['a number that is too long for Excel', '={long:rate}', /cell long:rate holds no number/],
    ['itself', '={at}', /circle through at:value/],
    ['a formula that looks back at it', '={back}', /circle through/],
    ['a row that the table has twice', '={twice}', /has the row twice twice/],
  ];
  for (const [what, cell, message] of refused) {
    it(`are refused with ${what}`, () => {
      const others: SheetCell[][] = [
        ['empty', null, null, null],
        ['long', null, '0.1234567890123456', null],
        ['back', null, null, cell === '={back}' ? '={at}' : '1'],
        ['twice', null, null, '1'],
        ['twice', null, null, '2'],
      ];
      const issues = issuesOf(usage, ['at', null, null, cell], ...others);
      assert.match(issues[0] ?? '', message);
      assert.match(issues[0] ?? '', /^at\/value: Row at: /);
    });
  }

  it('are all named, not only the first', () => {
    assert.equal(issuesOf(['a', null, null, 'x'], ['b', null, null, '=A1']).length, 2);
  });

  it('may make a running total over a long table, but not a chain without end', () => {
    const down = (count: number): SheetCell[][] => [
      ['r0', null, null, '1'],
      ...Array.from({ length: count }, (_, index): SheetCell[] => [`r${index + 1}`, null, null, `={r${index}}+1`]),
    ];
    assert.deepEqual(issuesOf(...down(20_000)), []);
    assert.match(issuesOf(...down(20_000).reverse())[0] ?? '', /more than 1000 formulas/);
  });
});
