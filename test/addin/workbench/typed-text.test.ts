import assert from 'node:assert/strict';
import { CellError } from '../../../addin/workbench/host/model/cell.js';
import { displayText } from '../../../addin/workbench/host/model/number-format.js';
import { readTypedText } from '../../../addin/workbench/host/model/typed-text.js';
import { clipboardBlock } from '../../../addin/workbench/page/clipboard-block.js';

const read = (text: string, format = 'General'): unknown => {
  const typed = readTypedText(text, format, 2026);
  return typed.kind === 'formula' ? typed.formula : typed.value;
};

describe('what is typed into a cell', () => {
  const cases: [typed: string, value: unknown][] = [
    ['12.5', 12.5],
    ['1,234', 1234],
    ['$1,234.50', 1234.5],
    ['(20)', -20],
    ['15%', 0.15],
    ['1E3', 1000],
    ['1/15/2026', 46037],
    ['2026-01-15', 46037],
    ['15-Jan-26', 46037],
    ['13:30', 0.5625],
    ['TRUE', true],
    ['=A1', '=A1'],
    ['+A1', '=A1'],
    ['-A1', '=-A1'],
    ["'=A1", '=A1'],
    ['2026-02-30', '2026-02-30'],
    ['10-0042-01', '10-0042-01'],
    ['12 Oak St', '12 Oak St'],
    ['-', '-'],
  ];
  for (const [typed, value] of cases) {
    it(`${typed} is read as ${String(value)}`, () => assert.deepEqual(read(typed), value));
  }

  for (const [locale, typed, value] of [
    ['de-DE', '1.234,56', 1234.56],
    ['de-DE', '12,5', 12.5],
    ['de-DE', '-0,05', -0.05],
    ['de-DE', '1,5 %', 0.015],
    ['de-DE', '15.1.2026', 46037],
    ['de-DE', '15/1/2026', 46037],
    ['de-DE', '2026-01-15', 46037],
    ['de-DE', '31.2.2026', '31.2.2026'],
    ['de-DE', '12,5,1', '12,5,1'],
    ['fr-FR', '1 234,56', 1234.56],
    ['fr-FR', '15/01/2026', 46037],
    ['fr-FR', '12.5', '12.5'],
    ['fr-FR', '10-0042-01', '10-0042-01'],
    ['en-GB', '1,234.56', 1234.56],
    ['en-GB', '15/1/2026', 46037],
    ['en-GB', '1/15/2026', '1/15/2026'],
  ] as const) {
    it(`${typed} is read as ${value} by the customs of ${locale}`, () => {
      const read = readTypedText(typed, 'General', 2026, locale);
      assert.equal(read.kind === 'value' && read.value, value);
    });
  }

  it('stays as it is under the format "@"', () => {
    for (const text of ['0042', '=A1', '1/15/2026', 'TRUE']) assert.equal(read(text, '@'), text);
  });
});

describe('what a cell shows', () => {
  const cases: [value: string | number | boolean | CellError, format: string, text: string][] = [
    [1234.5, 'General', '1234.5'],
    [0.1 + 0.2, 'General', '0.3'],
    [1234.5, '#,##0.00', '1,234.50'],
    [1.005, '0.00', '1.01'],
    [-3, '#,##0.00;(#,##0.00)', '(3.00)'],
    [0, '0.00;-0.00;"none"', 'none'],
    [0.125, '0.0%', '12.5%'],
    [46037, 'yyyy-mm-dd', '2026-01-15'],
    [46037.5625, 'm/d/yy h:mm AM/PM', '1/15/26 1:30 PM'],
    [46037, 'dddd, mmmm d', 'Thursday, January 15'],
    [42, '00000', '00042'],
    [5, '0 "gal"', '5 gal'],
    ['meter', '"<"@">"', '<meter>'],
    [true, 'General', 'TRUE'],
    [new CellError('#N/A'), '0.00', '#N/A'],
  ];
  for (const [value, format, text] of cases) {
    it(`under ${format} is ${text}`, () => assert.equal(displayText(value, format), text));
  }
});

describe('copied text', () => {
  it('is split at tabs and line ends, with quotes around cells of several lines', () => {
    assert.deepEqual(clipboardBlock('a\tb\r\n1\t"two\nlines ""x"""\r\n'), [
      ['a', 'b'],
      ['1', 'two\nlines "x"'],
    ]);
    assert.deepEqual(clipboardBlock('one'), [['one']]);
    assert.deepEqual(clipboardBlock('a\t\n\tb'), [
      ['a', ''],
      ['', 'b'],
    ]);
  });
});
